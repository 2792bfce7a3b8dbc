#include <stddef.h>
#include <string.h>

#include "ksr/policy_parts.h"

#define MAX_RESPONSE_DEFAULT 1452 /* bytes */

#define RESPONSE(name, member) \
	{name, true, FIELD_DURATION, offsetof(struct policy, member), 0, 0}

static const struct ksr_field response_rows[] = {
	{"ttl", true, FIELD_U32, offsetof(struct policy, ttl), 0, INT32_MAX},
	RESPONSE("publish-safety", response_publish_s),
	RESPONSE("retire-safety", response_retire_s),
	RESPONSE("min-validity", response_min_validity_s),
	RESPONSE("max-validity", response_max_validity_s),
	RESPONSE("min-overlap", response_min_overlap_s),
	RESPONSE("max-overlap", response_max_overlap_s),
	{"max-response", true, FIELD_SIZE,
		offsetof(struct policy, max_response), 512, UINT16_MAX},
};

static const struct ksr_fields response_fields = KSR_FIELDS(response_rows);

static const struct ksr_field zone_field = {"zone", true, FIELD_TEXT,
	offsetof(struct policy, zone), 0, 0};

enum status
policy_check_range(const struct xml_node *node, const char *what, int64_t min_s,
	int64_t max_s, struct err *err)
{
	if (min_s <= max_s)
		return STATUS_OK;
	return xml_fail(node, err,
		"%s: the minimum lies above the maximum, no value would pass",
		what);
}

static enum status
read_response(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	enum status status;

	policy->max_response = MAX_RESPONSE_DEFAULT;
	status = ksr_fields_read(policy, node, &response_fields, err);
	if (status == STATUS_OK)
		status = policy_check_range(node, "response validity",
			policy->response_min_validity_s,
			policy->response_max_validity_s, err);
	if (status == STATUS_OK)
		status = policy_check_range(node, "response overlap",
			policy->response_min_overlap_s,
			policy->response_max_overlap_s, err);
	return status;
}

static enum status
read_zone(struct policy *policy, const struct xml_node *root, struct err *err)
{
	struct err inner;
	enum status status;

	status = ksr_field_read(policy, root, &zone_field, err);
	if (status != STATUS_OK)
		return status;
	if (name_parse(&policy->zone_name, policy->zone, &inner) != STATUS_OK)
		return xml_fail(root, err, "zone: %s", inner.text);
	return STATUS_OK;
}

static enum status
read_gate(struct policy *policy, const struct xml_node *node, struct err *err)
{
	const char *gate = xml_attribute(node, "gate");
	char shown[KSR_QUOTE_SIZE];

	policy->gate_ceremony = strcmp(gate, "ceremony") == 0;
	if (policy->gate_ceremony)
		return STATUS_OK;
	ksr_quote(shown, gate);
	return xml_fail(node, err, "gate is %s, allowed is \"ceremony\"",
		shown);
}

enum status
policy_find_once(const struct xml_node **dst, const struct xml_node *parent,
	const char *name, struct err *err)
{
	const struct xml_node *first = xml_child(parent, name);
	const struct xml_node *node = first;

	while (node != NULL) {
		node = xml_next(node);
		if (node != NULL && xml_is(node, name))
			return xml_fail(node, err,
				"<%s> stands on line %ld already", name,
				xml_line(first));
	}
	*dst = first;
	return STATUS_OK;
}

static enum status
find_needed(const struct xml_node **dst, const struct xml_node *root,
	const char *name, struct err *err)
{
	enum status status = policy_find_once(dst, root, name, err);

	if (status == STATUS_OK && *dst == NULL)
		return xml_fail(root, err, "the policy has no <%s>", name);
	return status;
}

/* Each kind of element in a pass of its own: schemas name KSKs that may stand
 * behind them. */
static enum status
read_each(struct policy *policy, const struct xml_node *root, const char *name,
	enum status (*read)(struct policy *, const struct xml_node *,
		struct err *),
	struct err *err)
{
	const struct xml_node *child = xml_first(root);
	enum status status = STATUS_OK;

	for (; child != NULL && status == STATUS_OK; child = xml_next(child)) {
		if (xml_is(child, name))
			status = read(policy, child, err);
	}
	return status;
}

static enum status
read_limits(struct policy *policy, const struct xml_node *root,
	struct err *err)
{
	const struct xml_node *request;
	const struct xml_node *response;
	const struct xml_node *signing;
	enum status status;

	status = find_needed(&request, root, "request", err);
	if (status == STATUS_OK)
		status = find_needed(&response, root, "response", err);
	if (status == STATUS_OK)
		status = policy_find_once(&signing, root, "signing", err);
	if (status == STATUS_OK)
		status = policy_read_request(policy, request, err);
	if (status == STATUS_OK)
		status = read_response(policy, response, err);
	if (status == STATUS_OK && signing != NULL)
		status = read_gate(policy, signing, err);
	return status;
}

static enum status
read_root(struct policy *policy, const struct xml_node *root, struct err *err)
{
	enum status status;

	status = read_zone(policy, root, err);
	if (status == STATUS_OK)
		status = read_limits(policy, root, err);
	if (status == STATUS_OK)
		status = read_each(policy, root, "ksk", policy_read_ksk, err);
	if (status == STATUS_OK && policy->ksk_count == 0)
		status = xml_fail(root, err, "the policy has no <ksk>");
	if (status == STATUS_OK)
		status = read_each(policy, root, "schema", policy_read_schema,
			err);
	return status;
}

enum status
policy_parse(struct policy *dst, const struct xml_source *source,
	struct err *err)
{
	struct policy policy = {0};
	struct xml_doc *doc;
	enum status status;

	status = xml_parse(&doc, source, "policy", err);
	if (status != STATUS_OK)
		return status;
	status = read_root(&policy, xml_root(doc), err);
	xml_free(doc);
	if (status != STATUS_OK) {
		policy_clear(&policy);
		return status;
	}
	policy.sha256 = digest_of(source->data, source->len);
	*dst = policy;
	return STATUS_OK;
}
