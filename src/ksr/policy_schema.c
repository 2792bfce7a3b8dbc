#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ksr/policy_parts.h"

static const struct ksr_field name_field = {"name", true, FIELD_TEXT,
	offsetof(struct policy_schema, name), 0, 0};

/* What a slot's attributes say of the KSKs they name. */
static const struct {
	const char *attribute;
	enum ksk_use use;
} uses[] = {
	{"publish", KSK_PUBLISH},
	{"sign", KSK_SIGN},
	{"revoke", KSK_REVOKE},
};

/* One <slot> while it is read. */
struct slot {
	const struct policy *policy;
	const struct policy_schema *schema;
	const struct xml_node *node;
	uint8_t uses[POLICY_KSKS_MAX];
};

static enum status
refuse_ksk(const struct slot *slot, const char *attribute, const char *name,
	struct err *err)
{
	struct buf names = {0};
	char shown[KSR_QUOTE_SIZE];
	size_t i;

	for (i = 0; i < slot->policy->ksk_count; i++)
		buf_add_format(&names, " %s", slot->policy->ksks[i].name);
	ksr_quote(shown, name);
	xml_fail(slot->node, err, "%s: KSK %s is unknown; there are%s",
		attribute, shown, buf_text(&names));
	buf_clear(&names);
	return err->status;
}

static enum status
use_ksk(struct slot *slot, size_t row, const char *name, struct err *err)
{
	const struct policy_ksk *ksk = policy_find_ksk(slot->policy, name);
	size_t index;

	if (ksk == NULL)
		return refuse_ksk(slot, uses[row].attribute, name, err);
	index = (size_t)(ksk - slot->policy->ksks);
	if (slot->uses[index] & uses[row].use)
		return xml_fail(slot->node, err, "%s names %s twice",
			uses[row].attribute, name);
	slot->uses[index] |= (uint8_t)uses[row].use;
	return STATUS_OK;
}

static enum status
read_names(struct slot *slot, size_t row, struct err *err)
{
	const char *list = xml_attribute(slot->node, uses[row].attribute);
	enum status status = STATUS_OK;
	char *name;

	while (status == STATUS_OK && (name = ksr_next_word(&list)) != NULL) {
		status = use_ksk(slot, row, name, err);
		free(name);
	}
	return status;
}

/* No KSK both published and revoked, every revoked KSK signs (RFC 5011 2.1),
 * one signer is not revoked. */
static enum status
check_uses(const struct slot *slot, struct err *err)
{
	bool signer = false;
	size_t i;

	for (i = 0; i < slot->policy->ksk_count; i++) {
		const char *name = slot->policy->ksks[i].name;
		uint8_t use = slot->uses[i];

		if ((use & KSK_PUBLISH) && (use & KSK_REVOKE))
			return xml_fail(slot->node, err,
				"%s is published and revoked in one slot",
				name);
		if ((use & KSK_REVOKE) && !(use & KSK_SIGN))
			return xml_fail(slot->node, err,
				"%s is revoked but does not sign its "
				"revocation", name);
		signer = signer || ((use & KSK_SIGN) && !(use & KSK_REVOKE));
	}
	if (!signer)
		return xml_fail(slot->node, err,
			"nothing signs but revoked KSKs; sign must name a KSK "
			"that is not revoked");
	return STATUS_OK;
}

static enum status
set_slot(const struct slot *slot, size_t number, struct err *err)
{
	size_t count = slot->policy->ksk_count;
	uint8_t *place = slot->schema->uses + (number - 1) * count;
	size_t i;

	for (i = 0; i < count; i++) {
		if (place[i] != KSK_ABSENT)
			return xml_fail(slot->node, err,
				"schema %s gives slot %zu twice",
				slot->schema->name, number);
	}
	memcpy(place, slot->uses, count);
	return STATUS_OK;
}

/* "4" or "2-8". */
static bool
parse_range(size_t *first, size_t *last, const char *word, size_t most)
{
	char *end;

	if (strspn(word, "0123456789") == 0)
		return false;
	*first = strtoul(word, &end, 10);
	*last = *first;
	if (*end == '-') {
		word = end + 1;
		if (strspn(word, "0123456789") == 0)
			return false;
		*last = strtoul(word, &end, 10);
	}
	return *end == '\0' && *first >= 1 && *first <= *last && *last <= most;
}

