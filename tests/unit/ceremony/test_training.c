#include "ceremony/training_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "support/test.h"

extern const struct test_suite suite_training;

static const char *const shipped[] = {"../policies/root.xml",
	"../policies/root-2017.xml", "../policies/rehearsal.xml",
	"data/policy-example.xml", "data/policy-golden.xml"};

#define SHIPPED (sizeof(shipped) / sizeof(shipped[0]))

static struct policy
parse(const void *data, size_t len)
{
	const struct xml_source source = {"p.xml", data, len, 0};
	struct policy policy = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(policy_parse(&policy, &source, &err), STATUS_OK);
	return policy;
}

static struct policy
load(const char *name)
{
	char *path = test_data(name);
	struct bytes bytes = {0};
	struct policy policy;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(&bytes, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	policy = parse(bytes.data, bytes.len);
	bytes_clear(&bytes);
	free(path);
	return policy;
}

/* Everything that no list or pointer holds. */
static void
same_limits(const struct policy *a, const struct policy *b)
{
	CU_ASSERT_STRING_EQUAL(a->zone, b->zone);
	CU_ASSERT_EQUAL(a->max_size, b->max_size);
	CU_ASSERT_EQUAL(a->bundles, b->bundles);
	CU_ASSERT_EQUAL(a->distinct_keys, b->distinct_keys);
	CU_ASSERT_EQUAL(memcmp(a->slot_keys, b->slot_keys,
		a->bundles * sizeof(*a->slot_keys)), 0);
	CU_ASSERT_EQUAL(a->cycle.min_s, b->cycle.min_s);
	CU_ASSERT_EQUAL(a->cycle.max_s, b->cycle.max_s);
	CU_ASSERT_EQUAL(a->interval.min_s, b->interval.min_s);
	CU_ASSERT_EQUAL(a->interval.max_s, b->interval.max_s);
	CU_ASSERT_EQUAL(a->validity.min_s, b->validity.min_s);
	CU_ASSERT_EQUAL(a->validity.max_s, b->validity.max_s);
	CU_ASSERT_EQUAL(a->overlap.min_s, b->overlap.min_s);
	CU_ASSERT_EQUAL(a->overlap.max_s, b->overlap.max_s);
	CU_ASSERT_EQUAL(a->horizon_s, b->horizon_s);
	CU_ASSERT_EQUAL(a->publish_safety_s, b->publish_safety_s);
	CU_ASSERT_EQUAL(a->retire_safety_s, b->retire_safety_s);
	CU_ASSERT_EQUAL(a->gate_ceremony, b->gate_ceremony);
}

static void
same_response(const struct policy *a, const struct policy *b)
{
	CU_ASSERT_EQUAL(a->ttl, b->ttl);
	CU_ASSERT_EQUAL(a->response_publish_s, b->response_publish_s);
	CU_ASSERT_EQUAL(a->response_retire_s, b->response_retire_s);
	CU_ASSERT_EQUAL(a->response_min_validity_s, b->response_min_validity_s);
	CU_ASSERT_EQUAL(a->response_max_validity_s, b->response_max_validity_s);
	CU_ASSERT_EQUAL(a->response_min_overlap_s, b->response_min_overlap_s);
	CU_ASSERT_EQUAL(a->response_max_overlap_s, b->response_max_overlap_s);
	CU_ASSERT_EQUAL(a->max_response, b->max_response);
}

static void
same_algorithms(const struct policy *a, const struct policy *b)
{
	size_t i;

	CU_ASSERT_EQUAL_FATAL(a->algorithm_count, b->algorithm_count);
	for (i = 0; i < a->algorithm_count; i++) {
		const struct policy_algorithm *one = &a->algorithms[i];
		const struct policy_algorithm *two = &b->algorithms[i];

		CU_ASSERT_EQUAL(one->number, two->number);
		CU_ASSERT_EQUAL_FATAL(one->size_count, two->size_count);
		CU_ASSERT_EQUAL_FATAL(one->exponent_count, two->exponent_count);
		if (one->size_count > 0)
			CU_ASSERT_EQUAL(memcmp(one->sizes, two->sizes,
				one->size_count * sizeof(*one->sizes)), 0);
		if (one->exponent_count > 0)
			CU_ASSERT_EQUAL(memcmp(one->exponents, two->exponents,
				one->exponent_count * sizeof(*one->exponents)),
				0);
	}
}

static void
same_lists(const struct policy *a, const struct policy *b)
{
	size_t i;

	CU_ASSERT_EQUAL_FATAL(a->off_count, b->off_count);
	for (i = 0; i < a->off_count; i++) {
		CU_ASSERT_STRING_EQUAL(a->off[i].rule, b->off[i].rule);
		CU_ASSERT_STRING_EQUAL(a->off[i].reason, b->off[i].reason);
	}
	CU_ASSERT_EQUAL_FATAL(a->schema_count, b->schema_count);
	CU_ASSERT_EQUAL_FATAL(a->ksk_count, b->ksk_count);
	for (i = 0; i < a->schema_count; i++) {
		CU_ASSERT_STRING_EQUAL(a->schemas[i].name, b->schemas[i].name);
		CU_ASSERT_EQUAL_FATAL(a->schemas[i].slots, b->schemas[i].slots);
		CU_ASSERT_EQUAL(memcmp(a->schemas[i].uses, b->schemas[i].uses,
			a->schemas[i].slots * a->ksk_count), 0);
	}
}

static void
same_ksk(const struct policy_ksk *a, const struct policy_ksk *b)
{
	CU_ASSERT_STRING_EQUAL(a->name, b->name);
	CU_ASSERT_STRING_EQUAL(a->label, b->label);
	CU_ASSERT_EQUAL(a->tag, b->tag);
	CU_ASSERT(digest_equal(&a->ds, &b->ds));
	CU_ASSERT(bytes_equal(&a->dnskey.public_key, &b->dnskey.public_key));
}

/* What no training key takes the place of. */
static void
same_terms(const struct policy_ksk *a, const struct policy_ksk *b)
{
	CU_ASSERT_EQUAL(a->algorithm, b->algorithm);
	CU_ASSERT_EQUAL(a->bits, b->bits);
	CU_ASSERT_EQUAL(a->exponent, b->exponent);
	CU_ASSERT_EQUAL(a->valid_from_utc, b->valid_from_utc);
	CU_ASSERT_EQUAL(a->valid_until_utc, b->valid_until_utc);
	CU_ASSERT_EQUAL(a->sign_from_utc, b->sign_from_utc);
}

static struct policy
written(const struct policy *policy, const struct training_key *keys)
{
	struct buf text = {0};
	struct policy again;

	training_policy_write(&text, policy, keys);
	again = parse(text.data, text.len);
	buf_clear(&text);
	return again;
}

static void
keeps_every_shipped_policy(void)
{
	size_t i, k;

	for (i = 0; i < SHIPPED; i++) {
		struct policy policy = load(shipped[i]);
		struct training_key *keys = mem_new(policy.ksk_count,
			sizeof(*keys));
		struct policy again = written(&policy, keys);

		same_limits(&policy, &again);
		same_response(&policy, &again);
		same_algorithms(&policy, &again);
		same_lists(&policy, &again);
		for (k = 0; k < policy.ksk_count; k++) {
			same_ksk(&policy.ksks[k], &again.ksks[k]);
			same_terms(&policy.ksks[k], &again.ksks[k]);
		}
		policy_clear(&again);
		policy_clear(&policy);
		free(keys);
	}
}

/* The key of 2017's policy as another: only what names a key changes. */
static void
puts_a_key_in_the_place(void)
{
	struct policy policy = load("../policies/root-2017.xml");
	struct training_key key = {.made = true,
		.label = mem_string("training-ksk")};
	struct digest ds;
	struct policy again;

	dnskey_copy(&key.dnskey, &policy.ksks[0].dnskey);
	key.dnskey.public_key.data[100] ^= 1;
	ds = dnskey_ds(&key.dnskey, &policy.zone_name);
	again = written(&policy, &key);
	same_limits(&policy, &again);
	same_lists(&policy, &again);
	same_terms(&policy.ksks[0], &again.ksks[0]);
	CU_ASSERT_STRING_EQUAL(again.ksks[0].name, key.label);
	CU_ASSERT_STRING_EQUAL(again.ksks[0].label, key.label);
	CU_ASSERT_EQUAL(again.ksks[0].tag, dnskey_tag(&key.dnskey));
	CU_ASSERT(digest_equal(&again.ksks[0].ds, &ds));
	CU_ASSERT_FALSE(digest_equal(&again.ksks[0].ds, &policy.ksks[0].ds));
	policy_clear(&again);
	policy_clear(&policy);
	training_key_clear(&key);
}

static void
finds_whose_place_it_is(void)
{
	struct policy one = load("../policies/root-2017.xml");
	struct policy several = load("../policies/root.xml");
	struct dnskey stranger = {0};

	dnskey_copy(&stranger, &one.ksks[0].dnskey);
	CU_ASSERT_PTR_EQUAL(training_match(&one, &stranger), &one.ksks[0]);
	stranger.public_key.data[100] ^= 1;
	CU_ASSERT_PTR_EQUAL(training_match(&one, &stranger), &one.ksks[0]);
	CU_ASSERT_PTR_NULL(training_match(&several, &stranger));
	dnskey_clear(&stranger);
	policy_clear(&several);
	policy_clear(&one);
}

static void
counts_ceremonies_by_quarters(void)
{
	static const struct {
		const char *when;
		unsigned number;
	} rows[] = {
		{"2009-12-31T23:59:59Z", 0},
		{"2010-03-31T23:59:59Z", 0},
		{"2010-04-01T00:00:00Z", 1},
		{"2017-02-20T00:00:00Z", 28},
		{"2026-11-22T00:00:00Z", 67},
	};
	int64_t utc;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CU_ASSERT_EQUAL(utc_parse(&utc, rows[i].when, &err), STATUS_OK);
		CU_ASSERT_EQUAL(training_number(utc), rows[i].number);
	}
}

