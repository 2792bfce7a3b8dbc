#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "base/utc.h"
#include "ceremony/drill.h"
#include "report/report.h"
#include "report/wrap.h"

#define INDENT 16 /* behind time and word */
#define WIDTH 78
#define TEXT_SIZE 600
#define SPAN_SIZE 32

/* "0:46", "1:02:10". */
static const char *
span_of(char dst[SPAN_SIZE], int64_t seconds)
{
	long long s = seconds < 0 ? 0 : (long long)seconds;

	if (s < 3600)
		snprintf(dst, SPAN_SIZE, "%lld:%02lld", s / 60, s % 60);
	else
		snprintf(dst, SPAN_SIZE, "%lld:%02lld:%02lld", s / 3600,
			s / 60 % 60, s % 60);
	return dst;
}

static void
add_words(struct buf *dst, const char *text)
{
	char clean[TEXT_SIZE];

	text_clean_ascii(clean, sizeof(clean), text);
	wrap_add(dst, clean, INDENT, WIDTH);
}

/* "     18:37:04  ", or as wide without a time. */
static void
add_time(struct buf *dst, int64_t utc)
{
	char text[UTC_SIZE];

	utc_format(text, utc);
	if (utc == 0)
		buf_add_format(dst, "%*s", INDENT, "");
	else
		buf_add_format(dst, "     %.8s   ", text + 11);
}

static void
add_injected(struct buf *dst, const struct session *session,
	const struct session_fault *fault, const struct drill_fault *row)
{
	const struct step *step = &session->script.steps[fault->step];
	char *text = mem_format("injected, %s, at %s %s",
		row == NULL ? "" : drill_how_word(row->how), step->number,
		step->title);

	add_time(dst, fault->at_utc);
	add_words(dst, text);
	free(text);
}

static void
add_noticed(struct buf *dst, const struct session *session,
	const struct session_fault *fault)
{
	char span[SPAN_SIZE];
	char *text;

	if (fault->noticed == NULL) {
		add_time(dst, 0);
		buf_add_text(dst, "NOT NOTICED\n");
		return;
	}
	text = mem_format("noticed after %s at %s, %s",
		span_of(span, fault->noticed_utc - fault->at_utc),
		fault->noticed_step < session->script.step_count ?
		session->script.steps[fault->noticed_step].number : "the end",
		fault->noticed);
	add_time(dst, fault->noticed_utc);
	add_words(dst, text);
	free(text);
}

static void
add_decided(struct buf *dst, const struct session *session,
	const struct session_fault *fault, const struct drill_fault *row)
{
	const struct session_exception *exception = NULL;
	char *text;

	if (fault->exception < session->exception_count)
		exception = &session->exceptions[fault->exception];
	if (exception != NULL && !exception->open)
		text = mem_format("decided: SE-%u %s%s%s", exception->number,
			session_decision_word(exception->decision),
			exception->reason != NULL && *exception->reason != '\0'
				? ", because " : "",
			exception->reason == NULL ? "" : exception->reason);
	else if (fault->objection > 0)
		text = mem_format("decided: objection %zu %s", fault->objection,
			session->objection.open &&
				session->objection.count == fault->objection ?
				"stands" : "was withdrawn");
	else
		text = mem_string("nothing was decided");
	add_time(dst, 0);
	add_words(dst, text);
	free(text);
	if (row == NULL || row->usual == DECISION_NONE)
		return;
	add_time(dst, 0);
	buf_add_format(dst, "usual: exception, %s\n",
		session_decision_word(row->usual));
}

static void
add_fault(struct buf *dst, const struct session *session,
	const struct session_fault *fault)
{
	const struct drill_fault *row = drill_find(fault->name);

	buf_add_format(dst, "%-8s %s\n", fault->name,
		row == NULL ? "" : row->what);
	add_injected(dst, session, fault, row);
	add_noticed(dst, session, fault);
	add_decided(dst, session, fault, row);
}

