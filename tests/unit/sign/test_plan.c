#include <string.h>

#include "base/buf.h"
#include "dns/rrsig.h"
#include "support/test.h"
#include "unit/sign/world.h"

extern const struct test_suite suite_plan;

static void
takes_the_requests_header(void)
{
	struct world w;
	size_t i;

	world_begin(&w);
	world_plan(&w);
	CU_ASSERT_EQUAL(w.plan.response.kind, KSR_RESPONSE);
	CU_ASSERT_STRING_EQUAL(w.plan.response.id, w.request.id);
	CU_ASSERT_EQUAL(w.plan.response.serial, w.request.serial);
	CU_ASSERT_STRING_EQUAL(w.plan.response.domain, w.request.domain);
	CU_ASSERT_EQUAL_FATAL(w.plan.response.bundle_count, 3);
	for (i = 0; i < 3; i++) {
		const struct ksr_bundle *a = &w.plan.response.bundles[i];
		const struct ksr_bundle *b = &w.request.bundles[i];

		CU_ASSERT_STRING_EQUAL(a->id, b->id);
		CU_ASSERT_EQUAL(a->inception_utc, b->inception_utc);
		CU_ASSERT_EQUAL(a->expiration_utc, b->expiration_utc);
	}
	world_end(&w);
}

/* The KSK section is the policy's, the ZSK section the request's. */
static void
declares_the_policys_values(void)
{
	struct world w;
	const struct ksr_policy *ksk;
	const struct ksr_policy *zsk;

	world_begin(&w);
	world_plan(&w);
	ksk = &w.plan.response.ksk;
	zsk = &w.plan.response.zsk;
	CU_ASSERT_EQUAL(ksk->publish_safety_s, 0);
	CU_ASSERT_EQUAL(ksk->retire_safety_s, 28 * 86400);
	CU_ASSERT_EQUAL(ksk->min_validity_s, 21 * 86400);
	CU_ASSERT_EQUAL(ksk->max_validity_s, 21 * 86400);
	CU_ASSERT_EQUAL(ksk->min_overlap_s, 9 * 86400);
	CU_ASSERT_EQUAL(ksk->max_overlap_s, 16 * 86400);
	CU_ASSERT_EQUAL_FATAL(ksk->algorithm_count, 1);
	CU_ASSERT_EQUAL(ksk->algorithms[0].number, 8);
	CU_ASSERT_EQUAL(ksk->algorithms[0].bits, 1024);
	CU_ASSERT_EQUAL(ksk->algorithms[0].exponent, 65537);
	CU_ASSERT_STRING_EQUAL(ksk->algorithms[0].element, "RSA");
	CU_ASSERT_EQUAL(zsk->publish_safety_s, w.request.zsk.publish_safety_s);
	CU_ASSERT_EQUAL_FATAL(zsk->algorithm_count,
		w.request.zsk.algorithm_count);
	CU_ASSERT_EQUAL(zsk->algorithms[0].bits,
		w.request.zsk.algorithms[0].bits);
	world_end(&w);
}

/* ksk-b as if it were shorter: sorted, once each. */
static void
declares_each_kind_of_key_once(void)
{
	struct world w;
	const struct ksr_policy *ksk;
	struct policy_ksk *b;

	world_begin(&w);
	world_find(&w);
	b = &w.policy.ksks[1];
	b->bits = 512;
	plan_clear(&w.plan);
	CU_ASSERT_EQUAL_FATAL(world_make(&w, &(struct err){0}), STATUS_OK);
	ksk = &w.plan.response.ksk;
	CU_ASSERT_EQUAL_FATAL(ksk->algorithm_count, 2);
	CU_ASSERT_EQUAL(ksk->algorithms[0].bits, 512);
	CU_ASSERT_EQUAL(ksk->algorithms[1].bits, 1024);
	world_end(&w);
}

static const struct ksr_key *
key_of(const struct world *w, size_t slot, const char *id)
{
	const struct ksr_key *key =
		ksr_find_key(&w->plan.response.bundles[slot], id);

	CU_ASSERT_PTR_NOT_NULL_FATAL(key);
	return key;
}

static void
publishes_the_zsks_with_the_policys_ttl(void)
{
	struct world w;
	size_t slot;
	size_t i;

	world_begin(&w);
	w.policy.ttl = 7200;
	world_plan(&w);
	for (slot = 0; slot < 3; slot++) {
		const struct ksr_bundle *bundle = &w.request.bundles[slot];

		CU_ASSERT_EQUAL(w.plan.response.bundles[slot].key_count,
			bundle->key_count + (slot == 2 ? 1 : 2));
		for (i = 0; i < bundle->key_count; i++) {
			const struct ksr_key *key = key_of(&w, slot,
				bundle->keys[i].id);

			CU_ASSERT_EQUAL(key->ttl, 7200);
			CU_ASSERT_EQUAL(key->tag, bundle->keys[i].tag);
			CU_ASSERT_EQUAL(dnskey_compare(&key->dnskey,
				&bundle->keys[i].dnskey), 0);
		}
	}
	world_end(&w);
}

