#include "support/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "support/test.h"

#define START_2017_Q2 INT64_C(1491004800)
#define NOW_BEFORE_S (40 * INT64_C(86400)) /* 2017-02-20 for 2017-04-01 */

static void
must(enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "sample: %s\n", err->text);
	abort();
}

static char *
load(const char *name)
{
	char *below = mem_format("data/rules-%s", name);
	char *path = test_data(below);
	struct bytes bytes = {0};
	struct err err;
	char *text;

	must(file_read(&bytes, path, XML_MAX_SIZE, &err), &err);
	text = mem_format("%.*s", (int)bytes.len, (const char *)bytes.data);
	bytes_clear(&bytes);
	free(path);
	free(below);
	return text;
}

static void
load_key(struct make_key *dst, const char *file, const char *id)
{
	char *pem = load(file);
	struct err err;

	must(make_key_read(dst, id, 8, pem, &err), &err);
	free(pem);
}

static void
load_keys(struct sample *sample)
{
	static const char *const files[] = {"zsk1.pem", "zsk2.pem", "zsk3.pem",
		"zsk4.pem", "zsk-twin.pem"};
	char id[16];
	int i;

	for (i = 0; i < SAMPLE_ZSKS; i++) {
		snprintf(id, sizeof(id), "zsk-%d", i + 1);
		load_key(&sample->zsks[i], files[i], id);
	}
	load_key(&sample->ksks[0], "ksk1.pem", "ksk-a");
	load_key(&sample->ksks[1], "ksk2.pem", "ksk-b");
	for (i = 0; i < SAMPLE_KSKS; i++)
		sample->ksks[i].dnskey.flags = DNSKEY_KSK;
}

/* Takes text; from must be there. */
static char *
replace(char *text, const char *from, const char *to)
{
	const char *place = strstr(text, from);
	char *changed;

	if (place == NULL) {
		fprintf(stderr, "sample: %s is not in the policy\n", from);
		abort();
	}
	changed = mem_format("%.*s%s%s", (int)(place - text), text, to,
		place + strlen(from));
	free(text);
	return changed;
}

static char *
fill_ksk(char *text, const struct make_key *ksk, const char *tag_word,
	const char *ds_word)
{
	struct dns_name root;
	struct digest ds;
	char hex[DIGEST_HEX_SIZE], tag[8];
	struct err err;

	must(name_parse(&root, ".", &err), &err);
	ds = dnskey_ds(&ksk->dnskey, &root);
	digest_format(hex, &ds);
	snprintf(tag, sizeof(tag), "%u", dnskey_tag(&ksk->dnskey));
	text = replace(text, tag_word, tag);
	return replace(text, ds_word, hex);
}

static void
read_policy(struct sample *sample, const char *from, const char *to)
{
	struct xml_source source = {.name = "rules-policy.xml"};
	char *text = load("policy.xml");
	struct err err;

	text = fill_ksk(text, &sample->ksks[0], "@TAG-A@", "@DS-A@");
	text = fill_ksk(text, &sample->ksks[1], "@TAG-B@", "@DS-B@");
	if (from != NULL)
		text = replace(text, from, to);
	source.data = (const uint8_t *)text;
	source.len = strlen(text);
	must(policy_parse(&sample->policy, &source, &err), &err);
	free(text);
}

static void
make_quarter(struct ksr *dst, const struct sample *sample, int quarter)
{
	char texts[MAKE_IDS][32];
	const char *ids[MAKE_IDS];
	int turn = (quarter + 4) % 4;
	struct make_request from = {
		.policy = &sample->policy,
		.start_utc = make_quarter_add(START_2017_Q2, quarter),
		.outgoing = &sample->zsks[turn],
		.current = &sample->zsks[(turn + 1) % 4],
		.incoming = &sample->zsks[(turn + 2) % 4],
		.ids = ids,
	};
	struct err err;
	int i;

	for (i = 0; i < MAKE_IDS; i++) {
		snprintf(texts[i], sizeof(texts[i]), "quarter%d-%d", quarter, i);
		ids[i] = texts[i];
	}
	from.now_utc = from.start_utc - NOW_BEFORE_S;
	must(make_request(dst, &from, &err), &err);
}

static void
add_ksk(struct ksr_bundle *bundle, const struct sample *sample, size_t index,
	uint8_t use)
{
	const struct make_key *ksk = &sample->ksks[index];
	struct ksr_key *key;
	struct ksr_signature *one;

	key = mem_append(&bundle->keys, &bundle->key_count, sizeof(*key));
	key->id = mem_string(ksk->id);
	key->ttl = sample->policy.ttl;
	dnskey_copy(&key->dnskey, &ksk->dnskey);
	if ((use & KSK_REVOKE) != 0)
		key->dnskey.flags = DNSKEY_REVOKED_KSK;
	key->tag = dnskey_tag(&key->dnskey);
	if ((use & KSK_SIGN) == 0)
		return;
	one = mem_append(&bundle->signatures, &bundle->signature_count,
		sizeof(*one));
	one->id = mem_string(ksk->id);
	one->ttl = sample->policy.ttl;
	one->type_covered = mem_string("DNSKEY");
	one->algorithm = 8;
	one->original_ttl = sample->policy.ttl;
	one->inception_utc = bundle->inception_utc;
	one->expiration_utc = bundle->expiration_utc;
	one->tag = key->tag;
	one->signer = mem_string(".");
}

static void
drop_signatures(struct ksr_bundle *bundle)
{
	struct ksr_bundle only = {
		.signatures = bundle->signatures,
		.signature_count = bundle->signature_count,
	};

	ksr_bundle_clear(&only);
	bundle->signatures = NULL;
	bundle->signature_count = 0;
}

