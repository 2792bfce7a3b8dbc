#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "dns/algorithm.h"
#include "ksr/policy_parts.h"

#define MAX_SIZE_LEAST 1024
#define MAX_SIZE_MOST (64 * 1024 * 1024)

#define LIMIT(name, member) \
	{name, true, FIELD_DURATION, offsetof(struct policy, member), 0, 0}
#define RANGE(member) \
	{LIMIT("min", member.min_s), LIMIT("max", member.max_s)}

static const struct ksr_field max_size = {"max-size", true, FIELD_SIZE,
	offsetof(struct policy, max_size), MAX_SIZE_LEAST, MAX_SIZE_MOST};

static const struct ksr_field bundles[] = {
	{"count", true, FIELD_SIZE, offsetof(struct policy, bundles), 1,
		POLICY_BUNDLES_MAX},
	{"distinct-keys", true, FIELD_UINT,
		offsetof(struct policy, distinct_keys), 1, UINT16_MAX},
};
static const struct ksr_field cycle[] = RANGE(cycle);
static const struct ksr_field interval[] = RANGE(interval);
static const struct ksr_field validity[] = RANGE(validity);
static const struct ksr_field overlap[] = RANGE(overlap);
static const struct ksr_field horizon[] = {LIMIT("max", horizon_s)};
static const struct ksr_field safety[] = {
	LIMIT("publish", publish_safety_s),
	LIMIT("retire", retire_safety_s),
};

/* What every policy says; range: offset of its struct policy_range, 0 where
 * it is none. */
static const struct {
	const char *element;
	struct ksr_fields fields;
	size_t range;
} limits[] = {
	{"bundles", KSR_FIELDS(bundles), 0},
	{"cycle", KSR_FIELDS(cycle), offsetof(struct policy, cycle)},
	{"interval", KSR_FIELDS(interval), offsetof(struct policy, interval)},
	{"validity", KSR_FIELDS(validity), offsetof(struct policy, validity)},
	{"overlap", KSR_FIELDS(overlap), offsetof(struct policy, overlap)},
	{"horizon", KSR_FIELDS(horizon), 0},
	{"safety", KSR_FIELDS(safety), 0},
};

#define LIMIT_COUNT (sizeof(limits) / sizeof(limits[0]))

static const struct ksr_field keys_field = {"keys", true, FIELD_U64, 0, 1,
	UINT16_MAX};
static const struct ksr_field number_field = {"number", true, FIELD_U8,
	offsetof(struct policy_algorithm, number), 0, 0};
static const struct ksr_field sizes_field = {"sizes", true, FIELD_U64, 0, 1,
	UINT16_MAX};
static const struct ksr_field exponents_field = {"exponents", true, FIELD_U64,
	0, 1, 0};

/* A blank-separated list of numbers; the caller frees. No attribute is an
 * empty list. */
static enum status
read_numbers(uint64_t **dst, size_t *count, const struct xml_node *node,
	const struct ksr_field *field, struct err *err)
{
	const char *list = xml_attribute(node, field->name);
	enum status status = STATUS_OK;
	bool given = list != NULL;
	char *word;

	while (status == STATUS_OK && (word = ksr_next_word(&list)) != NULL) {
		status = ksr_value_read(mem_append(dst, count, sizeof(**dst)),
			node, field, word, err);
		free(word);
	}
	if (given && status == STATUS_OK && *count == 0)
		status = xml_fail(node, err, "%s is empty", field->name);
	return status;
}

/* The same in the narrower type; they were read within its range. */
static enum status
read_unsigned(unsigned **dst, size_t *count, const struct xml_node *node,
	const struct ksr_field *field, struct err *err)
{
	uint64_t *numbers = NULL;
	enum status status;
	size_t i;

	status = read_numbers(&numbers, count, node, field, err);
	*dst = mem_new(*count, sizeof(**dst));
	for (i = 0; i < *count; i++)
		(*dst)[i] = (unsigned)numbers[i];
	free(numbers);
	return status;
}

static enum status
read_limit(struct policy *policy, size_t row, const struct xml_node *request,
	struct err *err)
{
	const char *name = limits[row].element;
	const struct xml_node *node;
	struct policy_range *range;
	enum status status;

	status = policy_find_once(&node, request, name, err);
	if (status != STATUS_OK)
		return status;
	if (node == NULL)
		return xml_fail(request, err,
			"request has no <%s>; a rule is left out by <off> "
			"with a reason, not by leaving out its limit", name);
	status = ksr_fields_read(policy, node, &limits[row].fields, err);
	if (status != STATUS_OK || limits[row].range == 0)
		return status;
	range = (void *)((uint8_t *)policy + limits[row].range);
	range->set = true;
	return policy_check_range(node, name, range->min_s, range->max_s, err);
}

