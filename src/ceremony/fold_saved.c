/* Where the events are saved, what became of it, and copies. */
#include "ceremony/fold.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/fields.h"

static bool
is_name(const char *known, const char *name)
{
	return known != NULL && strcmp(known, name) == 0;
}

static void
drop(char **name)
{
	free(*name);
	*name = NULL;
}

/* Of two only the other one is left. */
static void
lose(struct session *session, const char *name, const char *why)
{
	struct session_saved *saved = &session->saved;

	saved->lost = true;
	saved->lost_utc = session->last_utc;
	fields_keep(&saved->lost_name, name);
	fields_keep(&saved->why, why);
	if (is_name(saved->first, name)) {
		free(saved->first);
		saved->first = saved->second;
		saved->second = NULL;
	}
	drop(&saved->second);
}

/* "A resume over A alone": B was not given. */
static enum status
keep_one(struct session *session, const struct event *event, const char *name,
	struct err *err)
{
	struct session_saved *saved = &session->saved;
	char *other;

	if (!is_name(saved->first, name) && !is_name(saved->second, name))
		return fold_refuse(event, err, "\"%.40s\" is no directory of "
			"this record", name);
	if (saved->second == NULL)
		return STATUS_OK;
	other = mem_string(is_name(saved->first, name) ? saved->second :
		saved->first);
	lose(session, other, "it was not given when the ceremony was resumed");
	free(other);
	return STATUS_OK;
}

enum status
fold_saved_names(struct session *session, const struct event *event,
	struct err *err)
{
	const json_t *names = json_object_get(event->fields, "saved");
	const char *first = json_string_value(json_array_get(names, 0));
	const char *second = json_string_value(json_array_get(names, 1));
	struct session_saved *saved = &session->saved;

	if (names == NULL && saved->first == NULL)
		return STATUS_OK;
	if (first == NULL || json_array_size(names) > 2 ||
		(second == NULL) != (json_array_size(names) == 1) ||
		is_name(second, first))
		return fold_refuse(event, err,
			"does not say where the events are saved");
	if (second == NULL)
		return keep_one(session, event, first, err);
	fields_keep(&saved->first, first);
	fields_keep(&saved->second, second);
	saved->lost = false;
	return STATUS_OK;
}

void
fold_saved_forget(struct session *session)
{
	struct session_saved *saved = &session->saved;

	drop(&saved->first);
	drop(&saved->second);
	drop(&saved->lost_name);
	drop(&saved->why);
	*saved = (struct session_saved){0};
}

static struct session_copy *
copy_of(struct session *session, const char *drive)
{
	struct session_copy *copy;
	size_t i;

	for (i = 0; i < session->copy_count; i++) {
		if (strcmp(session->copies[i].drive, drive) == 0)
			return &session->copies[i];
	}
	copy = mem_append(&session->copies, &session->copy_count,
		sizeof(*copy));
	copy->drive = mem_string(drive);
	return copy;
}

static void
note_copy(struct session *session, const struct event *event,
	enum verdict verdict)
{
	struct session_copy *copy = copy_of(session,
		fields_text(event, "drive"));

	copy->verdict = verdict;
	copy->files = (size_t)fields_number(event, "files");
	copy->at_utc = session->last_utc;
	fields_keep(&copy->text, fields_text(event, "text"));
}

enum status
fold_copy(struct session *session, const struct event *event, struct err *err)
{
	enum verdict verdict = fields_verdict(event);

	if (*fields_text(event, "drive") == '\0' || verdict == VERDICT_NONE)
		return fold_refuse(event, err, "is a copy without a verdict");
	note_copy(session, event, verdict);
	fold_last(session, "copy on %.40s %s", fields_text(event, "drive"),
		verdict_word(verdict));
	return STATUS_OK;
}

static enum status
fold_lost(struct session *session, const struct event *event, struct err *err)
{
	const char *drive = fields_text(event, "drive");
	struct session_saved *saved = &session->saved;

	if (saved->second == NULL || (!is_name(saved->first, drive) &&
			!is_name(saved->second, drive)))
		return fold_refuse(event, err,
			"\"%.40s\" is none of two drives", drive);
	lose(session, drive, fields_text(event, "text"));
	note_copy(session, event, VERDICT_FAIL);
	fold_last(session, "%.40s is lost", drive);
	return STATUS_OK;
}

/* By the IW, as the awaited one. */
static enum status
check_agreed(const struct session *session, const struct event *event,
	struct err *err)
{
	if (!session->saved.lost)
		return fold_refuse(event, err, "no drive is lost");
	return fold_witness(session, event, err);
}

static enum status
fold_second(struct session *session, const struct event *event, struct err *err)
{
	enum status status = check_agreed(session, event, err);

	if (status == STATUS_OK && json_array_size(json_object_get(
			event->fields, "saved")) != 2)
		status = fold_refuse(event, err, "names no second drive");
	if (status == STATUS_OK)
		status = fold_saved_names(session, event, err);
	if (status != STATUS_OK)
		return status;
	note_copy(session, event, VERDICT_PASS);
	fold_last(session, "%.40s takes its place",
		fields_text(event, "drive"));
	return STATUS_OK;
}

enum status
fold_saved(struct session *session, const struct event *event, struct err *err)
{
	const char *state = fields_text(event, "state");

	if (strcmp(state, "lost") == 0)
		return fold_lost(session, event, err);
	if (strcmp(state, "both") == 0)
		return fold_second(session, event, err);
	return fold_refuse(event, err, "\"%.20s\" is no state of a drive",
		state);
}

enum status
fold_alone(struct session *session, const struct event *event, struct err *err)
{
	struct session_exception *exception;
	enum status status = check_agreed(session, event, err);

	if (status != STATUS_OK)
		return status;
	exception = mem_append(&session->exceptions, &session->exception_count,
		sizeof(*exception));
	exception->number = (unsigned)session->exception_count;
	exception->step = session->step;
	exception->decision = DECISION_GO_ON;
	exception->at_utc = session->last_utc;
	fields_keep(&exception->expected, fields_text(event, "expected"));
	fields_keep(&exception->happened, fields_text(event, "happened"));
	fold_exception_words(exception, session, event);
	session->saved.lost = false;
	fold_last(session, "SE-%u: on %.40s alone", exception->number,
		session->saved.first);
	return STATUS_OK;
}
