#include "ksr/policy.h"

#include <stdlib.h>
#include <string.h>

static void
ksk_clear(struct policy_ksk *ksk)
{
	free(ksk->name);
	free(ksk->label);
	dnskey_clear(&ksk->dnskey);
}

static void
lists_clear(struct policy *policy)
{
	size_t i;

	for (i = 0; i < policy->algorithm_count; i++) {
		free(policy->algorithms[i].sizes);
		free(policy->algorithms[i].exponents);
	}
	for (i = 0; i < policy->off_count; i++) {
		free(policy->off[i].rule);
		free(policy->off[i].reason);
	}
	for (i = 0; i < policy->ksk_count; i++)
		ksk_clear(&policy->ksks[i]);
	for (i = 0; i < policy->schema_count; i++) {
		free(policy->schemas[i].name);
		free(policy->schemas[i].uses);
	}
}

void
policy_clear(struct policy *policy)
{
	lists_clear(policy);
	free(policy->zone);
	free(policy->slot_keys);
	free(policy->algorithms);
	free(policy->off);
	free(policy->ksks);
	free(policy->schemas);
	*policy = (struct policy){0};
}

static enum status
refuse_schema(const struct policy *policy, const char *name, struct err *err)
{
	struct buf names = {0};
	size_t i;

	for (i = 0; i < policy->schema_count; i++)
		buf_add_format(&names, " %s", policy->schemas[i].name);
	if (policy->schema_count == 0)
		err_set(err, STATUS_USAGE, "the policy has no schema");
	else if (name == NULL)
		err_set(err, STATUS_USAGE,
			"the policy has several schemas, name one of:%s",
			buf_text(&names));
	else
		err_set(err, STATUS_USAGE,
			"schema \"%s\" is not in the policy, which has:%s",
			name, buf_text(&names));
	buf_clear(&names);
	return err->status;
}

enum status
policy_find_schema(const struct policy_schema **dst,
	const struct policy *policy, const char *name, struct err *err)
{
	size_t i;

	if (name == NULL && policy->schema_count == 1) {
		*dst = &policy->schemas[0];
		return STATUS_OK;
	}
	for (i = 0; name != NULL && i < policy->schema_count; i++) {
		if (strcmp(policy->schemas[i].name, name) == 0) {
			*dst = &policy->schemas[i];
			return STATUS_OK;
		}
	}
	return refuse_schema(policy, name, err);
}

const struct policy_ksk *
policy_find_ksk(const struct policy *policy, const char *name)
{
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		if (strcmp(policy->ksks[i].name, name) == 0)
			return &policy->ksks[i];
	}
	return NULL;
}

const struct policy_ksk *
policy_match_ds(const struct policy *policy, const struct dnskey *key)
{
	struct digest ds = dnskey_ds(key, &policy->zone_name);
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		if (digest_equal(&policy->ksks[i].ds, &ds))
			return &policy->ksks[i];
	}
	return NULL;
}

uint8_t
policy_use(const struct policy *policy, const struct policy_schema *schema,
	size_t slot, size_t ksk)
{
	if (slot >= schema->slots || ksk >= policy->ksk_count)
		return KSK_ABSENT;
	return schema->uses[slot * policy->ksk_count + ksk];
}

const char *
policy_off_reason(const struct policy *policy, const char *rule)
{
	size_t i;

	for (i = 0; i < policy->off_count; i++) {
		if (strcmp(policy->off[i].rule, rule) == 0)
			return policy->off[i].reason;
	}
	return NULL;
}
