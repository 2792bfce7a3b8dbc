#include "ceremony/fold.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "ceremony/fields.h"
#include "ceremony/off.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"

static const struct {
	const char *name;
	fold_event *apply;
} folds[] = {
	{ "start", fold_start },
	{ "resume", fold_resume },
	{ "close", fold_close },
	{ "break", fold_break },
	{ "step", fold_step },
	{ "show", fold_show },
	{ "value", fold_value },
	{ "amend", fold_amend },
	{ "confirm", fold_confirm },
	{ "action", fold_action },
	{ "sign-in", fold_sign_in },
	{ "sign-out", fold_sign_out },
	{ "exception", fold_exception },
	{ "objection", fold_objection },
	{ "withdraw", fold_withdraw },
	{ "clock", fold_clock },
	{ "hsm", fold_hsm },
	{ "rule", fold_rule },
	{ "sign.begin", fold_begin },
	{ "sign.signature", fold_signature },
	{ "skr.written", fold_written },
	{ "print", fold_print },
	{ "device", fold_device },
};

enum status
fold_refuse(const struct event *event, struct err *err, const char *format,
	...)
{
	char text[ERR_TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return err_set(err, STATUS_INPUT, "record, event %llu (%.20s): %s",
		(unsigned long long)event->number, event->name, text);
}

enum status
fold_current(struct session_step **dst, struct session *session,
	const struct event *event, struct err *err)
{
	const struct step *step = session_current(session);
	const char *id = fields_text(event, "step");

	if (step == NULL || strcmp(step->id, id) != 0)
		return fold_refuse(event, err,
			"names step \"%.40s\", which is not the current one",
			id);
	*dst = &session->steps[session->step];
	return STATUS_OK;
}

enum status
fold_person(size_t *dst, const struct session *session,
	const struct event *event, struct err *err)
{
	*dst = fields_person(session, event);
	if (*dst == SESSION_NOBODY)
		return fold_refuse(event, err,
			"%.8s \"%.60s\" is not in the ceremony document",
			fields_text(event, "role"),
			fields_text(event, "person"));
	return STATUS_OK;
}

enum status
fold_sealed(const struct session *session, const struct event *event,
	struct err *err)
{
	if (people_signed_in(session) &&
		strcmp(fields_text(event, "level"), "PIN") != 0)
		return fold_refuse(event, err, "is confirmed with a PIN");
	return STATUS_OK;
}

enum status
fold_witness(const struct session *session, const struct event *event,
	struct err *err)
{
	size_t person;
	enum status status = fold_person(&person, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (strcmp(session_person(session, person)->role, "IW") != 0)
		return fold_refuse(event, err, "is agreed by the IW");
	return fold_sealed(session, event, err);
}

void
fold_empty_gate(struct session *session, const char *why)
{
	struct session_gate *gate = &session->gate;
	bool typed = off_forget(session);
	char *copy;

	gate->open = false;
	if (gate->voice_count == 0 && !typed)
		return;
	copy = mem_string(why);
	free(gate->emptied_why);
	gate->emptied_why = copy;
	gate->emptied++;
	gate->voice_count = 0;
}

void
fold_last(struct session *session, const char *format, ...)
{
	const struct step *step = session_current(session);
	char text[SESSION_LAST_SIZE], at[UTC_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	utc_format_time(at, session->last_utc);
	snprintf(session->last, sizeof(session->last), "%.8s %.120s, %.8s",
		step != NULL ? step->number : "", text, at);
}

static fold_event *
find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(folds) / sizeof(folds[0]); i++) {
		if (strcmp(folds[i].name, name) == 0)
			return folds[i].apply;
	}
	return NULL;
}

static enum status
allowed(const struct session *session, const struct event *event,
	struct err *err)
{
	bool start = strcmp(event->name, "start") == 0;
	bool resume = strcmp(event->name, "resume") == 0;

	if (start && session->state == SESSION_CLOSED && !session->addendum)
		return STATUS_OK;
	if (start != (session->state == SESSION_EMPTY))
		return fold_refuse(event, err,
			start ? "a record starts once"
			      : "a record begins with start");
	if (session->state == SESSION_CLOSED ||
		session->state == SESSION_ABORTED)
		return fold_refuse(event, err, "comes after the close");
	if (session->state == SESSION_SUSPENDED && !resume)
		return fold_refuse(event, err,
			"a suspended ceremony goes on with resume");
	return STATUS_OK;
}

static void
note_complete(struct session *session)
{
	struct session_step *state;

	if (session_current(session) == NULL)
		return;
	state = &session->steps[session->step];
	if (state->complete || state->opened == 0 ||
		!(state->skipped || steps_finished(session, session->step)))
		return;
	state->complete = true;
	state->completed_utc = session->last_utc;
}

enum status
session_apply(struct session *session, const struct event *event,
	struct err *err)
{
	fold_event *apply = find(event->name);
	enum status status;

	if (apply == NULL)
		return fold_refuse(event, err,
			"is unknown to this version; take the version that "
			"wrote the record");
	status = allowed(session, event, err);
	if (status != STATUS_OK)
		return status;
	session->last_utc = fields_utc(event, "utc");
	status = apply(session, event, err);
	if (status != STATUS_OK)
		return status;
	session->last_mono_ms = fields_integer(event, "mono");
	session->event_count = event->number;
	session->last_digest = event->line;
	note_complete(session);
	fold_fault_follow(session, event);
	return STATUS_OK;
}

enum status
session_visit(void *session, const struct event *event, struct err *err)
{
	return session_apply(session, event, err);
}