static struct training
fill_training(void)
{
	static uint8_t text[] = "request";
	struct training training = {
		.script = {.name = "s.xml"},
		.policy = {.name = "p.xml"},
		.profile = {.name = "h.xml"},
		.ksr = {"ksr-x.xml", {text, sizeof(text) - 1}},
	};

	training.now_utc = 1487548800; /* 2017-02-20 */
	return training;
}

static void
fills_the_ceremony(void)
{
	const struct training training = fill_training();
	const struct hsm_token token = {.label = "REHEARSAL-28",
		.serial = "9f310c77"};
	struct ksr_bundle bundle = {.inception_utc = 1491004800};
	struct ksr request = {.bundles = &bundle, .bundle_count = 1};
	struct ceremony ceremony = {.schema = mem_string("roll")};
	const struct ceremony_input *input;
	char *name = training_request_name(&request);

	training_ceremony_fill(&ceremony, &training, &token, &request);
	CU_ASSERT_STRING_EQUAL(name, "ksr-training-2017-q2-0.xml");
	CU_ASSERT_EQUAL(ceremony.number, 28);
	CU_ASSERT_STRING_EQUAL(ceremony.date, "2017-02-20");
	CU_ASSERT_STRING_EQUAL(ceremony.quarter, "2017 Q2");
	CU_ASSERT_STRING_EQUAL(ceremony.script, "s.xml");
	CU_ASSERT_STRING_EQUAL(ceremony.schema, "roll");
	CU_ASSERT_STRING_EQUAL(ceremony.token_label, "REHEARSAL-28");
	CU_ASSERT_STRING_EQUAL(ceremony.token_serial, "9f310c77");
	input = ceremony_find_input(&ceremony, "ksr.xml");
	CU_ASSERT_PTR_NOT_NULL_FATAL(input);
	CU_ASSERT_STRING_EQUAL(input->from, "ksr-x.xml");
	CU_ASSERT(input->known);
	CU_ASSERT_PTR_NULL(ceremony_find_input(&ceremony, "previous-skr.xml"));
	ceremony_clear(&ceremony);
	free(name);
}

