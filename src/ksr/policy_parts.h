/*
 * The parts of policy_parse; nobody else includes this.
 */
#ifndef KSR_POLICY_PARTS_H
#define KSR_POLICY_PARTS_H

#include "dns/algorithm.h"
#include "ksr/ksr_field.h"
#include "ksr/policy.h"

#define POLICY_BUNDLES_MAX 100
#define POLICY_KSKS_MAX 32
#define POLICY_SCHEMAS_MAX 64

/* The child of that name, NULL where there is none; STATUS_INPUT where there
 * are two. */
enum status
policy_find_once(const struct xml_node **dst, const struct xml_node *parent,
	const char *name, struct err *err) MUST_CHECK;

/* <request> and what stands in it. */
enum status
policy_read_request(struct policy *policy, const struct xml_node *node,
	struct err *err) MUST_CHECK;

/* An <off>: a rule that exists and may be off, once, with a reason. */
enum status
policy_read_off(struct policy *policy, const struct xml_node *node,
	struct err *err) MUST_CHECK;

/* A <ksk>: of a known algorithm, its public key that of its tag and DS. */
enum status
policy_read_ksk(struct policy *policy, const struct xml_node *node,
	struct err *err) MUST_CHECK;

/* A <schema>; the bundles and KSKs are there already. */
enum status
policy_read_schema(struct policy *policy, const struct xml_node *node,
	struct err *err) MUST_CHECK;

/* The algorithm's row; STATUS_INPUT for unknown and forbidden numbers. */
enum status
policy_check_algorithm(const struct algorithm **dst,
	const struct xml_node *node, uint64_t number, struct err *err)
	MUST_CHECK;

/* STATUS_INPUT unless min <= max. */
enum status
policy_check_range(const struct xml_node *node, const char *what, int64_t min_s,
	int64_t max_s, struct err *err) MUST_CHECK;

#endif
