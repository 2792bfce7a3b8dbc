/* The known answer: a test key over a genuine KSR, compared bit by bit. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hsm/softhsm.h"
#include "sign/authorize.h"
#include "sign/sign.h"
#include "support/test.h"

extern const struct test_suite suite_golden;

#define GOLDEN_LABEL "KSK1"

/* What a whole signing needs, read from files. */
struct golden {
	struct softhsm softhsm;
	struct policy policy;
	struct ksr request;
	struct ksr answer;
	struct plan_keys keys;
	struct plan plan;
};

static void
read_source(struct xml_source *dst, struct bytes *data, const char *path)
{
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(data, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	*dst = (struct xml_source){
		.name = path, .data = data->data, .len = data->len};
}

static void
read_policy(struct policy *dst, const char *name)
{
	char *path = test_data(name);
	struct xml_source source;
	struct bytes data = {0};
	struct err err;

	read_source(&source, &data, path);
	CU_ASSERT_EQUAL_FATAL(policy_parse(dst, &source, &err), STATUS_OK);
	bytes_clear(&data);
	free(path);
}

static void
read_fixture(struct ksr *dst, enum ksr_kind kind, const char *name)
{
	char *path = file_join(test_fixtures(), name);
	struct xml_source source;
	struct bytes data = {0};
	struct err err;

	read_source(&source, &data, path);
	CU_ASSERT_EQUAL_FATAL(ksr_read(dst, kind, &source, &err), STATUS_OK);
	bytes_clear(&data);
	free(path);
}

/* The golden key in token T, everything read, not yet logged in. */
static bool
golden_begin(struct golden *g, const char *test)
{
	char *pem;

	*g = (struct golden){0};
	if (test_fixtures() == NULL) {
		test_skip(test, "the genuine files are not here");
		return false;
	}
	if (!softhsm_begin_token(&g->softhsm, test))
		return false;
	softhsm_close(&g->softhsm);
	pem = file_join(test_fixtures(), "golden/ksk1-test.pem");
	CU_ASSERT_TRUE_FATAL(softhsm_import(&g->softhsm, pem, GOLDEN_LABEL,
		"01"));
	free(pem);
	read_policy(&g->policy, "data/policy-golden.xml");
	read_fixture(&g->request, KSR_REQUEST, "root/ksr-root-2010-q1-0.xml");
	read_fixture(&g->answer, KSR_RESPONSE,
		"golden/skr-test-2010-q1-0.xml");
	softhsm_open(&g->softhsm);
	return true;
}

static void
golden_end(struct golden *g)
{
	plan_clear(&g->plan);
	plan_keys_clear(&g->keys);
	ksr_clear(&g->request);
	ksr_clear(&g->answer);
	policy_clear(&g->policy);
	softhsm_end(&g->softhsm);
}

static void
golden_plan(struct golden *g)
{
	const struct policy_schema *schema = g->policy.schemas;
	struct hsm *hsm = g->softhsm.hsm;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(softhsm_login(hsm, "T", SOFTHSM_PIN, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(plan_find_keys(&g->keys, hsm, &g->policy, schema,
				      &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(g->keys.findings[0].verdict, VERDICT_PASS);
	CU_ASSERT_EQUAL_FATAL(plan_make(&g->plan, &g->request, NULL, &g->policy,
				      schema, &g->keys, &hsm->token, &err),
		STATUS_OK);
}

static enum status
golden_sign(struct golden *g, struct err *err)
{
	struct authorization *authorization = NULL;
	enum status status;

	CU_ASSERT_EQUAL_FATAL(authorize_operator(&authorization, &g->plan, err),
		STATUS_OK);
	status = sign_plan(&g->plan, authorization, g->softhsm.hsm, &g->keys,
		NULL, err);
	authorization_free(authorization);
	return status;
}

static const struct ksr_key *
same_rdata(const struct ksr_bundle *bundle, const struct dnskey *dnskey)
{
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (dnskey_compare(&bundle->keys[i].dnskey, dnskey) == 0)
			return &bundle->keys[i];
	}
	return NULL;
}

static void
compare_keys(const struct ksr_bundle *made, const struct ksr_bundle *wanted)
{
	size_t i;

	CU_ASSERT_EQUAL(made->key_count, wanted->key_count);
	for (i = 0; i < wanted->key_count; i++) {
		const struct ksr_key *key = same_rdata(made,
			&wanted->keys[i].dnskey);

		CU_ASSERT_PTR_NOT_NULL_FATAL(key);
		CU_ASSERT_EQUAL(key->tag, wanted->keys[i].tag);
		CU_ASSERT_EQUAL(key->ttl, wanted->keys[i].ttl);
	}
}

static void
compare_signature(const struct ksr_signature *made,
	const struct ksr_signature *wanted)
{
	CU_ASSERT_EQUAL(made->ttl, wanted->ttl);
	CU_ASSERT_STRING_EQUAL(made->type_covered, wanted->type_covered);
	CU_ASSERT_EQUAL(made->algorithm, wanted->algorithm);
	CU_ASSERT_EQUAL(made->labels, wanted->labels);
	CU_ASSERT_EQUAL(made->original_ttl, wanted->original_ttl);
	CU_ASSERT_EQUAL(made->expiration_utc, wanted->expiration_utc);
	CU_ASSERT_EQUAL(made->inception_utc, wanted->inception_utc);
	CU_ASSERT_EQUAL(made->tag, wanted->tag);
	CU_ASSERT_STRING_EQUAL(made->signer, wanted->signer);
	CU_ASSERT_EQUAL(made->data.len, 256);
	CU_ASSERT_TRUE(bytes_equal(&made->data, &wanted->data));
}

static void
compare(const struct ksr *made, const struct ksr *wanted)
{
	size_t i;

	CU_ASSERT_EQUAL_FATAL(made->bundle_count, 9);
	CU_ASSERT_EQUAL_FATAL(wanted->bundle_count, 9);
	for (i = 0; i < 9; i++) {
		const struct ksr_bundle *a = &made->bundles[i];
		const struct ksr_bundle *b = &wanted->bundles[i];

		CU_ASSERT_STRING_EQUAL(a->id, b->id);
		compare_keys(a, b);
		CU_ASSERT_EQUAL_FATAL(a->signature_count, 1);
		CU_ASSERT_EQUAL_FATAL(b->signature_count, 1);
		compare_signature(a->signatures, b->signatures);
	}
}

static void
gives_the_known_answer(void)
{
	struct golden g;
	struct err err;

	if (!golden_begin(&g, __func__))
		return;
	golden_plan(&g);
	CU_ASSERT_EQUAL_FATAL(golden_sign(&g, &err), STATUS_OK);
	compare(&g.plan.response, &g.answer);
	CU_ASSERT_EQUAL(g.softhsm.hsm->counters.logins, 1);
	CU_ASSERT_EQUAL(g.softhsm.hsm->counters.signs, 9);
	golden_end(&g);
}

static void
gives_it_with_the_hash_of_the_hsm(void)
{
	struct golden g;
	struct err err;

	if (!golden_begin(&g, __func__))
		return;
	g.softhsm.profile.hash = HSM_HASH_HSM;
	golden_plan(&g);
	CU_ASSERT_EQUAL_FATAL(golden_sign(&g, &err), STATUS_OK);
	compare(&g.plan.response, &g.answer);
	golden_end(&g);
}

static void
verify_file(const struct golden *g, const char *path, enum status wanted)
{
	struct rule_result *results = mem_new(rule_count, sizeof(*results));
	const struct rule_input input = {.policy = &g->policy,
		.schema = g->policy.schemas,
		.request = &g->request,
		.hsm = g->keys.findings};
	struct bytes data = {0};
	struct digest digest;
	struct digest seen;
	size_t count = 0;
	struct err err;

	CU_ASSERT_EQUAL(sign_verify_file(results, &count, &seen, path, &input,
				&err), wanted);
	CU_ASSERT_TRUE(count > 3);
	CU_ASSERT_EQUAL_FATAL(file_read(&data, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	digest = digest_of(data.data, data.len);
	CU_ASSERT_TRUE(digest_equal(&digest, &seen));
	bytes_clear(&data);
	free(results);
}

/* What was signed is written, read again and judged; then one bit changes. */
static void
is_verified_as_written(void)
{
	struct golden g;
	struct buf text = {0};
	struct err err;
	char *path;
	char *broken;
	char *place;

	if (!golden_begin(&g, __func__))
		return;
	golden_plan(&g);
	CU_ASSERT_EQUAL_FATAL(golden_sign(&g, &err), STATUS_OK);
	path = file_join(g.softhsm.dir, "skr.xml");
	broken = file_join(g.softhsm.dir, "broken.xml");
	ksr_write(&text, &g.plan.response);
	CU_ASSERT_EQUAL_FATAL(file_create(path, text.data, text.len, &err),
		STATUS_OK);
	verify_file(&g, path, STATUS_OK);
	place = strstr((char *)text.data, "<SignatureData>");
	CU_ASSERT_PTR_NOT_NULL_FATAL(place);
	place[60] = place[60] == 'A' ? 'B' : 'A';
	CU_ASSERT_EQUAL_FATAL(file_create(broken, text.data, text.len, &err),
		STATUS_OK);
	verify_file(&g, broken, STATUS_RULE);
	buf_clear(&text);
	free(path);
	free(broken);
	golden_end(&g);
}

/* A plan for one token is not signed with another. */
static void
signs_on_the_planned_token_only(void)
{
	struct golden g;
	struct err err;

	if (!golden_begin(&g, __func__))
		return;
	golden_plan(&g);
	CU_ASSERT_EQUAL(g.softhsm.hsm->ops->logout(g.softhsm.hsm, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(golden_sign(&g, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, "the plan is for token \"T\"", 25),
		0);
	CU_ASSERT_EQUAL(g.softhsm.hsm->counters.signs, 0);
	golden_end(&g);
}

static const CU_TestInfo tests[] = {
	{"gives the known answer", gives_the_known_answer},
	{"gives it with the hash of the HSM",
		gives_it_with_the_hash_of_the_hsm},
	{"is verified as written", is_verified_as_written},
	{"signs on the planned token only", signs_on_the_planned_token_only},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_golden = {"softhsm/golden", tests};