static void
revokes_over_signing(void)
{
	struct world w;
	const struct ksr_key *key;
	uint16_t revoked;

	world_begin(&w);
	world_plan(&w);
	key = key_of(&w, 0, "ksk-a");
	CU_ASSERT_EQUAL(key->dnskey.flags, 257);
	CU_ASSERT_EQUAL(key->tag, w.policy.ksks[0].tag);
	revoked = dnskey_tag_revoked(&key->dnskey);
	key = key_of(&w, 1, "ksk-a");
	CU_ASSERT_EQUAL(key->dnskey.flags, 385);
	CU_ASSERT_EQUAL(key->tag, revoked);
	CU_ASSERT_PTR_NULL(ksr_find_key(&w.plan.response.bundles[2], "ksk-a"));
	CU_ASSERT_EQUAL(key_of(&w, 1, "ksk-b")->dnskey.flags, 257);
	world_end(&w);
}

static void
plans_the_signatures_in_order(void)
{
	static const size_t slots[] = {0, 1, 1, 2};
	struct world w;
	const struct plan_signature *list;
	size_t i;

	world_begin(&w);
	world_plan(&w);
	list = w.plan.signatures;
	CU_ASSERT_EQUAL_FATAL(w.plan.count, 4);
	for (i = 0; i < 4; i++) {
		CU_ASSERT_EQUAL(list[i].slot, slots[i]);
		CU_ASSERT_PTR_EQUAL(list[i].ksk,
			&w.policy.ksks[list[i].ksk_index]);
		CU_ASSERT_EQUAL(list[i].revoked,
			i > 0 && i < 3 && list[i].ksk_index == 0);
		CU_ASSERT_EQUAL(list[i].tag,
			key_of(&w, slots[i], list[i].ksk->label)->tag);
	}
	CU_ASSERT_EQUAL(list[0].ksk_index, 1);
	CU_ASSERT_TRUE(list[1].tag < list[2].tag);
	CU_ASSERT_NOT_EQUAL(list[1].ksk_index, list[2].ksk_index);
	world_end(&w);
}

/* The tag is a sum of 16-bit words: swapped words keep it. */
static void
set_twins(struct plan_keys *keys)
{
	static const uint8_t high[] = {1, 3, 0xd2, 0x11, 0xc1, 0x11, 1, 1};
	static const uint8_t low[] = {1, 3, 0xc1, 0x11, 0xd2, 0x11, 1, 1};

	bytes_set(&keys->dnskeys[0].public_key, high, sizeof(high));
	bytes_set(&keys->dnskeys[1].public_key, low, sizeof(low));
}

/* So that one plan has one order. */
static void
orders_equal_tags_by_rdata(void)
{
	uint8_t uses[6];
	struct world w;
	struct policy_schema schema;
	const struct plan_signature *list;

	world_begin(&w);
	world_find(&w);
	set_twins(&w.keys);
	memset(uses, KSK_SIGN, sizeof(uses));
	schema = *w.schema;
	schema.uses = uses;
	w.schema = &schema;
	CU_ASSERT_EQUAL_FATAL(world_make(&w, &(struct err){0}), STATUS_OK);
	list = w.plan.signatures;
	CU_ASSERT_EQUAL_FATAL(w.plan.count, 6);
	CU_ASSERT_EQUAL(list[0].tag, list[1].tag);
	CU_ASSERT_EQUAL(list[0].ksk_index, 1);
	CU_ASSERT_EQUAL(list[1].ksk_index, 0);
	world_end(&w);
}

static void
fills_the_signatures_but_for_the_data(void)
{
	struct world w;
	const struct ksr_bundle *bundle;
	const struct ksr_signature *signature;

	world_begin(&w);
	world_plan(&w);
	bundle = &w.plan.response.bundles[1];
	CU_ASSERT_EQUAL_FATAL(bundle->signature_count, 2);
	signature = &bundle->signatures[0];
	CU_ASSERT_STRING_EQUAL(signature->id, w.plan.signatures[1].ksk->label);
	CU_ASSERT_EQUAL(signature->ttl, 3600);
	CU_ASSERT_EQUAL(signature->original_ttl, 3600);
	CU_ASSERT_STRING_EQUAL(signature->type_covered, "DNSKEY");
	CU_ASSERT_EQUAL(signature->algorithm, 8);
	CU_ASSERT_EQUAL(signature->labels, 1);
	CU_ASSERT_STRING_EQUAL(signature->signer, "example.");
	CU_ASSERT_EQUAL(signature->inception_utc, bundle->inception_utc);
	CU_ASSERT_EQUAL(signature->expiration_utc, bundle->expiration_utc);
	CU_ASSERT_EQUAL(signature->tag, w.plan.signatures[1].tag);
	CU_ASSERT_EQUAL(signature->data.len, 0);
	world_end(&w);
}

