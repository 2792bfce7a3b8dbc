#include "ceremony/handover.h"

#include <string.h>

#include "base/text.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"

#define NAME_SIZE 120

/* The first role held now or before that conflicts, or false. */
static bool
conflicts(char role[8], const struct session *session, size_t person,
	const char *taken)
{
	const char *held = session->people[person].held;
	size_t n;

	strncpy(role, session->ceremony.persons[person].role, 7);
	role[7] = '\0';
	if (script_roles_conflict(role, taken))
		return true;
	for (n = 0; steps_role(role, held, n); n++) {
		if (script_roles_conflict(role, taken))
			return true;
	}
	return false;
}

/* A role that some step still needs and that nobody else could fill. */
static bool
leaves_empty(const struct session *session, size_t person)
{
	const struct person *who = session_person(session, person);
	char role[8];
	size_t step, n, i;

	for (step = 0; step < session->script.step_count; step++) {
		const struct step *one = &session->script.steps[step];

		for (n = 0; !session->steps[step].complete &&
			steps_role(role, one->answers, n); n++) {
			bool filled = !script_role_fits(role, who->role);

			for (i = 0; i < session->ceremony.person_count; i++)
				filled |= i != person && script_role_fits(role,
					session_person(session, i)->role);
			if (!filled)
				return true;
		}
	}
	return false;
}

enum status
handover_check(const struct session *session, size_t from, size_t to,
	struct err *err)
{
	const struct person *old = session_person(session, from);
	const struct person *new_one = session_person(session, to);
	char name[NAME_SIZE], role[8];

	if (old == NULL || new_one == NULL || from == to)
		return err_set(err, STATUS_USAGE,
			"say whose role it is, and who takes it");
	people_name(name, sizeof(name), session, to);
	if (strncmp(old->role, "ex-", 3) == 0)
		return err_set(err, STATUS_RULE,
			"%s has no role any more that could be taken",
			old->name);
	if (conflicts(role, session, to, old->role))
		return err_set(err, STATUS_RULE,
			"%s holds or has held %s, which is never together "
			"with %s", name, role, old->role);
	if (leaves_empty(session, to))
		return err_set(err, STATUS_RULE,
			"%s is the only %s, whom the script still needs: that "
			"role changes hands first", name, new_one->role);
	if (old->confirms && !session->people[to].seated)
		return err_set(err, STATUS_RULE,
			"%s signs in first: the %s confirms", name, old->role);
	return STATUS_OK;
}

static void
add_signer(size_t dst[HANDOVER_SIGNERS], size_t *count,
	const struct session *session, size_t person)
{
	size_t i;

	if (person == SESSION_NOBODY || !session->people[person].seated)
		return;
	for (i = 0; i < *count; i++) {
		if (dst[i] == person)
			return;
	}
	dst[(*count)++] = person;
}

size_t
handover_signers(size_t dst[HANDOVER_SIGNERS], const struct session *session,
	size_t from, size_t to)
{
	size_t count = 0;

	add_signer(dst, &count, session, from);
	add_signer(dst, &count, session, to);
	if (count == 2)
		return count;
	add_signer(dst, &count, session,
		people_for_role(session, "CA", NULL, 0));
	add_signer(dst, &count, session,
		people_for_role(session, "IW", NULL, 0));
	return count;
}
