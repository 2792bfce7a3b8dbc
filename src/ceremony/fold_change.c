/* Roles that change hands, and breaks. */
#include "ceremony/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/handover.h"
#include "ceremony/fields.h"
#include "ceremony/named.h"

#define FORMER "ex-"

/* The new holder gives up the role held so far; the one who had this role keeps
 * its name with "ex-" before it, which fits nothing that is asked for. */
static void
hand_over(struct session *session, size_t from, size_t to)
{
	struct person *persons = session->ceremony.persons;
	struct session_person *new_one = &session->people[to];
	char *held = mem_format("%s%s ",
		new_one->held != NULL ? new_one->held : "", persons[to].role);
	bool former = strncmp(persons[to].role, FORMER, 3) == 0;

	if (!former)
		fields_keep(&new_one->held, held);
	free(held);
	free(persons[to].role);
	persons[to].role = persons[from].role;
	persons[from].role = mem_format(FORMER "%s", persons[to].role);
	held = mem_format("%s%s ", session->people[from].held != NULL ?
		session->people[from].held : "", persons[to].role);
	fields_keep(&session->people[from].held, held);
	free(held);
}

static size_t
holder(const struct session *session, const char *role, const char *name)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		const struct person *who = &session->ceremony.persons[i];

		if (strcmp(who->role, role) == 0 &&
			strcmp(who->name, name) == 0)
			return i;
	}
	return SESSION_NOBODY;
}

/* By who gives the role and who takes it, or by those who stand in. */
static bool
is_signed(const struct session *session, const struct event *event, size_t from,
	size_t to)
{
	struct named signers;
	char *names;
	bool same;

	signers.count = handover_signers(signers.persons, session, from, to);
	names = named_text(&signers, session);
	same = signers.count >= 2 &&
		strcmp(names, fields_text(event, "signed")) == 0;
	free(names);
	return same;
}

enum status
fold_hand_over(struct session *session, const struct event *event,
	struct err *err)
{
	const char *role = fields_text(event, "takes");
	size_t from = holder(session, role, fields_text(event, "from")), to;
	struct err reason;
	enum status status = fold_person(&to, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (from == SESSION_NOBODY)
		return fold_refuse(event, err, "%.8s is not this person's",
			role);
	if (handover_check(session, from, to, &reason) != STATUS_OK)
		return fold_refuse(event, err, "%s", reason.text);
	if (!is_signed(session, event, from, to))
		return fold_refuse(event, err, "is not signed by whom it needs");
	status = fold_sealed(session, event, err);
	if (status != STATUS_OK)
		return status;
	hand_over(session, from, to);
	fold_empty_gate(session, "a role has changed hands");
	fold_last(session, "%s changed hands", role);
	return STATUS_OK;
}

static void
begin_pause(struct session *session, const struct event *event)
{
	struct session_pause *pause = &session->pause;

	pause->on = true;
	pause->ca_back = false;
	pause->since_utc = session->last_utc;
	pause->count++;
	fields_keep(&pause->staying, fields_text(event, "staying"));
	snprintf(pause->back, sizeof(pause->back), "%.5s",
		fields_text(event, "back"));
	fold_last(session, "break until %s", pause->back);
}

static void
end_pause(struct session *session, const struct event *event)
{
	bool first = strcmp(fields_text(event, "state"), "return") == 0;

	session->pause.ca_back = first;
	session->pause.on = first;
	fold_last(session, "%s is back", fields_text(event, "role"));
}

static void
suspend(struct session *session, const struct event *event)
{
	session->state = SESSION_SUSPENDED;
	session->on_paper = fields_flag(event, "paper");
	fold_last(session, "%s", session->on_paper ?
		"left to finish on paper" : "suspended");
}

static const struct {
	const char *state;
	int pause; /* the break that it needs: 0 none, 1 one, -1 either */
	void (*apply)(struct session *session, const struct event *event);
} states[] = {
	{ "suspended", -1, suspend },
	{ "begin", 0, begin_pause },
	{ "return", 1, end_pause },
	{ "end", 1, end_pause },
};

/* The CA, then the IW, each with a PIN. */
static enum status
check_return(const struct session *session, const struct event *event,
	struct err *err)
{
	bool last = strcmp(fields_text(event, "state"), "end") == 0;

	if (last != session->pause.ca_back ||
		strcmp(fields_text(event, "role"), last ? "IW" : "CA") != 0)
		return fold_refuse(event, err,
			"the CA comes back first, then the IW");
	return fold_sealed(session, event, err);
}

enum status
fold_break(struct session *session, const struct event *event, struct err *err)
{
	const char *state = fields_text(event, "state");
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(states[i].state, state) != 0)
			continue;
		if (states[i].pause >= 0 &&
			session->pause.on != (states[i].pause == 1))
			break;
		if (fields_flag(event, "paper") &&
			fold_witness(session, event, err) != STATUS_OK)
			return err->status;
		if (states[i].pause == 1 &&
			check_return(session, event, err) != STATUS_OK)
			return err->status;
		states[i].apply(session, event);
		return STATUS_OK;
	}
	return fold_refuse(event, err,
		"is no suspension, and no break that can be now");
}