/* The to-be-signed form, made once more from the response's own fields. */
static void
signs_what_the_response_says(void)
{
	struct world w;
	struct rrsig rrsig = {RRTYPE_DNSKEY, 8, 1, 3600, 0, 0, 0, {{0}, 0, 0}};
	const struct dnskey *set[8];
	const struct ksr_bundle *bundle;
	struct buf tbs = {0};
	size_t i;

	world_begin(&w);
	world_plan(&w);
	bundle = &w.plan.response.bundles[2];
	rrsig.inception_utc = w.request.bundles[2].inception_utc;
	rrsig.expiration_utc = w.request.bundles[2].expiration_utc;
	rrsig.tag = w.policy.ksks[1].tag;
	rrsig.signer = w.policy.zone_name;
	for (i = 0; i < bundle->key_count; i++)
		set[i] = &bundle->keys[i].dnskey;
	rrsig_add_tbs(&tbs, &rrsig, &w.policy.zone_name, set,
		bundle->key_count);
	CU_ASSERT_EQUAL_FATAL(tbs.len, w.plan.signatures[3].tbs.len);
	CU_ASSERT_EQUAL(memcmp(tbs.data, w.plan.signatures[3].tbs.data,
				tbs.len), 0);
	buf_clear(&tbs);
	world_end(&w);
}

static void
digests_all_that_counts(void)
{
	struct world w;
	struct buf all = {0};
	struct digest digest;
	size_t i;

	world_begin(&w);
	world_plan(&w);
	for (i = 0; i < w.plan.count; i++)
		buf_add(&all, w.plan.signatures[i].tbs_sha256.bytes, 32);
	buf_add(&all, w.request.sha256.bytes, 32);
	buf_add(&all, (uint8_t[32]){0}, 32);
	buf_add(&all, w.policy.sha256.bytes, 32);
	buf_add_text(&all, "00ff");
	digest = digest_of(all.data, all.len);
	CU_ASSERT_TRUE(digest_equal(&digest, &w.plan.digest));
	buf_clear(&all);
	world_end(&w);
}

static void
changes_its_digest_with_each_part(void)
{
	struct world w;
	struct digest before;
	struct digest now;
	uint8_t *parts[5];
	size_t i;

	world_begin(&w);
	world_plan(&w);
	before = w.plan.digest;
	parts[0] = w.request.sha256.bytes;
	parts[1] = w.plan.previous_sha256.bytes;
	parts[2] = w.policy.sha256.bytes;
	parts[3] = (uint8_t *)w.plan.token.serial;
	parts[4] = w.plan.signatures[2].tbs.data;
	for (i = 0; i < 5; i++) {
		parts[i][0] ^= 1;
		now = plan_digest(&w.plan);
		CU_ASSERT_FALSE(digest_equal(&before, &now));
		parts[i][0] ^= 1;
	}
	now = plan_digest(&w.plan);
	CU_ASSERT_TRUE(digest_equal(&before, &now));
	world_end(&w);
}

static void
refuses_another_number_of_slots(void)
{
	struct world w;
	struct policy_schema schema;
	struct err err;

	world_begin(&w);
	world_find(&w);
	schema = *w.schema;
	schema.slots = 2;
	w.schema = &schema;
	CU_ASSERT_EQUAL(world_make(&w, &err), STATUS_RULE);
	CU_ASSERT_STRING_EQUAL(err.text,
		"schema revoke has 2 slots, the KSR has 3 bundles");
	CU_ASSERT_PTR_NULL(w.plan.signatures);
	world_end(&w);
}

static void
refuses_a_missing_key(void)
{
	struct world w;
	struct err err;

	world_begin(&w);
	w.fake.keys[0].copies = 0;
	world_find(&w);
	CU_ASSERT_EQUAL(world_make(&w, &err), STATUS_RULE);
	CU_ASSERT_STRING_EQUAL(err.text,
		"slot 1 needs a KSK that is not there: ksk-a (label ksk-a): "
		"no private key in the HSM has this label");
	CU_ASSERT_PTR_NULL(w.plan.response.bundles);
	world_end(&w);
}

static const CU_TestInfo tests[] = {
	{"takes the request's header", takes_the_requests_header},
	{"declares the policy's values", declares_the_policys_values},
	{"declares each kind of key once", declares_each_kind_of_key_once},
	{"publishes the ZSKs with the policy's TTL",
		publishes_the_zsks_with_the_policys_ttl},
	{"revokes over signing", revokes_over_signing},
	{"plans the signatures in order", plans_the_signatures_in_order},
	{"orders equal tags by RDATA", orders_equal_tags_by_rdata},
	{"fills the signatures but for the data",
		fills_the_signatures_but_for_the_data},
	{"signs what the response says", signs_what_the_response_says},
	{"digests all that counts", digests_all_that_counts},
	{"changes its digest with each part",
		changes_its_digest_with_each_part},
	{"refuses another number of slots", refuses_another_number_of_slots},
	{"refuses a missing key", refuses_a_missing_key},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_plan = {"sign/plan", tests};
