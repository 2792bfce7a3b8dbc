#include "ceremony/roster.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define DEMANDS_MAX 24
#define PEOPLE_MAX 128
#define NOBODY SIZE_MAX

/* One place at a step that needs a person of its own. */
struct demand {
	const char *what;
	char role[8];
	bool confirms; /* signs in */
	size_t person; /* who fills it, or NOBODY */
};

struct demands {
	const struct ceremony *ceremony;
	size_t absent;
	size_t stand_in; /* has the role of the absent one, or NOBODY */
	struct demand list[DEMANDS_MAX];
	size_t count;
};

/* "each" and "all" are filled by whoever is there. */
static bool
is_anybody(const char *role)
{
	return strcmp(role, "each") == 0 || strcmp(role, "all") == 0;
}

/* The words of a list of roles, at most max of them. */
static void
add(struct demands *demands, const char *what, const char *roles, bool confirms,
	size_t max)
{
	const char *word;
	size_t len;

	while (roles != NULL && max-- > 0 && demands->count < DEMANDS_MAX &&
		(roles = text_next_word(roles, &word, &len)) != NULL) {
		struct demand *demand = &demands->list[demands->count];

		snprintf(demand->role, sizeof(demand->role), "%.*s", (int)len,
			word);
		if (is_anybody(demand->role))
			continue;
		demand->what = what;
		demand->confirms = confirms;
		demand->person = NOBODY;
		demands->count++;
	}
}

static bool
fits(const struct demands *demands, const struct demand *demand, size_t person)
{
	const struct person *persons = demands->ceremony->persons;
	const char *role = persons[person == demands->stand_in ?
		demands->absent : person].role;

	return person != demands->absent &&
		(!demand->confirms || persons[person].confirms) &&
		script_role_fits(demand->role, role);
}

static struct demand *
filled_by(struct demands *demands, size_t person)
{
	size_t i;

	for (i = 0; i < demands->count; i++) {
		if (demands->list[i].person == person)
			return &demands->list[i];
	}
	return NULL;
}

/* Finds a person for the place; whoever holds one already may move to another,
 * each looked at once. */
static bool
fill(struct demands *demands, struct demand *demand, bool seen[PEOPLE_MAX])
{
	size_t i;

	for (i = 0; i < demands->ceremony->person_count && i < PEOPLE_MAX;
		i++) {
		struct demand *holder;

		if (seen[i] || !fits(demands, demand, i))
			continue;
		seen[i] = true;
		holder = filled_by(demands, i);
		if (holder == NULL || fill(demands, holder, seen)) {
			demand->person = i;
			return true;
		}
	}
	return false;
}

/* The first place that stays empty, or NULL. */
static const struct demand *
match(struct demands *demands)
{
	size_t i;

	for (i = 0; i < demands->count; i++) {
		bool seen[PEOPLE_MAX] = {false};

		if (!fill(demands, &demands->list[i], seen))
			return &demands->list[i];
	}
	return NULL;
}

/* Sets of places that need different people. */
static void
collect(struct demands *demands, const struct step *step, unsigned set)
{
	demands->count = 0;
	if (set == 0) {
		add(demands, "acts", step->acts, false, DEMANDS_MAX);
		return;
	}
	add(demands, "acts", step->acts, false, 1);
	if (set == 1)
		add(demands, "answers", step->answers, true, DEMANDS_MAX);
	else
		add(demands, "voices", step->voices, true, DEMANDS_MAX);
}

static bool
step_completes(struct roster_gap *gap, struct demands *demands,
	const struct step *step)
{
	const struct demand *empty = NULL;
	unsigned set;

	for (set = 0; set < 3 && empty == NULL; set++) {
		collect(demands, step, set);
		empty = match(demands);
	}
	if (empty == NULL)
		return true;
	gap->what = empty->what;
	memcpy(gap->role, empty->role, sizeof(gap->role));
	return false;
}

static bool
completes(struct roster_gap *gap, struct demands *demands,
	const struct script *script)
{
	struct roster_gap found;
	size_t i;

	*gap = (struct roster_gap){.what = ""};
	for (i = 0; i < script->step_count; i++) {
		if (step_completes(&found, demands, &script->steps[i]))
			continue;
		if (gap->steps == 0) {
			gap->step = i;
			gap->what = found.what;
			memcpy(gap->role, found.role, sizeof(gap->role));
		}
		gap->steps++;
	}
	return gap->steps == 0;
}

bool
roster_completes(struct roster_gap *gap, const struct ceremony *ceremony,
	const struct script *script, size_t absent)
{
	struct demands demands = {.ceremony = ceremony, .absent = absent,
		.stand_in = NOBODY};

	return completes(gap, &demands, script);
}

bool
roster_stands_in(size_t *stand_in, const struct ceremony *ceremony,
	const struct script *script, size_t absent)
{
	struct demands demands = {.ceremony = ceremony, .absent = absent};
	const char *role = ceremony->persons[absent].role;
	struct roster_gap gap;
	size_t i;

	for (i = 0; i < ceremony->person_count; i++) {
		if (i == absent || !script_role_stands_in(
			ceremony->persons[i].role, role))
			continue;
		demands.stand_in = i;
		if (!completes(&gap, &demands, script))
			continue;
		*stand_in = i;
		return true;
	}
	return false;
}
