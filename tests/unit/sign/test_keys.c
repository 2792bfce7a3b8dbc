#include <string.h>

#include "support/test.h"
#include "unit/sign/world.h"

extern const struct test_suite suite_keys;

/* ksk-a's finding after a look at the fake. */
static bool
found(struct world *w, enum verdict verdict, const char *part)
{
	world_find(w);
	return w->keys.findings[0].wanted &&
		w->keys.findings[0].verdict == verdict &&
		strncmp(w->keys.findings[0].reason, "ksk-a (label ksk-a): ",
			21) == 0 &&
		strstr(w->keys.findings[0].reason, part) != NULL;
}

/* What is not the policy's key never enters a plan. */
static bool
is_empty(const struct world *w)
{
	return w->keys.keys[0].handle == 0 &&
		w->keys.dnskeys[0].public_key.len == 0;
}

static void
finds_the_policys_keys(void)
{
	struct world w;

	world_begin(&w);
	CU_ASSERT_TRUE(found(&w, VERDICT_PASS, "in the HSM once, tag "));
	CU_ASSERT_EQUAL(w.keys.findings[1].verdict, VERDICT_PASS);
	CU_ASSERT_EQUAL(w.keys.keys[0].handle, 1);
	CU_ASSERT_EQUAL(w.keys.keys[1].handle, 2);
	CU_ASSERT_EQUAL(w.keys.dnskeys[0].flags, 257);
	CU_ASSERT_EQUAL(dnskey_tag(&w.keys.dnskeys[0]), w.policy.ksks[0].tag);
	CU_ASSERT_EQUAL(dnskey_tag(&w.keys.dnskeys[1]), w.policy.ksks[1].tag);
	world_end(&w);
}

static void
lose(struct world *w)
{
	w->fake.keys[0].copies = 0;
}

static void
double_label(struct world *w)
{
	w->fake.keys[0].copies = 2;
}

static void
make_foreign(struct world *w)
{
	w->fake.keys[0].foreign = true;
}

static void
want_size(struct world *w)
{
	w->policy.ksks[0].bits = 2048;
}

static void
want_exponent(struct world *w)
{
	w->policy.ksks[0].exponent = 3;
}

static void
want_algorithm(struct world *w)
{
	w->policy.ksks[0].algorithm = 10;
}

static void
want_tag(struct world *w)
{
	w->policy.ksks[0].tag ^= 1;
}

static void
want_ds(struct world *w)
{
	w->policy.ksks[0].ds.bytes[31] ^= 1;
}

static const struct {
	void (*spoil)(struct world *w);
	const char *reason;
} spoilt[] = {
	{lose, "no private key in the HSM has this label"},
	{double_label, "2 private keys in the HSM have this label, one is "
		"allowed"},
	{make_foreign, "is not an RSA key"},
	{want_size, "its size in bits is 1024, the policy says 2048"},
	{want_exponent, "its exponent is 65537, the policy says 3"},
	{want_algorithm, "its DS is not the policy's"},
	{want_tag, "ksk-a): its key tag is "},
	{want_ds, "ksk-a): its DS is not the policy's"},
};

static void
fails_what_is_not_the_policys(void)
{
	size_t i;

	for (i = 0; i < sizeof(spoilt) / sizeof(*spoilt); i++) {
		struct world w;

		world_begin(&w);
		spoilt[i].spoil(&w);
		CU_ASSERT_TRUE(found(&w, VERDICT_FAIL, spoilt[i].reason));
		CU_ASSERT_TRUE(is_empty(&w));
		CU_ASSERT_EQUAL(w.keys.findings[1].verdict, VERDICT_PASS);
		world_end(&w);
	}
}

/* All differences of a quite different key at once. */
static void
names_every_difference(void)
{
	struct world w;

	world_begin(&w);
	w.fake.keys[0].pkey = fake_pkey(FAKE_KEYS);
	CU_ASSERT_TRUE(found(&w, VERDICT_FAIL,
		"its size in bits is 2048, the policy says 1024; its key tag "
		"is "));
	CU_ASSERT_TRUE(found(&w, VERDICT_FAIL,
		"; its DS is not the policy's"));
	world_end(&w);
}

