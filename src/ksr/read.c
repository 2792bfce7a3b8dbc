#include <stddef.h>
#include <stdio.h>

#include "ksr/ksr_tables.h"

/* Elements of a bundle; a genuine one has 9. Rules compare them in pairs. */
#define BUNDLE_ELEMENTS_MAX 1000

static const struct ksr_field timestamp = {"timestamp", true, FIELD_TIME,
	offsetof(struct ksr, timestamp_utc), 0, 0};

static enum status
read_algorithm(struct ksr_algorithm *dst, const struct xml_node *node,
	struct err *err)
{
	const struct xml_node *kind = xml_first(node);
	enum status status;

	status = ksr_fields_read(dst, node, &ksr_algorithm_fields, err);
	if (status != STATUS_OK)
		return status;
	(void)snprintf(dst->element, sizeof(dst->element), "%s",
		xml_name(kind));
	return ksr_fields_read(dst, kind, ksr_parameter_fields(dst), err);
}

static enum status
read_policy(struct ksr_policy *dst, const struct xml_node *node,
	struct err *err)
{
	const struct xml_node *child;
	struct ksr_algorithm *algorithm;
	enum status status;

	status = ksr_fields_read(dst, node, &ksr_policy_fields, err);
	child = xml_child(node, "SignatureAlgorithm");
	for (; child != NULL && status == STATUS_OK; child = xml_next(child)) {
		algorithm = mem_append(&dst->algorithms, &dst->algorithm_count,
			sizeof(*algorithm));
		status = read_algorithm(algorithm, child, err);
	}
	return status;
}

static enum status
read_signer(struct ksr_bundle *bundle, const struct xml_node *node,
	struct err *err)
{
	char **id = mem_append(&bundle->signers, &bundle->signer_count,
		sizeof(*id));

	return ksr_fields_read(id, node, &ksr_signer_fields, err);
}

static enum status
read_key(struct ksr_bundle *bundle, const struct xml_node *node,
	struct err *err)
{
	struct ksr_key *key = mem_append(&bundle->keys, &bundle->key_count,
		sizeof(*key));

	key->line = xml_line(node);
	return ksr_fields_read(key, node, &ksr_key_fields, err);
}

static enum status
read_signature(struct ksr_bundle *bundle, const struct xml_node *node,
	struct err *err)
{
	struct ksr_signature *signature = mem_append(&bundle->signatures,
		&bundle->signature_count, sizeof(*signature));

	signature->line = xml_line(node);
	return ksr_fields_read(signature, node, &ksr_signature_fields, err);
}

static enum status
read_part(struct ksr_bundle *bundle, const struct xml_node *node,
	struct err *err)
{
	if (xml_is(node, "Key"))
		return read_key(bundle, node, err);
	if (xml_is(node, "Signature"))
		return read_signature(bundle, node, err);
	if (xml_is(node, "Signer"))
		return read_signer(bundle, node, err);
	return STATUS_OK;
}

static enum status
read_bundle(struct ksr *ksr, const struct xml_node *node, struct err *err)
{
	struct ksr_bundle *bundle = mem_append(&ksr->bundles,
		&ksr->bundle_count, sizeof(*bundle));
	const struct xml_node *child = xml_first(node);
	enum status status;
	size_t count;

	status = ksr_fields_read(bundle, node, &ksr_bundle_fields, err);
	for (count = 0; child != NULL && status == STATUS_OK; count++) {
		if (count == BUNDLE_ELEMENTS_MAX)
			return xml_fail(node, err,
				"bundle %s holds more than %d elements",
				bundle->id, BUNDLE_ELEMENTS_MAX);
		status = read_part(bundle, child, err);
		child = xml_next(child);
	}
	return status;
}

static enum status
read_policies(struct ksr *ksr, const struct xml_node *node, struct err *err)
{
	const struct xml_node *ksk = xml_child(node, "KSK");
	enum status status = STATUS_OK;

	if (ksk != NULL)
		status = read_policy(&ksr->ksk, ksk, err);
	if (status == STATUS_OK)
		status = read_policy(&ksr->zsk, xml_child(node, "ZSK"), err);
	return status;
}

static enum status
read_kind(struct ksr *ksr, enum ksr_kind wanted, const struct xml_node *body,
	struct err *err)
{
	ksr->kind = xml_is(body, ksr_kinds[KSR_REQUEST].body) ? KSR_REQUEST
							     : KSR_RESPONSE;
	if (ksr->kind == wanted)
		return STATUS_OK;
	return xml_fail(body, err, "this is %s; wanted here is %s",
		ksr_kinds[ksr->kind].words, ksr_kinds[wanted].words);
}

static enum status
read_root(struct ksr *ksr, enum ksr_kind wanted, const struct xml_node *root,
	struct err *err)
{
	const struct xml_node *body = xml_first(root);
	const struct xml_node *child;
	enum status status;

	status = read_kind(ksr, wanted, body, err);
	if (status == STATUS_OK)
		status = ksr_fields_read(ksr, root, &ksr_header_fields, err);
	if (status == STATUS_OK)
		status = ksr_field_read(ksr, body, &timestamp, err);
	if (status != STATUS_OK)
		return status;
	child = xml_child(body, ksr_kinds[wanted].policy);
	status = read_policies(ksr, child, err);
	child = xml_child(body, ksr_kinds[wanted].bundle);
	for (; child != NULL && status == STATUS_OK; child = xml_next(child))
		status = read_bundle(ksr, child, err);
	return status;
}

enum status
ksr_read(struct ksr *dst, enum ksr_kind wanted, const struct xml_source *source,
	struct err *err)
{
	struct ksr ksr = {0};
	struct xml_doc *doc;
	enum status status;

	status = xml_parse(&doc, source, "ksr", err);
	if (status != STATUS_OK)
		return status;
	status = read_root(&ksr, wanted, xml_root(doc), err);
	xml_free(doc);
	if (status != STATUS_OK) {
		ksr_clear(&ksr);
		return status;
	}
	ksr.sha256 = digest_of(source->data, source->len);
	ksr.size = source->len;
	*dst = ksr;
	return STATUS_OK;
}