static bool
was_injected(const struct session *session, const char *name)
{
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		if (strcmp(session->faults[i].name, name) == 0)
			return true;
	}
	return false;
}

static void
add_unmet(struct buf *dst, const struct session *session,
	const struct scenario *drill)
{
	size_t i;

	for (i = 0; drill != NULL && i < drill->fault_count; i++) {
		const struct scenario_fault *planned = &drill->faults[i];

		if (!was_injected(session, planned->fault->name))
			buf_add_format(dst, "%-8s %s\n%*sNOT MET: step %s was "
				"not reached\n", planned->fault->name,
				planned->fault->what, INDENT, "",
				planned->step == NULL ? "" : planned->step);
	}
}

/* How long the step took where it was opened last; 0 where it was not. */
static int64_t
took_s(const struct session_step *state)
{
	if (state->opened == 0 || !state->complete)
		return 0;
	return state->completed_utc - state->opened_utc;
}

static void
add_step(struct buf *dst, const struct step *step,
	const struct session_step *state)
{
	int64_t plan_s = (int64_t)step->minutes * 60;
	int64_t took = took_s(state);
	char title[40], plan[SPAN_SIZE], spent[SPAN_SIZE], more[SPAN_SIZE];

	text_clean_ascii(title, sizeof(title), step->title);
	buf_add_format(dst, "%-6s%-40s %7s %8s", step->number, title,
		span_of(plan, plan_s),
		state->complete ? span_of(spent, took) : "-");
	if (took > plan_s)
		buf_add_format(dst, "  +%s", span_of(more, took - plan_s));
	if (state->opened > 1)
		buf_add_format(dst, "  %ux", state->opened);
	if (state->skipped)
		buf_add_text(dst, "  SKIPPED");
	buf_add_text(dst, "\n");
}

static void
add_steps(struct buf *dst, const struct session *session)
{
	const struct script *script = &session->script;
	unsigned minutes = script_minutes_before(script, script->step_count);
	char plan[SPAN_SIZE], spent[SPAN_SIZE];
	size_t i;

	buf_add_format(dst, "\nSTEPS%49s %8s  more\n", "plan", "took");
	for (i = 0; i < script->step_count; i++)
		add_step(dst, &script->steps[i], &session->steps[i]);
	buf_add_format(dst, "%-46s %7s %8s\n", "all",
		span_of(plan, (int64_t)minutes * 60),
		span_of(spent, session->last_utc - session->started_utc));
}

void
report_debrief(struct buf *dst, const struct session *session,
	const struct scenario *drill)
{
	char site[40];
	size_t i;

	text_clean_ascii(site, sizeof(site), session->ceremony.site);
	buf_add_format(dst, "REHEARSAL %u, %s, %s: faults %zu, exceptions %zu, "
		"objections %u\n\nFAULTS\n", session->ceremony.number, site,
		session->ceremony.date, session->fault_count,
		session->exception_count, session->objection.count);
	for (i = 0; i < session->fault_count; i++)
		add_fault(dst, session, &session->faults[i]);
	add_unmet(dst, session, drill);
	if (session->fault_count == 0 &&
		(drill == NULL || drill->fault_count == 0))
		buf_add_text(dst, "none was injected\n");
	add_steps(dst, session);
}

enum status
report_write_debrief(const char *dir, const struct session *session,
	const struct scenario *drill, struct err *err)
{
	char *path = file_join(dir, REPORT_DEBRIEF_FILE);
	struct buf text = {0};
	enum status status = STATUS_OK;

	report_debrief(&text, session, drill);
	if (!record_leaves_room(dir, text.len))
		status = err_set(err, STATUS_FILE, "%s/" REPORT_DEBRIEF_FILE
			": the room that is left on the disk is the record's",
			dir);
	if (status == STATUS_OK)
		status = file_replace(path, text.data, text.len, err);
	buf_clear(&text);
	free(path);
	return status;
}
