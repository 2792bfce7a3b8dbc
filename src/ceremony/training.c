#include "ceremony/training.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/ceremony.h"
#include "ceremony/folder.h"
#include "ceremony/training_parts.h"
#include "ksr/make.h"

/* One making of a rehearsal. */
struct maker {
	const char *dir;
	struct training training;
	struct ceremony ceremony;
	struct policy base;   /* with the real KSKs */
	struct policy policy; /* with training keys in their place */
	const struct policy_schema *schema; /* of base */
	struct training_key *keys;	    /* base.ksk_count of them */
	struct training_token token;
	struct ksr request;
	struct ksr previous; /* the genuine one; empty when it is made */
	struct bytes made;   /* the request, where none was given */
	char *made_name;
};

static struct xml_source
source_of(const struct training_source *source, size_t max)
{
	struct xml_source xml = {source->name, source->data.data,
		source->data.len, max};

	return xml;
}

static enum status
read_ksr(struct ksr *dst, enum ksr_kind kind, const struct maker *maker,
	const struct training_source *source, struct err *err)
{
	struct xml_source xml = source_of(source, maker->base.max_size);

	return ksr_read(dst, kind, &xml, err);
}

static enum status
read_documents(struct maker *maker, struct err *err)
{
	const struct training *training = &maker->training;
	struct xml_source policy = source_of(&training->policy, 0);
	struct xml_source ceremony = source_of(&training->ceremony, 0);
	const char *schema = training->schema;
	enum status status;

	status = ceremony_parse(&maker->ceremony, &ceremony, err);
	if (status == STATUS_OK)
		status = policy_parse(&maker->base, &policy, err);
	if (status != STATUS_OK)
		return status;
	if (schema == NULL)
		schema = maker->ceremony.schema;
	status = policy_find_schema(&maker->schema, &maker->base, schema, err);
	if (status == STATUS_OK && training->ksr.data.len > 0)
		status = read_ksr(&maker->request, KSR_REQUEST, maker,
			&training->ksr, err);
	if (status == STATUS_OK && training->previous.data.len > 0)
		status = read_ksr(&maker->previous, KSR_RESPONSE, maker,
			&training->previous, err);
	return status;
}

static void
mark_used(bool *used, const struct maker *maker,
	const struct ksr_bundle *bundle)
{
	const struct policy_ksk *ksk;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (bundle->keys[i].dnskey.flags == DNSKEY_ZSK)
			continue;
		ksk = training_match(&maker->base, &bundle->keys[i].dnskey);
		if (ksk != NULL)
			used[ksk - maker->base.ksks] = true;
	}
}

/* The KSKs that the schema or the previous SKR uses. The caller frees. */
static bool *
used_ksks(const struct maker *maker)
{
	const struct policy *policy = &maker->base;
	bool *used = mem_new(policy->ksk_count, sizeof(*used));
	size_t slot, i;

	for (slot = 0; slot < maker->schema->slots; slot++) {
		for (i = 0; i < policy->ksk_count; i++)
			used[i] |= policy_use(policy, maker->schema, slot, i) !=
				KSK_ABSENT;
	}
	for (slot = 0; slot < maker->previous.bundle_count; slot++)
		mark_used(used, maker, &maker->previous.bundles[slot]);
	return used;
}

static enum status
make_keys(struct maker *maker, struct err *err)
{
	bool *used = used_ksks(maker);
	enum status status = STATUS_OK;
	size_t i;

	maker->keys = mem_new(maker->base.ksk_count, sizeof(*maker->keys));
	for (i = 0; i < maker->base.ksk_count && status == STATUS_OK; i++) {
		if (used[i])
			status = training_key_make(&maker->keys[i],
				&maker->token, &maker->base.ksks[i], err);
	}
	free(used);
	return status;
}

/* Written, then read: what counts is the document. */
static enum status
make_policy(struct maker *maker, struct err *err)
{
	struct xml_source xml = {.name = "policy.xml"};
	struct buf text = {0};
	enum status status;

	training_policy_write(&text, &maker->base, maker->keys);
	xml.data = text.data;
	xml.len = text.len;
	status = policy_parse(&maker->policy, &xml, err);
	if (status == STATUS_OK)
		status = folder_put_text(maker->dir, "in", "policy.xml", &text,
			err);
	buf_clear(&text);
	return status;
}

static bool
has_files(const struct training *training)
{
	return training->ksr.data.len > 0;
}

/* The quarter before is shown throughout as this one's first slot: nothing
 * comes, goes or rolls between the two. The caller frees dst->uses. */
static void
make_schema_before(struct policy_schema *dst, const struct maker *maker)
{
	size_t count = maker->base.ksk_count;
	size_t slot;

	*dst = *maker->schema;
	dst->uses = mem_new(dst->slots * count, sizeof(*dst->uses));
	for (slot = 0; slot < dst->slots; slot++)
		memcpy(dst->uses + slot * count, maker->schema->uses,
			count * sizeof(*dst->uses));
}

