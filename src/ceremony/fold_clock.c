/* What the clocks read, as events say it. */
#include <stdio.h>
#include <string.h>

#include "ceremony/fields.h"
#include "ceremony/fold.h"
#include "ceremony/kinds.h"

void
fold_boot(struct session *session, const struct event *event)
{
	snprintf(session->boot, sizeof(session->boot), "%s",
		fields_text(event, "boot"));
}

void
fold_jump(struct session *session, const struct event *event)
{
	struct session_clock *clock = &session->clock;
	int64_t jump_s = fields_integer(event, "jump");
	char words[KIND_CLOCK_WORDS];

	if (jump_s == 0)
		return;
	clock->jumps++;
	clock->jump_s = jump_s;
	clock->jumped_utc = session->last_utc;
	clock->jumped_step = session->step;
	kind_clock_words(words, jump_s);
	fold_last(session, "the computer's clock was set %s", words);
}

void
fold_compared(struct session *session, const struct event *event)
{
	struct session_clock *clock = &session->clock;

	clock->verdict = fields_verdict(event);
	clock->ahead_s = fields_integer(event, "ahead");
	clock->computer_utc = fields_utc(event, "computer");
	clock->other_zone = fields_flag(event, "zone-differs");
	snprintf(clock->zone, sizeof(clock->zone), "%s",
		fields_text(event, "zone"));
}

static enum status
fold_waited(struct session *session, const struct event *event, struct err *err)
{
	struct session_step *state;
	enum status status = fold_current(&state, session, event, err);

	if (status != STATUS_OK)
		return status;
	state->waited = true;
	fold_last(session, "the time has come");
	return STATUS_OK;
}

enum status
fold_clock(struct session *session, const struct event *event, struct err *err)
{
	int64_t reading_utc = fields_utc(event, "reading");

	if (reading_utc == 0)
		return fold_refuse(event, err, "no reading");
	if (strcmp(fields_text(event, "what"), "jump") == 0)
		fold_jump(session, event);
	else if (strcmp(fields_text(event, "what"), "waited") == 0)
		return fold_waited(session, event, err);
	else
		session->clock_utc = reading_utc;
	return STATUS_OK;
}