#define SOFTHSM_MODULE "<module path='/x/libsofthsm2.so'/>"
#define FAULTS_MODULE "<module path='/x/ksk-ceremony-faults.so'/>"
#define BEHIND(path) "<environment name='KSK_FAULTS_MODULE' value='" path "'/>"
#define LOGIN "<login kind='pin'/>"

/* A profile's document; of the last call only. */
static struct training_source
profile_source(const char *modules, const char *login)
{
	static char text[1000];

	snprintf(text, sizeof(text),
		"<hsm-profile name='t'>%s%s<sign hash='hsm'/></hsm-profile>",
		modules, login);
	return (struct training_source){
		"t.xml", {(uint8_t *)text, strlen(text)}};
}

static void
takes_no_real_hsm(void)
{
	static const struct {
		const char *modules;
		const char *words; /* NULL: taken */
	} rows[] = {
		{SOFTHSM_MODULE, NULL},
		{FAULTS_MODULE BEHIND("/y/libsofthsm2.so"), NULL},
		{FAULTS_MODULE BEHIND("/y/libsofthsm2.so") SOFTHSM_MODULE,
			NULL},
		{SOFTHSM_MODULE "<module path='/opt/real.so'/>",
			"never a real HSM's: not /opt/real.so"},
		{"<module path='/x/libsofthsm2.so/real.so'/>",
			"not /x/libsofthsm2.so/real.so"},
		{"<module path='/x/not-libsofthsm2.so'/>", "a real HSM"},
		{FAULTS_MODULE, "KSK_FAULTS_MODULE names none"},
		{FAULTS_MODULE BEHIND("/opt/real.so"), "names /opt/real.so"},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct training_source source =
			profile_source(rows[i].modules, LOGIN);
		struct err err = {STATUS_OK, ""};
		enum status status = training_check_profile(&source, &err);

		CU_ASSERT_EQUAL(status, rows[i].words == NULL ? STATUS_OK :
			STATUS_USAGE);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text,
			rows[i].words == NULL ? "" : rows[i].words));
	}
}

