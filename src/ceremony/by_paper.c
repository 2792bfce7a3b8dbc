#include "ceremony/by_paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "base/words.h"
#include "ceremony/people.h"

#define FIRST_WORDS 4
#define PLAIN_CHARACTERS "abcdefghijklmnopqrstuvwxyz" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-"

static void
add(struct by_paper *dst, const char *label, struct buf *text)
{
	if (dst->count == BY_PAPER_LINES) {
		buf_clear(text);
		return;
	}
	dst->lines[dst->count].label = label;
	dst->lines[dst->count++].text = buf_take_text(text);
}

/* A further one of things that stand in a row. */
static void
add_next(struct buf *text, const char *between)
{
	if (text->len > 0)
		buf_add_text(text, between);
}

static void
add_step(struct by_paper *dst, const struct session *session)
{
	const struct step *step = session_current(session);
	struct buf text = { 0 };

	if (step == NULL)
		buf_add_text(&text, "behind the last step");
	else
		buf_add_format(&text, "at step %s, %s: %s%s", step->number,
			session->script.acts[step->act].title, step->title,
			session->steps[session->step].act.yes ?
				"; done, its answers are missing" : "");
	add(dst, "Go on", &text);
}

static void
add_open(struct by_paper *dst, const struct session *session)
{
	const struct session_exception *exception =
		session_open_exception(session);
	const struct session_exception *lacking = session_unfinished(session);
	struct buf text = { 0 };

	if (session->objection.open)
		buf_add_format(&text, "objection of %s: nothing is signed",
			session->objection.name);
	if (exception != NULL) {
		add_next(&text, "; ");
		buf_add_format(&text, "SE-%u at step %s: %s", exception->number,
			session->script.steps[exception->step].number,
			exception->happened);
	}
	if (lacking != NULL) {
		add_next(&text, "; ");
		buf_add_format(&text, "SE-%u lacks %s", lacking->number,
			session_exception_lacks(lacking));
	}
	if (session->saved.lost) {
		add_next(&text, "; ");
		buf_add_format(&text, "drive %s is lost",
			session->saved.lost_name);
	}
	if (text.len == 0)
		buf_add_text(&text, "nothing");
	add(dst, "Open", &text);
}

static void
add_decided(struct by_paper *dst, const struct session *session)
{
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < session->exception_count; i++) {
		const struct session_exception *one = &session->exceptions[i];

		if (one->open)
			continue;
		add_next(&text, ", ");
		buf_add_format(&text, "SE-%u %s", one->number,
			session_decision_word(one->decision));
	}
	for (i = 0; i < session->script.step_count; i++) {
		if (!session->steps[i].ever_skipped)
			continue;
		add_next(&text, ", ");
		buf_add_format(&text, "%s skipped",
			session->script.steps[i].number);
	}
	if (text.len == 0)
		buf_add_text(&text, "no exception, no step skipped");
	add(dst, "Decided", &text);
}

static void
add_gate(struct by_paper *dst, const struct session *session)
{
	const struct session_gate *gate = &session->gate;
	char hex[DIGEST_HEX_SIZE];
	struct buf text = { 0 };
	size_t i;

	digest_format(hex, &gate->plan);
	if (session->skr.written)
		buf_add_text(&text, "it was opened, and the SKR is written");
	else if (!gate->planned)
		buf_add_text(&text, "SHUT: there is no plan yet");
	else
		buf_add_format(&text, "%s, plan %.8s, %zu confirmed",
			gate->open ? "open" : "SHUT", hex, gate->voice_count);
	for (i = 0; i < gate->voice_count; i++) {
		const struct person *who =
			session_person(session, gate->voices[i].person);

		buf_add_format(&text, "%s %s", i == 0 ? ":" : "", who->role);
	}
	add(dst, "Gate", &text);
}

static void
add_seated(struct by_paper *dst, const struct session *session)
{
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (!session->people[i].seated)
			continue;
		add_next(&text, ", ");
		buf_add_format(&text, "%s %s",
			session_person(session, i)->role,
			session->people[i].initials);
	}
	if (text.len == 0)
		buf_add_text(&text, "nobody has signed in");
	add(dst, "Seated", &text);
}

/* Between these steps of the script, the second one undoes the first. */
static const struct {
	const char *from;
	const char *until;
	const char *what;
} downs[] = {
	{ "hsm-ready", "hsm-down", "cards" },
	{ "hsm-log", "hsm-log-stop", "log" },
	{ "hsm-on", "hsm-away", "bag" },
};

static bool
is_complete(const struct session *session, const struct step *step)
{
	return step != NULL &&
		session->steps[script_step_index(&session->script, step)]
			.complete;
}

static void
add_downs(struct buf *text, const struct session *session)
{
	const char *between = "; undo ";
	size_t i;

	for (i = 0; i < sizeof(downs) / sizeof(downs[0]); i++) {
		const struct step *until = script_find_step(&session->script,
			downs[i].until);

		if (until == NULL || is_complete(session, until) ||
			!is_complete(session, script_find_step(
				&session->script, downs[i].from)))
			continue;
		buf_add_format(text, "%s%s %s", between, until->number,
			downs[i].what);
		between = ", ";
	}
}

