/* A drive that comes or goes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/drives.h"
#include "ceremony/kinds.h"

struct finding {
	char *drives; /* labels that are in */
	enum verdict verdict;
	char text[DRIVES_WORDS_SIZE];
};

static void
find(struct finding *dst, enum verdict verdict, const char *format, ...)
	PRINTF_LIKE(3, 4);

static void
find(struct finding *dst, enum verdict verdict, const char *format, ...)
{
	va_list arguments;

	dst->verdict = verdict;
	va_start(arguments, format);
	vsnprintf(dst->text, sizeof(dst->text), format, arguments);
	va_end(arguments);
}

/* The first of those that stay which is not in; false: all are. */
static bool
one_missing(char label[128], const struct step *step, const char *drives)
{
	const char *rest = step->stay, *start;
	size_t len;

	while (rest != NULL &&
		(rest = text_next_word(rest, &start, &len)) != NULL) {
		snprintf(label, 128, "%.*s", (int)len, start);
		if (!drives_has(drives, label))
			return true;
	}
	return false;
}

static void
judge(struct finding *dst, const struct step *step)
{
	bool in = drives_has(dst->drives, step->drive);
	const char *there = *dst->drives != '\0' ? dst->drives : "none";
	char label[128];

	if (one_missing(label, step, dst->drives))
		find(dst, VERDICT_FAIL, "drive %s is out and must stay in: put "
			"it back, then Enter; in now: %s", label, there);
	else if (in == step->drive_gone)
		find(dst, VERDICT_FAIL, "drive %s is %s, then Enter; in now: "
			"%s", step->drive, in ? "still in: pull it out" :
			"not in: put it in", there);
	else
		find(dst, VERDICT_PASS, "drive %s is %s; in now: %s",
			step->drive, in ? "in" : "out", there);
}

static void
judge_manifest(struct finding *dst, const struct room *room,
	const struct step *step)
{
	struct err reason;
	size_t count;

	if (dst->verdict != VERDICT_PASS || step->manifest == NULL)
		return;
	if (drives_check_manifest(&count, room, step->drive, step->manifest,
		    &reason) == STATUS_OK)
		find(dst, VERDICT_PASS, "drive %s is in; its %s holds, %zu "
			"file%s compared", step->drive, step->manifest, count,
			count == 1 ? "" : "s");
	else
		find(dst, VERDICT_FAIL, "drive %s: %s. Take another, or F3: an "
			"exception", step->drive, reason.text);
}

static enum status
post(struct room *room, const struct finding *finding, struct err *err)
{
	const struct step *step = session_current(room->session);
	json_t *fields = fields_new(room->session);

	fields_add(fields, "drive", step->drive);
	fields_add(fields, "drives", finding->drives);
	if (finding->verdict != VERDICT_NONE)
		fields_add(fields, "verdict", verdict_word(finding->verdict));
	fields_add(fields, "text", finding->text);
	return room_post(room, "device", fields, err);
}

enum status
kind_device_done(struct room *room, struct err *err)
{
	const struct step *step = session_current(room->session);
	struct finding finding;
	enum status status = STATUS_OK;

	if (step->drive == NULL)
		return STATUS_OK;
	if (room->session->rehearsal)
		status = drives_rehearse(room, err);
	if (status != STATUS_OK)
		return status;
	finding.drives = drives_in(room);
	judge(&finding, step);
	judge_manifest(&finding, room, step);
	status = post(room, &finding, err);
	free(finding.drives);
	if (status == STATUS_OK && finding.verdict != VERDICT_PASS)
		return err_set(err, STATUS_RULE, "%s", finding.text);
	return status;
}

/* Behind the actor's Enter a drive that is wrong again stops the step; before
 * it is only seen what is in. */
enum status
kind_device_look(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	const struct session_step *state = &session->steps[session->step];
	const struct step *step = session_current(session);
	struct finding finding;
	enum status status = STATUS_OK;

	if (step->drive == NULL || state->complete || state->gone_on)
		return STATUS_OK;
	finding.drives = drives_in(room);
	if (state->drives == NULL ||
		strcmp(state->drives, finding.drives) != 0) {
		judge(&finding, step);
		if (!state->act.yes)
			find(&finding, VERDICT_NONE, "in now: %s",
				*finding.drives != '\0' ? finding.drives :
				"none");
		status = post(room, &finding, err);
	}
	free(finding.drives);
	return status;
}