static struct hsm_profile
read_written(const char *dir)
{
	char *path = file_join(dir, "in/profile.xml");
	struct bytes data = {0};
	struct hsm_profile profile = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(&data, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(profile_parse(&profile,
		&(struct xml_source){path, data.data, data.len, 0}, &err),
		STATUS_OK);
	bytes_clear(&data);
	free(path);
	return profile;
}

/* What was another token's is left out, all else is kept. */
static void
makes_the_profile_its_own(void)
{
	const struct hsm_token token = {.label = "R-28", .serial = "9f31"};
	const char *dir = test_temp_dir();
	char *in = file_join(dir, "in");
	struct training training = {
		.profile = profile_source(FAULTS_MODULE
			BEHIND("/y/libsofthsm2.so")
			"<token label='other' serial='1' slot='7'/>"
			"<keygen sensitive='no' extractable='yes'/>",
			"<login kind='none' hint='type'/>"
			"<timeouts sign='7' other='3'/>"),
		.faults_module = "/own/ksk-ceremony-faults.so",
	};
	struct hsm_profile profile, again;
	struct err err;

	CU_ASSERT_EQUAL(file_make_dir(in, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(training_profile_read(&profile, &training, &err),
		STATUS_OK);
	CU_ASSERT_PTR_NULL(profile.token_label);
	CU_ASSERT_PTR_NULL(profile.token_serial);
	CU_ASSERT_EQUAL(profile.token_slot, -1);
	CU_ASSERT_EQUAL(training_profile_write(dir, &profile, &token, &err),
		STATUS_OK);
	again = read_written(dir);
	CU_ASSERT_STRING_EQUAL(again.modules[0], training.faults_module);
	CU_ASSERT_EQUAL_FATAL(again.environment_count, 2);
	CU_ASSERT_STRING_EQUAL(again.environment[0].value,
		"/y/libsofthsm2.so");
	CU_ASSERT_STRING_EQUAL(again.environment[1].name, "SOFTHSM2_CONF");
	CU_ASSERT_STRING_EQUAL(again.environment[1].value,
		"rehearsal/softhsm2.conf");
	CU_ASSERT_STRING_EQUAL(again.token_label, "R-28");
	CU_ASSERT_STRING_EQUAL(again.token_serial, "9f31");
	CU_ASSERT_EQUAL(again.token_slot, -1);
	CU_ASSERT_EQUAL(again.login, HSM_LOGIN_PIN);
	CU_ASSERT_STRING_EQUAL(again.login_hint, "type");
	CU_ASSERT_EQUAL(again.hash, HSM_HASH_HSM);
	CU_ASSERT(again.sensitive);
	CU_ASSERT_FALSE(again.extractable);
	CU_ASSERT_EQUAL(again.timeouts.sign_s, 7);
	CU_ASSERT_EQUAL(again.timeouts.other_s, 3);
	CU_ASSERT_EQUAL(again.timeouts.login_s, 900);
	profile_clear(&again);
	profile_clear(&profile);
	free(in);
}

static const CU_TestInfo tests[] = {
	{"keeps every shipped policy", keeps_every_shipped_policy},
	{"puts a key in the place of another", puts_a_key_in_the_place},
	{"finds whose place it is", finds_whose_place_it_is},
	{"counts ceremonies by quarters", counts_ceremonies_by_quarters},
	{"fills the ceremony document", fills_the_ceremony},
	{"takes no real HSM", takes_no_real_hsm},
	{"makes the profile its own", makes_the_profile_its_own},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_training = {"ceremony/training", tests};