static void
add_hsm(struct by_paper *dst, const struct session *session)
{
	const struct session_hsm *hsm = &session->hsm;
	const char *serial = session->ceremony.token_serial;
	struct buf text = { 0 };

	buf_add_format(&text, "%s %s, %s", session->ceremony.token_label,
		*hsm->serial != '\0' ? hsm->serial :
		serial != NULL ? serial : "(serial unknown)",
		hsm->open ? "logged in" : "no login");
	add_downs(&text, session);
	add(dst, "HSM", &text);
}

/* The first four words. */
static void
add_words(struct buf *text, const struct digest *digest)
{
	size_t i;

	for (i = 0; i < FIRST_WORDS; i++)
		buf_add_format(text, "%s%s", i == 0 ? "" : " ",
			words_of(digest->bytes[i], i));
}

static void
add_file(struct by_paper *dst, const char *label, const char *name,
	const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	struct buf text = { 0 };

	buf_add_format(&text, "%s: ", name);
	add_words(&text, digest);
	add(dst, label, &text);
	digest_format(hex, digest);
	buf_add_text(&text, hex);
	add(dst, "", &text);
}

static void
add_record(struct by_paper *dst, const struct session *session)
{
	struct buf text = { 0 };

	buf_add_format(&text, "%llu events so far: ",
		(unsigned long long)session->event_count);
	add_words(&text, &session->last_digest);
	add(dst, "Record", &text);
}

static char *
quote(const char *text)
{
	struct buf quoted = { 0 };

	if (text[strspn(text, PLAIN_CHARACTERS)] == '\0' && *text != '\0')
		return mem_string(text);
	buf_add_text(&quoted, "'");
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			buf_add_text(&quoted, "'\\''");
		else
			buf_add(&quoted, text, 1);
	}
	buf_add_text(&quoted, "'");
	return buf_take_text(&quoted);
}

static void
end_line(struct by_paper *dst, struct buf *line)
{
	*(char **)mem_append(&dst->command, &dst->command_count,
		sizeof(char *)) = buf_take_text(line);
}

/* One word of the command, or an option with its value. */
static void
add_word(struct by_paper *dst, struct buf *line, const char *option,
	const char *value)
{
	char *quoted = quote(value);
	size_t len = strlen(option) + strlen(quoted);

	if (line->len > 0 && line->len + len + 4 > BY_PAPER_WIDTH) {
		buf_add_text(line, " \\");
		end_line(dst, line);
		buf_add_text(line, "   ");
	}
	buf_add_format(line, "%s%s%s%s", line->len == 0 ? "" : " ", option,
		*option == '\0' ? "" : " ", quoted);
	free(quoted);
}

static void
add_command(struct by_paper *dst, const struct session *session,
	const char *dir)
{
	char *name = session_skr_name(session);
	struct buf line = { 0 };
	char now[UTC_SIZE];

	add_word(dst, &line, "cd", dir);
	end_line(dst, &line);
	add_word(dst, &line, "ksk-ceremony sign", "in/ksr.xml");
	add_word(dst, &line, "", name);
	add_word(dst, &line, "--policy", "in/policy.xml");
	add_word(dst, &line, "--schema", session->schema->name);
	add_word(dst, &line, "--hsm", "in/profile.xml");
	add_word(dst, &line, "--token", session->ceremony.token_label);
	if (session->has_previous)
		add_word(dst, &line, "--previous-skr", "in/previous-skr.xml");
	utc_format(now, session->last_utc);
	if (session->offset_s != 0)
		add_word(dst, &line, "--at", now);
	end_line(dst, &line);
	free(name);
}

static void
add_signing(struct by_paper *dst, const struct session *session,
	const char *dir)
{
	const struct session_signing *signing = &session->signing;
	struct buf text = { 0 };

	buf_add_text(&text, session->policy.gate_ceremony ?
		"refused by the policy, <signing gate=\"ceremony\"/>" :
		"UNWITNESSED");
	if (signing->attempt > 0)
		buf_add_format(&text, "; %zu of %zu were made", signing->made,
			signing->total);
	add(dst, "Sign", &text);
	add_command(dst, session, dir);
}

void
by_paper_make(struct by_paper *dst, const struct session *session,
	const char *dir)
{
	*dst = (struct by_paper){ .count = 0 };
	add_step(dst, session);
	add_open(dst, session);
	add_decided(dst, session);
	add_gate(dst, session);
	add_seated(dst, session);
	add_hsm(dst, session);
	add_record(dst, session);
	add_file(dst, "KSR", "in/ksr.xml", &session->request.sha256);
	if (session->skr.written)
		add_file(dst, "SKR", session->skr.file, &session->skr.sha256);
	else
		add_signing(dst, session, dir);
}

void
by_paper_clear(struct by_paper *paper)
{
	size_t i;

	for (i = 0; i < paper->count; i++)
		free(paper->lines[i].text);
	for (i = 0; i < paper->command_count; i++)
		free(paper->command[i]);
	free(paper->command);
	*paper = (struct by_paper){ .count = 0 };
}
