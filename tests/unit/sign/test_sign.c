#include "sign/sign.h"

#include <string.h>

#include "sign/authorize.h"
#include "support/test.h"
#include "unit/sign/world.h"

extern const struct test_suite suite_sign;

/* What a listener saw, and when it says stop. */
struct heard {
	size_t count;
	size_t stop_at; /* 0: never */
	size_t signs[8]; /* C_Signs made so far, at each call */
	const struct fake *fake;
};

static enum status
hear(void *context, const struct plan *plan, size_t index,
	const struct bytes *signature, struct err *err)
{
	struct heard *heard = context;

	CU_ASSERT_EQUAL(index, heard->count);
	CU_ASSERT_EQUAL(signature->len, 128);
	CU_ASSERT_PTR_NOT_NULL(plan->signatures);
	heard->signs[heard->count++] = heard->fake->hsm.counters.signs;
	if (heard->count == heard->stop_at)
		return err_set(err, STATUS_STOPPED, "stop");
	return STATUS_OK;
}

static enum status
sign_with(struct world *w, struct heard *heard, struct err *err)
{
	struct sign_listener listener = {hear, heard};
	struct authorization *authorization = NULL;
	enum status status;

	CU_ASSERT_EQUAL_FATAL(authorize_operator(&authorization, &w->plan, err),
		STATUS_OK);
	heard->fake = &w->fake;
	status = sign_plan(&w->plan, authorization, &w->fake.hsm, &w->keys,
		&listener, err);
	CU_ASSERT_EQUAL(authorization_use(authorization, &w->plan.digest,
				&(struct err){0}), STATUS_STOPPED);
	authorization_free(authorization);
	return status;
}

static bool
is_unsigned(const struct world *w)
{
	size_t slot;
	size_t i;

	for (slot = 0; slot < w->plan.response.bundle_count; slot++) {
		const struct ksr_bundle *bundle =
			&w->plan.response.bundles[slot];

		for (i = 0; i < bundle->signature_count; i++) {
			if (bundle->signatures[i].data.len != 0)
				return false;
		}
	}
	return true;
}

static bool
verifies(const struct world *w, size_t slot, size_t index, size_t planned)
{
	const struct ksr_bundle *bundle = &w->plan.response.bundles[slot];
	const struct ksr_signature *signature = &bundle->signatures[index];
	const struct ksr_key *key = ksr_find_key(bundle, signature->id);
	const struct bytes *tbs = &w->plan.signatures[planned].tbs;
	struct err err;

	return algorithm_verify(algorithm_find(8), &key->dnskey.public_key,
		       tbs->data, tbs->len, &signature->data, &err) ==
		VERDICT_PASS;
}

static void
signs_each_once_and_says_so(void)
{
	struct world w;
	struct heard heard = {0};
	struct err err;
	size_t i;

	world_begin(&w);
	world_plan(&w);
	CU_ASSERT_TRUE(is_unsigned(&w));
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_OK);
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 4);
	CU_ASSERT_EQUAL_FATAL(heard.count, 4);
	for (i = 0; i < 4; i++)
		CU_ASSERT_EQUAL(heard.signs[i], i + 1);
	CU_ASSERT_TRUE(verifies(&w, 0, 0, 0));
	CU_ASSERT_TRUE(verifies(&w, 1, 0, 1));
	CU_ASSERT_TRUE(verifies(&w, 1, 1, 2));
	CU_ASSERT_TRUE(verifies(&w, 2, 0, 3));
	world_end(&w);
}

static void
believes_no_signature(void)
{
	static const enum fake_fault faults[] = {
		FAKE_FLIP, FAKE_STALE, FAKE_OTHER_KEY};
	size_t i;

	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct world w;
		struct heard heard = {0};
		struct err err;

		world_begin(&w);
		w.fake.fault = faults[i];
		w.fake.fault_at = 4;
		world_plan(&w);
		CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_HSM);
		CU_ASSERT_EQUAL(strncmp(err.text,
			"slot 3: the signature that the HSM made with KSK "
			"ksk-b does not verify (", 72), 0);
		CU_ASSERT_EQUAL(heard.count, 3);
		CU_ASSERT_TRUE(is_unsigned(&w));
		world_end(&w);
	}
}