/* The request for the coming quarter, where none was given, and the answer to
 * the one before. */
static enum status
make_requests(struct maker *maker, struct buf *previous, struct err *err)
{
	struct training_source *ksr = &maker->training.ksr;
	struct policy_schema schema;
	struct ksr before = {0};
	struct buf text = {0};
	enum status status;

	status = make_rehearsal(&maker->request, &before, &maker->base,
		maker->training.now_utc,
		training_drills(&maker->training, TRAINING_TWIN), err);
	if (status != STATUS_OK)
		return status;
	ksr_write(&text, &maker->request);
	maker->made_name = training_request_name(&maker->request);
	maker->made = buf_take(&text);
	ksr->name = maker->made_name;
	ksr->data = maker->made;
	make_schema_before(&schema, maker);
	training_spoil_previous(&before, &maker->training);
	status = training_answer(previous, &before, &maker->policy, &schema,
		&maker->token, err);
	free(schema.uses);
	ksr_clear(&before);
	return status;
}

/* Read as it is written: what is spoilt is a request that was right. */
static enum status
spoil_request(struct maker *maker, struct err *err)
{
	struct training_source *ksr = &maker->training.ksr;
	struct buf text = {0};
	enum status status;

	if (!training_drills(&maker->training, NULL))
		return STATUS_OK;
	status = training_spoil(&maker->request, &maker->training, err);
	if (status != STATUS_OK)
		return status;
	ksr_write(&text, &maker->request);
	if (maker->made_name == NULL)
		maker->made_name = mem_string(ksr->name);
	bytes_clear(&maker->made);
	maker->made = buf_take(&text);
	ksr->name = maker->made_name;
	ksr->data = maker->made;
	return STATUS_OK;
}

static enum status
put_requests(struct maker *maker, struct err *err)
{
	struct buf previous = {0};
	enum status status;

	training_spoil_previous(&maker->previous, &maker->training);
	if (has_files(&maker->training))
		status = training_previous_write(&previous, &maker->previous,
			&maker->base, &maker->policy, &maker->token, err);
	else
		status = make_requests(maker, &previous, err);
	if (status == STATUS_OK)
		status = spoil_request(maker, err);
	if (status == STATUS_OK && !training_drills(&maker->training,
			TRAINING_PREVIOUS))
		status = folder_put_text(maker->dir, "in", "previous-skr.xml",
			&previous, err);
	if (status == STATUS_OK)
		status = folder_put(maker->dir, "in", "ksr.xml",
			&maker->training.ksr.data, err);
	buf_clear(&previous);
	return status;
}

static enum status
make_token(struct maker *maker, struct err *err)
{
	unsigned number = training_number(maker->training.now_utc);
	char *label = mem_format("REHEARSAL-%u", number);
	enum status status;

	status = training_token_open(&maker->token, maker->dir,
		&maker->training, label, err);
	free(label);
	return status;
}

static enum status
put_ceremony(struct maker *maker, struct err *err)
{
	struct buf text = {0};
	enum status status;

	training_ceremony_fill(&maker->ceremony, &maker->training,
		&maker->token.token, &maker->request);
	ceremony_write(&text, &maker->ceremony);
	status = folder_put_text(maker->dir, "in", "ceremony.xml", &text, err);
	buf_clear(&text);
	return status;
}

static enum status
make_all(struct maker *maker, struct err *err)
{
	enum status status;

	status = read_documents(maker, err);
	if (status == STATUS_OK)
		status = folder_make(maker->dir, err);
	if (status == STATUS_OK)
		status = make_token(maker, err);
	if (status == STATUS_OK)
		status = make_keys(maker, err);
	if (status == STATUS_OK)
		status = make_policy(maker, err);
	if (status == STATUS_OK)
		status = put_requests(maker, err);
	if (status == STATUS_OK)
		status = folder_put(maker->dir, "in", "script.xml",
			&maker->training.script.data, err);
	if (status == STATUS_OK)
		status = put_ceremony(maker, err);
	return status;
}

enum status
training_make(const char *dir, const struct training *training,
	struct err *err)
{
	struct maker maker = {.dir = dir, .training = *training};
	enum status status;
	size_t i;

	status = make_all(&maker, err);
	training_token_close(&maker.token);
	for (i = 0; maker.keys != NULL && i < maker.base.ksk_count; i++)
		training_key_clear(&maker.keys[i]);
	free(maker.keys);
	free(maker.made_name);
	bytes_clear(&maker.made);
	ksr_clear(&maker.request);
	ksr_clear(&maker.previous);
	policy_clear(&maker.policy);
	policy_clear(&maker.base);
	ceremony_clear(&maker.ceremony);
	return status;
}
