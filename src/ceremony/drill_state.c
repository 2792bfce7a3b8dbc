/* What the record says of the faults. */
#include "ceremony/drill.h"

#include <stdlib.h>

int64_t
drill_clock_s(const struct scenario *scenario)
{
	int64_t ahead_s = 0;
	size_t i;

	for (i = 0; i < scenario->fault_count; i++) {
		const struct drill_fault *fault = scenario->faults[i].fault;

		if (fault->how == DRILL_CLOCK)
			ahead_s += strtoll(fault->spoils, NULL, 10);
	}
	return ahead_s;
}

int64_t
drill_ahead_s(const struct session *session)
{
	int64_t ahead_s = 0;
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		const struct session_fault *fault = &session->faults[i];
		const struct drill_fault *row = drill_find(fault->name);

		if (row != NULL && row->how == DRILL_CLOCK &&
			!drill_is_over(session, fault))
			ahead_s += strtoll(row->spoils, NULL, 10);
	}
	return ahead_s;
}

const struct session_fault *
drill_card(const struct session *session)
{
	size_t i;

	for (i = session->fault_count; i-- > 0;) {
		if (session->faults[i].up)
			return &session->faults[i];
	}
	return NULL;
}

static bool
was_decided(const struct session *session, const struct session_fault *fault)
{
	bool stands = session->objection.open &&
		session->objection.count == fault->objection;

	if (fault->objection > 0)
		return !stands;
	return fault->exception < session->exception_count &&
		!session->exceptions[fault->exception].open;
}

bool
drill_is_over(const struct session *session, const struct session_fault *fault)
{
	const struct drill_fault *row = drill_find(fault->name);

	if (row == NULL || was_decided(session, fault))
		return true;
	return row->lasts == DRILL_ONCE && fault->noticed != NULL;
}

const struct session_fault *
drill_waits(const struct session *session, bool refused)
{
	size_t i;

	for (i = session->fault_count; i-- > 0;) {
		const struct session_fault *fault = &session->faults[i];

		if (fault->up)
			return fault;
		if (fault->exception != SESSION_NOBODY ||
			drill_is_over(session, fault))
			continue;
		if (fault->noticed != NULL ||
			(refused && fault->step == session->step))
			return fault;
	}
	return NULL;
}

enum session_decision
drill_usual(const struct session *session)
{
	enum session_decision usual = DECISION_NONE;
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		const struct session_fault *fault = &session->faults[i];
		const struct drill_fault *row = drill_find(fault->name);

		if (row != NULL && row->usual > usual &&
			fault->exception + 1 == session->exception_count)
			usual = row->usual;
	}
	return usual;
}

const char *
drill_words(const struct session_fault *fault)
{
	const struct drill_fault *row = drill_find(fault->name);

	return row == NULL ? fault->name : row->what;
}
