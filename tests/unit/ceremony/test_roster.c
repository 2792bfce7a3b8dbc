/* Who can be spared. */
#include "ceremony/roster.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_roster;

#define PEOPLE(...) \
	(struct person[]){__VA_ARGS__}, \
		sizeof((struct person[]){__VA_ARGS__}) / sizeof(struct person)
#define P(role, confirms) {(char[]){role}, (char[]){role}, confirms}

static bool
completes(struct roster_gap *gap, struct step step, struct person *persons,
	size_t count, size_t absent)
{
	struct step steps[] = {step, step};
	struct script script = {.steps = steps, .step_count = 2};
	struct ceremony ceremony = {.persons = persons, .person_count = count};

	return roster_completes(gap, &ceremony, &script, absent);
}

static struct step
step_of(const char *acts, const char *answers, const char *voices)
{
	return (struct step){.acts = (char *)(uintptr_t)acts,
		.answers = (char *)(uintptr_t)answers,
		.voices = (char *)(uintptr_t)voices};
}

static void
says_who_is_missing(void)
{
	struct roster_gap gap;

	CU_ASSERT_TRUE(completes(&gap, step_of("CA", "IW", NULL),
		PEOPLE(P("CA", true), P("IW", true)), ROSTER_ALL));
	CU_ASSERT_FALSE(completes(&gap, step_of("CA", "IW", NULL),
		PEOPLE(P("CA", true), P("IW", true)), 1));
	CU_ASSERT_EQUAL(gap.step, 0);
	CU_ASSERT_EQUAL(gap.steps, 2);
	CU_ASSERT_STRING_EQUAL(gap.what, "answers");
	CU_ASSERT_STRING_EQUAL(gap.role, "IW");
	CU_ASSERT_FALSE(completes(&gap, step_of("CA", "IW", NULL),
		PEOPLE(P("CA", true), P("IW", true)), 0));
	CU_ASSERT_STRING_EQUAL(gap.what, "acts");
}

/* The actor is not the confirmer, and nobody counts twice. */
static void
wants_different_people(void)
{
	struct roster_gap gap;

	CU_ASSERT_FALSE(completes(&gap, step_of("CO", "CO IW", NULL),
		PEOPLE(P("CO1", true), P("IW", true)), ROSTER_ALL));
	CU_ASSERT_TRUE(completes(&gap, step_of("CO", "CO IW", NULL),
		PEOPLE(P("CO1", true), P("IW", true), P("CO2", true)),
		ROSTER_ALL));
	CU_ASSERT_FALSE(completes(&gap, step_of("CA", "IW", "IW CO CO"),
		PEOPLE(P("CA", true), P("IW", true), P("CO4", true)),
		ROSTER_ALL));
	CU_ASSERT_STRING_EQUAL(gap.what, "voices");
	CU_ASSERT_STRING_EQUAL(gap.role, "CO");
}

/* CO takes whoever is left when CO1 is wanted by name, in any order. */
static void
makes_room_for_a_role_by_name(void)
{
	struct roster_gap gap;

	CU_ASSERT_TRUE(completes(&gap, step_of("CA", "CO CO1", NULL),
		PEOPLE(P("CA", true), P("CO1", true), P("CO2", true)),
		ROSTER_ALL));
	CU_ASSERT_TRUE(completes(&gap, step_of("CA", "CO CO CO1", NULL),
		PEOPLE(P("CA", true), P("CO1", true), P("CO2", true),
			P("CO3", true)), ROSTER_ALL));
	CU_ASSERT_FALSE(completes(&gap, step_of("CA", "CO CO CO1", NULL),
		PEOPLE(P("CA", true), P("CO1", true), P("CO2", true),
			P("CO3", true)), 3));
}

/* Who only stands on the door list acts, and does not answer. */
static void
lets_only_confirmers_answer(void)
{
	struct roster_gap gap;

	CU_ASSERT_TRUE(completes(&gap, step_of("SA", "IW", NULL),
		PEOPLE(P("SA", false), P("IW", true)), ROSTER_ALL));
	CU_ASSERT_FALSE(completes(&gap, step_of("IW", "SA", NULL),
		PEOPLE(P("SA", false), P("IW", true)), ROSTER_ALL));
	CU_ASSERT_TRUE(completes(&gap, step_of("each", "IW", NULL),
		PEOPLE(P("IW", true)), ROSTER_ALL));
}

/* CA2 takes the place of the CA who is missing, and is no CA2 any more. */
static void
counts_those_who_stand_in(void)
{
	struct person persons[] = {P("CA", true), P("IW", true),
		P("CA2", true), P("SSC1", false), P("SSC2", false)};
	struct step steps[] = {step_of("CA", "IW", NULL),
		step_of("SSC1", "IW", NULL), step_of("CA CA2", "IW", NULL)};
	struct script script = {.steps = steps, .step_count = 2};
	struct ceremony ceremony = {.persons = persons, .person_count = 5};
	size_t other = 99;

	CU_ASSERT_TRUE(roster_stands_in(&other, &ceremony, &script, 0));
	CU_ASSERT_EQUAL(other, 2);
	CU_ASSERT_FALSE(roster_stands_in(&other, &ceremony, &script, 1));
	CU_ASSERT_FALSE(roster_stands_in(&other, &ceremony, &script, 3));
	script.step_count = 3;
	CU_ASSERT_FALSE(roster_stands_in(&other, &ceremony, &script, 0));
}

static const CU_TestInfo tests[] = {
	{"says who is missing", says_who_is_missing},
	{"wants different people", wants_different_people},
	{"makes room for a role by name", makes_room_for_a_role_by_name},
	{"lets only confirmers answer", lets_only_confirmers_answer},
	{"counts those who stand in", counts_those_who_stand_in},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_roster = {"ceremony/roster", tests};
