#include "sign/authorize.h"

#include <stdio.h>
#include <string.h>

#include "sign/sign.h"
#include "support/test.h"

extern const struct test_suite suite_authorize;

static const char needed[] = "CA IW CO CO";

struct gate {
	struct policy policy;
	struct plan plan;
	struct authorization_voice voices[8];
	size_t count;
	struct authorization *authorization;
	struct err err;
};

static void
add(struct gate *gate, const char *role, const char *person)
{
	gate->voices[gate->count++] = (struct authorization_voice){
		role, person, gate->plan.digest};
}

static struct gate
open_gate(void)
{
	struct gate gate = {0};

	memset(gate.plan.digest.bytes, 7, DIGEST_LEN);
	snprintf(gate.plan.token.label, sizeof(gate.plan.token.label),
		"REHEARSAL-28");
	add(&gate, "IW", "Ben Sample");
	add(&gate, "CO1", "Gus Exemplar");
	add(&gate, "CO4", "Hal Trial");
	add(&gate, "CA", "Ada Example");
	return gate;
}

static enum status
ask(struct gate *gate, const char *list)
{
	enum status status;

	gate->plan.policy = &gate->policy;
	status = authorize_ceremony(&gate->authorization, &gate->plan, list,
		gate->voices, gate->count, &gate->err);
	CU_ASSERT_EQUAL(gate->authorization != NULL, status == STATUS_OK);
	authorization_free(gate->authorization);
	gate->authorization = NULL;
	return status;
}

static void
opens_with_every_voice(void)
{
	struct gate gate = open_gate();

	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_OK);
	CU_ASSERT_EQUAL(ask(&gate, "CO4 CO1 IW CA"), STATUS_OK);
}

static void
says_who_is_missing(void)
{
	struct gate gate = open_gate();

	CU_ASSERT_EQUAL(ask(&gate, "CA IW CO CO CO"), STATUS_STOPPED);
	CU_ASSERT_STRING_EQUAL(gate.err.text,
		"the gate is shut: CO has not confirmed");
	CU_ASSERT_EQUAL(ask(&gate, "RZM CA"), STATUS_STOPPED);
	CU_ASSERT_STRING_EQUAL(gate.err.text,
		"the gate is shut: RZM has not confirmed");
	gate.count = 0;
	CU_ASSERT_EQUAL(ask(&gate, "CA"), STATUS_STOPPED);
}

/* IW2 is not IW, CA2 not CA; only the COs are any of seven. */
static void
takes_no_neighbouring_role(void)
{
	struct gate gate = open_gate();

	gate.voices[0].role = "IW2";
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_STOPPED);
	gate.voices[0].role = "I";
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_STOPPED);
	gate.voices[0].role = "IW";
	gate.voices[1].role = "CO12";
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_STOPPED);
	gate.voices[1].role = "COX";
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_STOPPED);
}

static void
counts_nobody_twice(void)
{
	struct gate gate = open_gate();

	gate.voices[2].person = "Gus Exemplar";
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_STOPPED);
	CU_ASSERT_STRING_EQUAL(gate.err.text,
		"Gus Exemplar confirmed twice; each person counts once");
}

static void
hears_no_voice_for_another_plan(void)
{
	struct gate gate = open_gate();

	gate.voices[1].plan.bytes[31] ^= 1;
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_STOPPED);
	CU_ASSERT_STRING_EQUAL(gate.err.text,
		"CO1 Gus Exemplar confirmed another plan; open the gate again");
}

static void
never_opens_by_itself(void)
{
	struct gate gate = open_gate();

	CU_ASSERT_EQUAL(ask(&gate, ""), STATUS_USAGE);
	CU_ASSERT_EQUAL(ask(&gate, "  "), STATUS_USAGE);
}

static void
is_the_operators_unless_the_policy_says_ceremony(void)
{
	struct gate gate = open_gate();

	gate.plan.policy = &gate.policy;
	CU_ASSERT_EQUAL(authorize_operator(&gate.authorization, &gate.plan,
				&gate.err), STATUS_OK);
	authorization_free(gate.authorization);
	gate.authorization = NULL;
	gate.policy.gate_ceremony = true;
	CU_ASSERT_EQUAL(authorize_operator(&gate.authorization, &gate.plan,
				&gate.err), STATUS_USAGE);
	CU_ASSERT_PTR_NULL(gate.authorization);
	CU_ASSERT_EQUAL(ask(&gate, needed), STATUS_OK);
}

static void
trains_on_rehearsal_tokens_only(void)
{
	struct gate gate = open_gate();

	CU_ASSERT_EQUAL(authorize_training(&gate.authorization, &gate.plan,
				&gate.err), STATUS_OK);
	authorization_free(gate.authorization);
	gate.authorization = NULL;
	gate.plan.token.label[0] = 'P';
	CU_ASSERT_EQUAL(authorize_training(&gate.authorization, &gate.plan,
				&gate.err), STATUS_USAGE);
	CU_ASSERT_PTR_NULL(gate.authorization);
}

static void
is_used_up_by_one_use(void)
{
	struct gate gate = open_gate();
	struct authorization *authorization = NULL;

	gate.plan.policy = &gate.policy;
	CU_ASSERT_EQUAL_FATAL(authorize_operator(&authorization, &gate.plan,
				      &gate.err), STATUS_OK);
	CU_ASSERT_EQUAL(authorization_use(authorization, &gate.plan.digest,
				&gate.err), STATUS_OK);
	CU_ASSERT_EQUAL(authorization_use(authorization, &gate.plan.digest,
				&gate.err), STATUS_STOPPED);
	authorization_free(authorization);
	CU_ASSERT_EQUAL(authorization_use(NULL, &gate.plan.digest, &gate.err),
		STATUS_STOPPED);
}

static void
is_used_up_by_the_wrong_plan_too(void)
{
	struct gate gate = open_gate();
	struct authorization *authorization = NULL;
	struct digest other = gate.plan.digest;

	gate.plan.policy = &gate.policy;
	other.bytes[0] ^= 1;
	CU_ASSERT_EQUAL_FATAL(authorize_operator(&authorization, &gate.plan,
				      &gate.err), STATUS_OK);
	CU_ASSERT_EQUAL(authorization_use(authorization, &other, &gate.err),
		STATUS_STOPPED);
	CU_ASSERT_STRING_EQUAL(gate.err.text,
		"what was confirmed is not this plan; open the gate again");
	CU_ASSERT_EQUAL(authorization_use(authorization, &gate.plan.digest,
				&gate.err), STATUS_STOPPED);
	authorization_free(authorization);
}

static const CU_TestInfo tests[] = {
	{"opens with every voice", opens_with_every_voice},
	{"says who is missing", says_who_is_missing},
	{"takes no neighbouring role", takes_no_neighbouring_role},
	{"counts nobody twice", counts_nobody_twice},
	{"hears no voice for another plan", hears_no_voice_for_another_plan},
	{"never opens by itself", never_opens_by_itself},
	{"is the operator's unless the policy says ceremony",
		is_the_operators_unless_the_policy_says_ceremony},
	{"trains on rehearsal tokens only", trains_on_rehearsal_tokens_only},
	{"is used up by one use", is_used_up_by_one_use},
	{"is used up by the wrong plan too", is_used_up_by_the_wrong_plan_too},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_authorize = {"sign/authorize", tests};