static enum status
set_range(const struct slot *slot, const char *word, struct err *err)
{
	enum status status = STATUS_OK;
	size_t most = slot->schema->slots;
	char shown[KSR_QUOTE_SIZE];
	size_t first;
	size_t last;

	if (!parse_range(&first, &last, word, most)) {
		ksr_quote(shown, word);
		return xml_fail(slot->node, err,
			"n has %s, allowed are numbers and ranges from 1 to "
			"%zu, such as \"1 3-%zu\"", shown, most, most);
	}
	for (; first <= last && status == STATUS_OK; first++)
		status = set_slot(slot, first, err);
	return status;
}

static enum status
set_slots(const struct slot *slot, struct err *err)
{
	const char *list = xml_attribute(slot->node, "n");
	enum status status = STATUS_OK;
	size_t words = 0;
	char *word;

	while (status == STATUS_OK && (word = ksr_next_word(&list)) != NULL) {
		words++;
		status = set_range(slot, word, err);
		free(word);
	}
	if (status == STATUS_OK && words == 0)
		return xml_fail(slot->node, err, "n is empty");
	return status;
}

static enum status
read_slot(const struct policy *policy, const struct policy_schema *schema,
	const struct xml_node *node, struct err *err)
{
	struct slot slot = {.policy = policy, .schema = schema, .node = node};
	enum status status = STATUS_OK;
	size_t row;

	for (row = 0; row < sizeof(uses) / sizeof(uses[0]); row++) {
		if (status == STATUS_OK)
			status = read_names(&slot, row, err);
	}
	if (status == STATUS_OK)
		status = check_uses(&slot, err);
	if (status == STATUS_OK)
		status = set_slots(&slot, err);
	return status;
}

static enum status
check_complete(const struct policy *policy, const struct policy_schema *schema,
	const struct xml_node *node, struct err *err)
{
	size_t count = policy->ksk_count;
	size_t slot;
	size_t i;

	for (slot = 0; slot < schema->slots; slot++) {
		for (i = 0; i < count; i++) {
			if (policy_use(policy, schema, slot, i) != KSK_ABSENT)
				break;
		}
		if (i == count)
			return xml_fail(node, err,
				"schema %s has no slot %zu; it needs 1 to %zu, "
				"each once", schema->name, slot + 1,
				schema->slots);
	}
	return STATUS_OK;
}

static enum status
check_name(const struct policy *policy, const struct policy_schema *schema,
	const struct xml_node *node, struct err *err)
{
	const struct policy_schema *other;
	char shown[KSR_QUOTE_SIZE];

	if (!file_name_is_safe(schema->name)) {
		ksr_quote(shown, schema->name);
		return xml_fail(node, err,
			"schema name %s: allowed are letters, digits, \".\", "
			"\"_\", \"-\"", shown);
	}
	for (other = policy->schemas; other < schema; other++) {
		if (strcmp(other->name, schema->name) == 0)
			return xml_fail(node, err,
				"schema name %s stands on line %ld already",
				schema->name, other->line);
	}
	return STATUS_OK;
}

enum status
policy_read_schema(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	const struct xml_node *child = xml_first(node);
	struct policy_schema *schema;
	enum status status;

	if (policy->schema_count == POLICY_SCHEMAS_MAX)
		return xml_fail(node, err, "more than %d schemas",
			POLICY_SCHEMAS_MAX);
	schema = mem_append(&policy->schemas, &policy->schema_count,
		sizeof(*schema));
	schema->line = xml_line(node);
	schema->slots = policy->bundles;
	schema->uses = mem_new(schema->slots, policy->ksk_count);
	status = ksr_field_read(schema, node, &name_field, err);
	if (status == STATUS_OK)
		status = check_name(policy, schema, node, err);
	for (; child != NULL && status == STATUS_OK; child = xml_next(child))
		status = read_slot(policy, schema, child, err);
	if (status == STATUS_OK)
		status = check_complete(policy, schema, node, err);
	return status;
}