/* So many keys in each slot, so many in all. */
static enum status
read_slot_keys(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	enum status status;
	size_t count = 0;
	unsigned sum = 0;
	size_t i;

	status = read_unsigned(&policy->slot_keys, &count, node, &keys_field,
		err);
	if (status != STATUS_OK)
		return status;
	if (count != policy->bundles)
		return xml_fail(node, err,
			"keys lists %zu slots, count is %zu", count,
			policy->bundles);
	for (i = 0; i < count; i++) {
		sum += policy->slot_keys[i];
		if (policy->slot_keys[i] > policy->distinct_keys)
			return xml_fail(node, err,
				"slot %zu has %u keys, more than the %u "
				"distinct-keys of all slots", i + 1,
				policy->slot_keys[i], policy->distinct_keys);
	}
	if (policy->distinct_keys > sum)
		return xml_fail(node, err,
			"distinct-keys is %u, all slots hold %u together",
			policy->distinct_keys, sum);
	return STATUS_OK;
}

enum status
policy_check_algorithm(const struct algorithm **dst,
	const struct xml_node *node, uint64_t number, struct err *err)
{
	const struct algorithm *found = algorithm_find(number);

	if (found == NULL)
		return xml_fail(node, err,
			"algorithm %" PRIu64 " is unknown; allowed are 8, 10, "
			"13, 14, 15, 16 (RFC 8624)", number);
	if (found->use == ALGORITHM_FORBIDDEN)
		return xml_fail(node, err,
			"algorithm %" PRIu64 " (%s) is never allowed (RFC "
			"8624, RFC 9905)", number, found->mnemonic);
	*dst = found;
	return STATUS_OK;
}

static enum status
check_new_algorithm(const struct algorithm **dst, const struct policy *policy,
	const struct xml_node *node, struct err *err)
{
	size_t last = policy->algorithm_count - 1;
	uint8_t number = policy->algorithms[last].number;
	size_t i;

	for (i = 0; i < last; i++) {
		if (policy->algorithms[i].number == number)
			return xml_fail(node, err,
				"algorithm %u stands here twice; list all its "
				"sizes in one", number);
	}
	return policy_check_algorithm(dst, node, number, err);
}

/* Nothing is allowed that is not said, but for what the algorithm itself leaves
 * no choice in. */
static enum status
complete_algorithm(struct policy_algorithm *dst, const struct algorithm *row,
	const struct xml_node *node, struct err *err)
{
	bool rsa = strcmp(row->element, "RSA") == 0;
	unsigned *bits;

	if (rsa && (dst->size_count == 0 || dst->exponent_count == 0))
		return xml_fail(node, err,
			"algorithm %u (%s) has no %s; RSA needs the sizes and "
			"the exponents that are allowed", dst->number,
			row->mnemonic,
			dst->size_count == 0 ? "sizes" : "exponents");
	if (!rsa && dst->exponent_count > 0)
		return xml_fail(node, err,
			"algorithm %u (%s) has exponents; only RSA has any",
			dst->number, row->mnemonic);
	if (dst->size_count == 0) {
		bits = mem_append(&dst->sizes, &dst->size_count,
			sizeof(*bits));
		*bits = row->bits;
	}
	return STATUS_OK;
}

static enum status
read_algorithm(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	struct policy_algorithm *algorithm = mem_append(&policy->algorithms,
		&policy->algorithm_count, sizeof(*algorithm));
	const struct algorithm *row = NULL;
	enum status status;

	status = ksr_field_read(algorithm, node, &number_field, err);
	if (status == STATUS_OK)
		status = check_new_algorithm(&row, policy, node, err);
	if (status == STATUS_OK)
		status = read_unsigned(&algorithm->sizes,
			&algorithm->size_count, node, &sizes_field, err);
	if (status == STATUS_OK)
		status = read_numbers(&algorithm->exponents,
			&algorithm->exponent_count, node, &exponents_field,
			err);
	if (status == STATUS_OK)
		status = complete_algorithm(algorithm, row, node, err);
	return status;
}

static enum status
read_rows(struct policy *policy, const struct xml_node *request,
	struct err *err)
{
	const struct xml_node *child = xml_first(request);
	enum status status = STATUS_OK;

	for (; child != NULL && status == STATUS_OK; child = xml_next(child)) {
		if (xml_is(child, "algorithm"))
			status = read_algorithm(policy, child, err);
		else if (xml_is(child, "off"))
			status = policy_read_off(policy, child, err);
	}
	if (status == STATUS_OK && policy->algorithm_count == 0)
		status = xml_fail(request, err, "request has no <algorithm>");
	return status;
}

enum status
policy_read_request(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	enum status status;
	size_t i;

	policy->max_size = XML_MAX_SIZE;
	status = ksr_field_read(policy, node, &max_size, err);
	for (i = 0; i < LIMIT_COUNT && status == STATUS_OK; i++)
		status = read_limit(policy, i, node, err);
	if (status == STATUS_OK)
		status = read_slot_keys(policy, xml_child(node, "bundles"),
			err);
	if (status == STATUS_OK)
		status = read_rows(policy, node, err);
	return status;
}