/* ksk-b, published in slot 1 only, made so by hand. */
static struct policy_schema
publish_b_only(struct world *w, uint8_t uses[6])
{
	struct policy_schema schema = *w->schema;
	static const uint8_t wanted[6] = {KSK_PUBLISH | KSK_SIGN, KSK_PUBLISH,
		KSK_PUBLISH | KSK_SIGN, KSK_ABSENT, KSK_PUBLISH | KSK_SIGN,
		KSK_ABSENT};

	memcpy(uses, wanted, sizeof(wanted));
	schema.uses = uses;
	return schema;
}

static void
takes_a_published_key_from_the_policy(void)
{
	struct world w;
	struct policy_schema schema;
	uint8_t uses[6];

	world_begin(&w);
	schema = publish_b_only(&w, uses);
	w.schema = &schema;
	w.fake.keys[1].copies = 0;
	world_find(&w);
	CU_ASSERT_EQUAL(w.keys.findings[1].verdict, VERDICT_FAIL);
	CU_ASSERT_PTR_NOT_NULL(strstr(w.keys.findings[1].reason,
		"neither in the HSM nor as public-key in the policy"));
	bytes_set(&w.policy.ksks[1].dnskey.public_key,
		w.keys.dnskeys[0].public_key.data,
		w.keys.dnskeys[0].public_key.len);
	world_find(&w);
	CU_ASSERT_EQUAL(w.keys.findings[1].verdict, VERDICT_PASS);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(w.keys.findings[1].reason, "public-key"));
	CU_ASSERT_EQUAL(w.keys.keys[1].handle, 0);
	CU_ASSERT_NOT_EQUAL(w.keys.dnskeys[1].public_key.len, 0);
	world_end(&w);
}

/* A key that signs must be in the HSM, whatever the policy knows. */
static void
signs_with_no_key_from_the_policy(void)
{
	struct world w;

	world_begin(&w);
	world_find(&w);
	bytes_set(&w.policy.ksks[0].dnskey.public_key,
		w.keys.dnskeys[0].public_key.data,
		w.keys.dnskeys[0].public_key.len);
	w.fake.keys[0].copies = 0;
	CU_ASSERT_TRUE(found(&w, VERDICT_FAIL, "no private key in the HSM"));
	CU_ASSERT_TRUE(is_empty(&w));
	world_end(&w);
}

static void
looks_only_for_what_the_schema_uses(void)
{
	struct world w;

	world_begin(&w);
	world_use(&w, "normal");
	world_find(&w);
	CU_ASSERT_FALSE(w.keys.findings[0].wanted);
	CU_ASSERT_EQUAL(w.keys.findings[0].verdict, VERDICT_NONE);
	CU_ASSERT_TRUE(w.keys.findings[1].wanted);
	CU_ASSERT_TRUE(is_empty(&w));
	world_end(&w);
}

static void
passes_nothing_without_an_hsm(void)
{
	struct world w;
	struct err err;

	world_begin(&w);
	CU_ASSERT_EQUAL_FATAL(plan_find_keys(&w.keys, NULL, &w.policy, w.schema,
				      &err), STATUS_OK);
	CU_ASSERT_TRUE(w.keys.findings[0].wanted);
	CU_ASSERT_EQUAL(w.keys.findings[0].verdict, VERDICT_NONE);
	CU_ASSERT_TRUE(is_empty(&w));
	world_end(&w);
}

static void
tells_a_broken_device_from_a_missing_key(void)
{
	struct world w;
	struct err err;

	world_begin(&w);
	w.fake.find_status = STATUS_HSM;
	CU_ASSERT_EQUAL(plan_find_keys(&w.keys, &w.fake.hsm, &w.policy,
				w.schema, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"looking for ksk-a: the fake is broken");
	CU_ASSERT_EQUAL(w.keys.count, 0);
	world_end(&w);
}

static const CU_TestInfo tests[] = {
	{"finds the policy's keys", finds_the_policys_keys},
	{"fails what is not the policy's", fails_what_is_not_the_policys},
	{"names every difference", names_every_difference},
	{"takes a published key from the policy",
		takes_a_published_key_from_the_policy},
	{"signs with no key from the policy",
		signs_with_no_key_from_the_policy},
	{"looks only for what the schema uses",
		looks_only_for_what_the_schema_uses},
	{"passes nothing without an HSM", passes_nothing_without_an_hsm},
	{"tells a broken device from a missing key",
		tells_a_broken_device_from_a_missing_key},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_keys = {"sign/keys", tests};