static void
stops_at_the_first_error(void)
{
	struct world w;
	struct heard heard = {0};
	struct err err;

	world_begin(&w);
	w.fake.fault = FAKE_ERROR;
	w.fake.fault_at = 1;
	world_plan(&w);
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"slot 1, KSK ksk-b: C_Sign: CKR_DEVICE_ERROR");
	CU_ASSERT_EQUAL(heard.count, 0);
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 1);
	CU_ASSERT_TRUE(is_unsigned(&w));
	world_end(&w);
}

static void
stops_when_the_listener_says_so(void)
{
	struct world w;
	struct heard heard = {.stop_at = 2};
	struct err err;

	world_begin(&w);
	world_plan(&w);
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_STOPPED);
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 2);
	CU_ASSERT_TRUE(is_unsigned(&w));
	world_end(&w);
}

static void
signs_nothing_without_authorization(void)
{
	struct world w;
	struct err err;

	world_begin(&w);
	world_plan(&w);
	CU_ASSERT_EQUAL(sign_plan(&w.plan, NULL, &w.fake.hsm, &w.keys, NULL,
				&err), STATUS_STOPPED);
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 0);
	world_end(&w);
}

static void
signs_once_for_one_authorization(void)
{
	struct world w;
	struct authorization *authorization = NULL;
	struct err err;

	world_begin(&w);
	world_plan(&w);
	CU_ASSERT_EQUAL_FATAL(authorize_operator(&authorization, &w.plan, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(sign_plan(&w.plan, authorization, &w.fake.hsm, &w.keys,
				NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(sign_plan(&w.plan, authorization, &w.fake.hsm, &w.keys,
				NULL, &err), STATUS_STOPPED);
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 4);
	authorization_free(authorization);
	world_end(&w);
}

/* What can be known without the HSM is said before the first C_Sign. */
static void
signs_no_plan_that_was_changed(void)
{
	struct world w;
	struct heard heard = {0};
	struct err err;

	world_begin(&w);
	world_plan(&w);
	w.plan.signatures[3].tbs.data[0] ^= 1;
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_STOPPED);
	CU_ASSERT_STRING_EQUAL(err.text,
		"the plan changed after it was made; make it again");
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 0);
	world_end(&w);
}

static void
signs_with_no_key_that_did_not_pass(void)
{
	struct world w;
	struct heard heard = {0};
	struct err err;

	world_begin(&w);
	world_plan(&w);
	w.keys.findings[0].verdict = VERDICT_NONE;
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_RULE);
	CU_ASSERT_STRING_EQUAL(err.text,
		"KSK ksk-a was not found in the HSM as the policy says");
	w.keys.findings[0].verdict = VERDICT_PASS;
	w.policy.ksks[0].ds.bytes[0] ^= 1;
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_RULE);
	CU_ASSERT_STRING_EQUAL(err.text,
		"KSK ksk-a: its DS is not the policy's");
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 0);
	world_end(&w);
}

static void
signs_on_no_other_token(void)
{
	struct world w;
	struct heard heard = {0};
	struct err err;

	world_begin(&w);
	world_plan(&w);
	w.fake.hsm.token.serial[0] = '1';
	CU_ASSERT_EQUAL(sign_with(&w, &heard, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"the plan is for token \"REHEARSAL-T\" serial 00ff, logged in "
		"is \"REHEARSAL-T\" serial 10ff");
	CU_ASSERT_EQUAL(w.fake.hsm.counters.signs, 0);
	world_end(&w);
}

static const CU_TestInfo tests[] = {
	{"signs each once and says so", signs_each_once_and_says_so},
	{"believes no signature", believes_no_signature},
	{"stops at the first error", stops_at_the_first_error},
	{"stops when the listener says so", stops_when_the_listener_says_so},
	{"signs nothing without authorization",
		signs_nothing_without_authorization},
	{"signs once for one authorization", signs_once_for_one_authorization},
	{"signs no plan that was changed", signs_no_plan_that_was_changed},
	{"signs with no key that did not pass",
		signs_with_no_key_that_did_not_pass},
	{"signs on no other token", signs_on_no_other_token},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_sign = {"sign/sign", tests};