/* Turns a request into its answer. */
static void
answer(struct sample *sample, struct ksr *ksr,
	const struct policy_schema *schema)
{
	struct ksr_bundle *bundle;
	size_t i, k;
	uint8_t use;

	ksr->kind = KSR_RESPONSE;
	for (i = 0; i < ksr->bundle_count; i++) {
		bundle = &ksr->bundles[i];
		drop_signatures(bundle);
		for (k = 0; k < SAMPLE_KSKS; k++) {
			use = policy_use(&sample->policy, schema, i, k);
			if (use != KSK_ABSENT)
				add_ksk(bundle, sample, k, use);
		}
	}
	sample_sign(sample, ksr);
}

static const struct make_key *
find_key(const struct sample *sample, const char *id)
{
	int i;

	for (i = 0; i < SAMPLE_ZSKS; i++) {
		if (strcmp(sample->zsks[i].id, id) == 0)
			return &sample->zsks[i];
	}
	for (i = 0; i < SAMPLE_KSKS; i++) {
		if (strcmp(sample->ksks[i].id, id) == 0)
			return &sample->ksks[i];
	}
	return NULL;
}

void
sample_sign(struct sample *sample, struct ksr *ksr)
{
	struct ksr_bundle *bundle;
	const struct make_key *key;
	struct err err;
	size_t i, j;

	for (i = 0; i < ksr->bundle_count; i++) {
		bundle = &ksr->bundles[i];
		for (j = 0; j < bundle->signature_count; j++) {
			key = find_key(sample, bundle->signatures[j].id);
			if (key != NULL)
				must(make_sign(&bundle->signatures[j], bundle,
					key, &err), &err);
		}
	}
}

const struct policy_schema *
sample_schema(const struct sample *sample, const char *name)
{
	const struct policy_schema *schema = NULL;
	struct err err;

	must(policy_find_schema(&schema, &sample->policy, name, &err), &err);
	return schema;
}

void
sample_set_quarter(struct sample *sample, int quarter, const char *previous,
	const char *schema)
{
	struct rule_input *input = &sample->input;

	ksr_clear(&sample->request);
	ksr_clear(&sample->previous);
	ksr_clear(&sample->response);
	memset(input, 0, sizeof(*input));
	sample->quarter = quarter;
	input->policy = &sample->policy;
	input->schema = sample_schema(sample, schema);
	input->request = &sample->request;
	input->hsm = sample->hsm;
	input->now_utc = make_quarter_add(START_2017_Q2, quarter) -
		NOW_BEFORE_S;
	make_quarter(&sample->request, sample, quarter);
	if (previous == NULL)
		return;
	make_quarter(&sample->previous, sample, quarter - 1);
	answer(sample, &sample->previous, sample_schema(sample, previous));
	input->previous = &sample->previous;
}

void
sample_answer(struct sample *sample)
{
	ksr_clear(&sample->response);
	make_quarter(&sample->response, sample, sample->quarter);
	answer(sample, &sample->response, sample->input.schema);
	sample->input.response = &sample->response;
}

void
sample_init_policy(struct sample *sample, const char *from, const char *to)
{
	int i;

	memset(sample, 0, sizeof(*sample));
	load_keys(sample);
	read_policy(sample, from, to);
	for (i = 0; i < SAMPLE_KSKS; i++) {
		sample->hsm[i].wanted = true;
		sample->hsm[i].verdict = VERDICT_PASS;
	}
	sample_set_quarter(sample, 0, "normal", "normal");
}

void
sample_init(struct sample *sample)
{
	sample_init_policy(sample, NULL, NULL);
}

void
sample_clear(struct sample *sample)
{
	int i;

	ksr_clear(&sample->request);
	ksr_clear(&sample->previous);
	ksr_clear(&sample->response);
	policy_clear(&sample->policy);
	for (i = 0; i < SAMPLE_ZSKS; i++)
		make_key_clear(&sample->zsks[i]);
	for (i = 0; i < SAMPLE_KSKS; i++)
		make_key_clear(&sample->ksks[i]);
}

void
sample_run(struct sample *sample)
{
	rules_run_request(sample->results, &sample->count, &sample->input);
}

void
sample_run_response(struct sample *sample)
{
	rules_run_response(sample->results, &sample->count, &sample->input);
}

const struct rule_result *
sample_result(const struct sample *sample, const char *rule)
{
	size_t i;

	for (i = 0; i < sample->count; i++) {
		if (strcmp(sample->results[i].rule->name, rule) == 0)
			return &sample->results[i];
	}
	fprintf(stderr, "sample: %s was not run\n", rule);
	abort();
}

static bool
is_as_wanted(const struct rule_result *result, const char *rule,
	const char *part)
{
	bool fails = rule != NULL && strcmp(result->rule->name, rule) == 0;

	if (result->reason[0] == '\0' || result->off)
		return false;
	if (!fails)
		return result->verdict == VERDICT_PASS;
	return result->verdict == VERDICT_FAIL &&
		strstr(result->reason, part) != NULL;
}

bool
sample_only(const struct sample *sample, const char *rule, const char *part)
{
	const struct rule_result *result;
	bool all = true;
	size_t i;

	for (i = 0; i < sample->count; i++) {
		result = &sample->results[i];
		if (is_as_wanted(result, rule, part))
			continue;
		printf("\n    %s %s: %s", result->rule->name,
			rule_result_word(result), result->reason);
		all = false;
	}
	return all && sample->count > 0 &&
		rules_verdict(sample->results, sample->count) ==
			(rule == NULL ? VERDICT_PASS : VERDICT_FAIL);
}
