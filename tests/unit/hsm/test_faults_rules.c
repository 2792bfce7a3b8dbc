/* The rules of the faults module: what fits, and what is never ignored. */
#include "faults_rules.h"

#include <p11-kit/pkcs11.h>
#include <stdio.h>
#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_faults_rules;

static const char *const known[] = {"C_GetTokenInfo", "C_Login", "C_Sign",
	"C_SignInit", NULL};

static struct faults_action
find(const char *text, const char *function, unsigned long number)
{
	const struct faults_call call = {function, number, known};
	struct faults_action action = {FAULTS_HANG, 99};
	char why[FAULTS_WHY_SIZE] = "";

	CU_ASSERT_TRUE(faults_rules_find(&action, text, &call, why));
	CU_ASSERT_STRING_EQUAL(why, "");
	return action;
}

static void
counts_calls_from_one(void)
{
	static const struct {
		const char *place;
		const char *hits; /* of the calls 1 to 4 */
	} rows[] = {
		{"", "yyyy"},
		{"@1", "y---"},
		{"@3", "--y-"},
		{"@3+", "--yy"},
	};
	size_t i, n;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char rule[40];

		snprintf(rule, sizeof(rule), "C_Sign%s=hang", rows[i].place);
		for (n = 1; n <= 4; n++) {
			CU_ASSERT_EQUAL(find(rule, "C_Sign", n).kind,
				rows[i].hits[n - 1] == 'y' ? FAULTS_HANG :
							     FAULTS_NONE);
			CU_ASSERT_EQUAL(find(rule, "C_SignInit", n).kind,
				FAULTS_NONE);
		}
	}
}

static void
knows_each_action(void)
{
	static const struct {
		const char *word;
		struct faults_action action;
	} rows[] = {
		{"CKR_DEVICE_REMOVED", {FAULTS_ANSWER, CKR_DEVICE_REMOVED}},
		{"CKR_CANT_LOCK", {FAULTS_ANSWER, CKR_CANT_LOCK}},
		{"5", {FAULTS_ANSWER, CKR_GENERAL_ERROR}},
		{"0x80000003", {FAULTS_ANSWER, 0x80000003UL}},
		{"sleep:250", {FAULTS_SLEEP, 250}},
		{"hang", {FAULTS_HANG, 0}},
		{"crash", {FAULTS_CRASH, 0}},
		{"kill", {FAULTS_KILL, 0}},
		{"gone", {FAULTS_GONE, 0}},
		{"flip", {FAULTS_FLIP, 0}},
		{"zero", {FAULTS_ZERO, 0}},
		{"short", {FAULTS_SHORT, 0}},
		{"stale", {FAULTS_STALE, 0}},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct faults_action found;
		char rule[60];

		snprintf(rule, sizeof(rule), "C_Sign=%s", rows[i].word);
		found = find(rule, "C_Sign", 1);
		CU_ASSERT_EQUAL(found.kind, rows[i].action.kind);
		CU_ASSERT_EQUAL(found.value, rows[i].action.value);
	}
	CU_ASSERT_EQUAL(find("C_GetTokenInfo@2=serial", "C_GetTokenInfo",
		2).kind, FAULTS_SERIAL);
	CU_ASSERT_EQUAL(find("C_GetTokenInfo=maker", "C_GetTokenInfo", 1).kind,
		FAULTS_MAKER);
}

static void
takes_the_first_rule_that_fits(void)
{
	static const char text[] = " ;\n C_Login@2=kill;C_Sign@2=hang\n\t"
		"C_Sign=sleep:7 C_Sign=crash\r\n";

	CU_ASSERT_EQUAL(find(text, "C_Sign", 1).kind, FAULTS_SLEEP);
	CU_ASSERT_EQUAL(find(text, "C_Sign", 2).kind, FAULTS_HANG);
	CU_ASSERT_EQUAL(find(text, "C_Login", 1).kind, FAULTS_NONE);
	CU_ASSERT_EQUAL(find(text, "C_Login", 2).kind, FAULTS_KILL);
	CU_ASSERT_EQUAL(find("", "C_Login", 1).kind, FAULTS_NONE);
}

/* Also where a good rule for the call stands before it. */
static void
refuses_what_it_does_not_understand(void)
{
	static const struct {
		const char *rule;
		const char *why;
	} rows[] = {
		{"C_Sign", "it has no ="},
		{"C_Sing=hang", "no such function"},
		{"=hang", "no such function"},
		{"C_Sign@=hang", "behind @"},
		{"C_Sign@0=hang", "behind @"},
		{"C_Sign@x=hang", "behind @"},
		{"C_Sign@-1=hang", "behind @"},
		{"C_Sign@1+2=hang", "behind @"},
		{"C_Sign@99999999999999999999=hang", "behind @"},
		{"C_Sign=", "no such action"},
		{"C_Sign=hnag", "no such action"},
		{"C_Sign=CKR_NONSENSE", "no such action"},
		{"C_Sign=5x", "no such action"},
		{"C_Sign=-5", "no such action"},
		{"C_Sign=sleep:", "no such action"},
		{"C_Sign=sleep:1s", "no such action"},
		{"C_Login=flip", "only C_Sign"},
		{"C_Login=stale", "only C_Sign"},
		{"C_Sign=serial", "only C_GetTokenInfo"},
		{"C_Login=maker", "only C_GetTokenInfo"},
		{"C_GetTokenInfo=flip", "only C_Sign"},
		{"C_Sign="
		 "1111111111111111111111111111111111111111111111111111111111111"
		 "1111111111111111111111111111111111111111111111111111111111111"
		 "1111111111111111111111111111111111111111111111111111111111111"
		 "111111111111111111111111111111111111111", "too long"},
	};
	const struct faults_call call = {"C_Login", 1, known};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct faults_action action = {FAULTS_NONE, 0};
		char text[300];
		char why[FAULTS_WHY_SIZE] = "";

		snprintf(text, sizeof(text), "C_Login=kill %s", rows[i].rule);
		CU_ASSERT_FALSE(faults_rules_find(&action, text, &call, why));
		CU_ASSERT_PTR_NOT_NULL(strstr(why, rows[i].why));
		CU_ASSERT_EQUAL(strncmp(why, "rule ", 5), 0);
		CU_ASSERT_EQUAL(action.kind, FAULTS_NONE);
	}
}

static const CU_TestInfo tests[] = {
	{"counts calls from one", counts_calls_from_one},
	{"knows each action", knows_each_action},
	{"takes the first rule that fits", takes_the_first_rule_that_fits},
	{"refuses what it does not understand",
		refuses_what_it_does_not_understand},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_faults_rules = {"hsm/faults_rules", tests};
