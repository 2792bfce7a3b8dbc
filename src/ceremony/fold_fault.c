/* Faults of a rehearsal, and by what in the record they are noticed. */
#include "ceremony/fold.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/drill.h"
#include "ceremony/fields.h"

static struct session_fault *
find(struct session *session, const char *name)
{
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		if (strcmp(session->faults[i].name, name) == 0)
			return &session->faults[i];
	}
	return NULL;
}

static void
begin(struct session *session, const struct event *event)
{
	const char *card = fields_text(event, "text");
	struct session_fault *fault = mem_append(&session->faults,
		&session->fault_count, sizeof(*fault));

	fault->name = mem_string(fields_text(event, "fault"));
	fault->card = *card != '\0' ? mem_string(card) : NULL;
	fault->up = fault->card != NULL;
	fault->step = session->step;
	fault->at_utc = session->last_utc;
	fault->exception = SESSION_NOBODY;
}

enum status
fold_fault(struct session *session, const struct event *event, struct err *err)
{
	const char *name = fields_text(event, "fault");
	struct session_fault *fault = find(session, name);
	bool down = strcmp(fields_text(event, "state"), "down") == 0;

	if (!session->rehearsal)
		return fold_refuse(event, err,
			"a ceremony has no injected faults");
	if (down ? fault == NULL || !fault->up : fault != NULL)
		return fold_refuse(event, err,
			down ? "no such card lies on the screen"
			     : "%.20s was injected already", name);
	if (down)
		fault->up = false;
	else
		begin(session, event);
	return STATUS_OK;
}

/* What an event says of a fault, with the field that says more. */
static const struct {
	const char *event;
	const char *key; /* only where this field ... */
	const char *value; /* ... has this value; NULL: any event */
	const char *words;
	const char *more;
} signs[] = {
	{"exception", "state", "open", "exception", "happened"},
	{"objection", NULL, NULL, "objection", "words"},
	{"amend", NULL, NULL, "correction", "why"},
	{"value", "verdict", "FAIL", "FAIL", "value"},
	{"rule", "verdict", "FAIL", "FAIL", "rule"},
	{"hsm", "verdict", "FAIL", "FAIL", "reason"},
	{"action", "verdict", "FAIL", "FAIL", "text"},
	{"hsm", "what", "lost", "HSM lost", "reason"},
};

/* In new memory, or NULL where the event is no sign. */
static char *
sign_words(const struct event *event)
{
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		const char *more = fields_text(event, signs[i].more);

		if (strcmp(signs[i].event, event->name) != 0 ||
			(signs[i].key != NULL && strcmp(signs[i].value,
				fields_text(event, signs[i].key)) != 0))
			continue;
		return mem_format("%s%s%.160s", signs[i].words,
			*more != '\0' ? ": " : "", more);
	}
	return NULL;
}

static bool
is_power(const struct session_fault *fault)
{
	const struct drill_fault *row = drill_find(fault->name);

	return row != NULL && row->how == DRILL_POWER;
}

static void
notice(struct session *session, struct session_fault *fault, const char *words)
{
	if (fault->noticed != NULL)
		return;
	fault->noticed = mem_string(words);
	fault->noticed_step = session->step;
	fault->noticed_utc = session->last_utc;
}

/* Whether people may still mean this fault when they stop the ceremony. One
 * that is over is meant at its step, and at those gone back to. */
static bool
may_be_meant(const struct session *session, const struct session_fault *fault)
{
	return fault->exception == SESSION_NOBODY && fault->objection == 0 &&
		(fault->noticed == NULL || session->step <= fault->step ||
			!drill_is_over(session, fault));
}

/* Of several the one whose card lies on the screen, else the last injected. */
static struct session_fault *
meant(struct session *session)
{
	const struct session_fault *card = drill_card(session);
	size_t i;

	for (i = session->fault_count; i-- > 0;) {
		struct session_fault *fault = &session->faults[i];

		if (card != NULL ? fault == card : may_be_meant(session, fault))
			return fault;
	}
	return NULL;
}

static void
follow_sign(struct session *session, const struct event *event,
	const char *words)
{
	bool exception = strcmp(event->name, "exception") == 0;
	bool objection = strcmp(event->name, "objection") == 0;
	struct session_fault *fault = meant(session);

	if (fault == NULL)
		return;
	notice(session, fault, words);
	if (exception)
		fault->exception = session->exception_count - 1;
	if (objection)
		fault->objection = session->objection.count;
	fault->up &= !exception && !objection;
}

static void
follow_resume(struct session *session)
{
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		if (is_power(&session->faults[i]))
			notice(session, &session->faults[i], "resumed");
	}
}

void
fold_fault_follow(struct session *session, const struct event *event)
{
	char *words = session->fault_count > 0 ? sign_words(event) : NULL;

	if (words != NULL)
		follow_sign(session, event, words);
	else if (strcmp(event->name, "resume") == 0)
		follow_resume(session);
	free(words);
}
