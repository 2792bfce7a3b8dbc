#include "ceremony/off.h"

#include <string.h>

#include "ceremony/steps.h"

const struct session_rule *
session_off_rule(const struct session *session, size_t row)
{
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		if (session->rules[i].off && row-- == 0)
			return &session->rules[i];
	}
	return NULL;
}

size_t
session_off_count(const struct session *session)
{
	size_t count = 0, i;

	for (i = 0; i < session->rule_count; i++)
		count += session->rules[i].off;
	return count;
}

const char *
off_word(const char *name)
{
	const char *hyphen = strrchr(name, '-');

	return hyphen != NULL ? hyphen + 1 : name;
}

static bool
typed_right(const struct session *session, size_t row)
{
	const struct session_value *value;

	if (session->gate.step == SESSION_NOBODY)
		return false;
	value = session_value(session, session->gate.step, row, SESSION_OFF);
	return value != NULL && value->verdict == VERDICT_PASS;
}

bool
off_next(size_t *row, const struct session *session)
{
	size_t count = session_off_count(session);

	for (*row = 0; *row < count; ++*row) {
		if (!typed_right(session, *row))
			return true;
	}
	return false;
}

bool
off_forget(struct session *session)
{
	struct session_step *state;
	bool any;

	if (session->gate.step == SESSION_NOBODY)
		return false;
	state = &session->steps[session->gate.step];
	any = state->value_count > 0;
	steps_forget_values(state);
	return any;
}
