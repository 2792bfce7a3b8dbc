#include <stddef.h>
#include <string.h>

#include "ksr/policy_parts.h"
#include "ksr/rules.h"

static const struct ksr_field rows[] = {
	{"rule", true, FIELD_TEXT, offsetof(struct policy_off, rule), 0, 0},
	{"reason", true, FIELD_TEXT, offsetof(struct policy_off, reason), 0,
		0},
};

static const struct ksr_fields fields = KSR_FIELDS(rows);

static enum status
refuse_unknown(const struct xml_node *node, const char *name, struct err *err)
{
	struct buf names = {0};
	char shown[KSR_QUOTE_SIZE];
	size_t i;

	for (i = 0; i < rule_count; i++) {
		if (!rules[i].never_off)
			buf_add_format(&names, " %s", rules[i].name);
	}
	ksr_quote(shown, name);
	xml_fail(node, err, "rule %s is unknown; allowed are%s", shown,
		buf_text(&names));
	buf_clear(&names);
	return err->status;
}

static enum status
check_off(const struct policy *policy, const struct policy_off *off,
	const struct xml_node *node, struct err *err)
{
	const struct rule *rule = rule_find(off->rule);
	const struct policy_off *other;

	if (rule == NULL)
		return refuse_unknown(node, off->rule, err);
	if (rule->never_off)
		return xml_fail(node, err, "rule %s can never be off",
			off->rule);
	if (off->reason[strspn(off->reason, " ")] == '\0')
		return xml_fail(node, err, "rule %s is off without a reason",
			off->rule);
	for (other = policy->off; other < off; other++) {
		if (strcmp(other->rule, off->rule) == 0)
			return xml_fail(node, err, "rule %s is off twice",
				off->rule);
	}
	return STATUS_OK;
}

enum status
policy_read_off(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	struct policy_off *off = mem_append(&policy->off, &policy->off_count,
		sizeof(*off));
	enum status status;

	status = ksr_fields_read(off, node, &fields, err);
	if (status != STATUS_OK)
		return status;
	return check_off(policy, off, node, err);
}
