/*
 * What the rules' files share: findings, words for reasons, and the functions
 * of the table in rules.c.
 */
#ifndef KSR_RULES_IMPL_H
#define KSR_RULES_IMPL_H

#include "base/utc.h"
#include "ksr/rules.h"

#define RULE_DAY_S INT64_C(86400)
#define RULE_TEXT_SIZE 112

/* RFC 5011 2.4.1: the add hold-down time; 2.1 and 6.6: the remove one. */
#define RULE_HOLD_DOWN_S (30 * RULE_DAY_S)

/* Keys of one set: beyond it nothing is verified, so that a hostile file costs
 * no time. Real sets have less than ten. */
#define RULE_KEYS_MAX 100

/* Text by value, to be used as rule_text_key(key).text in a call. */
struct rule_text {
	char text[RULE_TEXT_SIZE];
};

/* A finding: FAIL, whatever is found afterwards. The first one's words stay. */
void
rule_fail(struct rule_result *result, const char *format, ...)
	PRINTF_LIKE(2, 3);

/* PASS, unless there was a finding. */
void
rule_pass(struct rule_result *result, const char *format, ...)
	PRINTF_LIKE(2, 3);

/* Where a reason about a request's key points. */
struct rule_place {
	struct rule_result *result;
	const struct rule_input *input;
	size_t index; /* of the bundle */
	const struct ksr_key *key;
};

/* rule_fail with "bundle 3, key 14796 (...): " in front. */
void
rule_fail_key(const struct rule_place *place, const char *format, ...)
	PRINTF_LIKE(2, 3);

/* Off, whatever the verdict is. */
void
rule_switch_off(struct rule_result *result, const char *reason);

/* Nothing to judge: stays NONE, unless there was a finding. */
void
rule_none(struct rule_result *result, const char *format, ...)
	PRINTF_LIKE(2, 3);

/* An identifier, its middle left out when it is long. */
struct rule_text
rule_text_id(const char *id);

/* "key 14796 (302e312c..5a534b33)", by its real tag. */
struct rule_text
rule_text_key(const struct ksr_key *key);

/* "KSK 19036 (Kjqmt7v)". */
struct rule_text
rule_text_ksk(uint16_t tag, const char *id);

/* "bundle 3", or "bundle 3 of the previous SKR" when ksr is that. */
struct rule_text
rule_text_bundle(const struct rule_input *input, const struct ksr *ksr,
	size_t index);

struct rule_text
rule_text_utc(int64_t utc);
struct rule_text
rule_text_date(int64_t utc);
struct rule_text
rule_text_duration(int64_t seconds);

/* Whether a file's text names the policy's zone. */
bool
rule_is_zone(const struct rule_input *input, const char *name);

/* A key with the SEP bit (RFC 4034 2.1.1), revoked or not. */
bool
rule_is_ksk(const struct ksr_key *key);

/* Same identifier, tag, RDATA. */
bool
rule_same_key(const struct ksr_key *a, const struct ksr_key *b);

/* The key of the bundle with this algorithm and public key, or NULL. */
const struct ksr_key *
rule_find_same(const struct ksr_bundle *bundle, const struct dnskey *key);

/* Whether key a stands among the keys before it in its bundle already. */
bool
rule_is_repeated(const struct ksr_bundle *bundle, size_t key);

/* How many of the bundle's signatures carry that identifier. */
size_t
rule_count_signatures(const struct ksr_bundle *bundle, const char *id);

/* Inceptions and Expirations strictly increase. */
void
rule_check_order(struct rule_result *result, const struct rule_input *input,
	const struct ksr *ksr);

/* What a KSR declares lies within ours, and is no empty interval. */
void
rule_check_declared(struct rule_result *result, const char *what, int64_t min_s,
	int64_t max_s, const struct policy_range *ours);

/* A value lies within what is declared. */
void
rule_check_within(struct rule_result *result, const char *where,
	const char *what, int64_t value_s, int64_t min_s, int64_t max_s);

/* Whether there is a response, or a schema that says what each bundle of the
 * request will hold; a finding where not. */
bool
rule_has_sets(struct rule_result *result, const struct rule_input *input);

/* SKR-MATCH but for the bundles: header and both declared policies. */
void
rule_match_header(struct rule_result *result, const struct rule_input *input);

/* A signature that verified with this key over this bundle's set. */
struct rule_proof {
	const struct ksr_bundle *bundle;
	const struct ksr_key *key;
	const struct ksr_signature *signature;
};

/* Those of one run of the rules, in which nothing that is judged changes. */
struct rule_proofs {
	struct rule_proof *list;
	size_t count;
};

/* Verifies in software, as written in the file, unless it did so in this run
 * and it passed; reason is filled unless PASS. */
enum verdict
rule_verify(const struct rule_input *input, const struct ksr_bundle *bundle,
	const struct ksr_key *key, const struct ksr_signature *signature,
	struct err *reason);

/* Judges one signature of an SKR with everything that needs no request: a key
 * of the set made it, its fields are that key's, the zone's and the bundle's,
 * and it verifies. Returns the key when there is no finding, else NULL. */
const struct ksr_key *
rule_check_signature(struct rule_result *result, const struct rule_input *input,
	const char *where, const struct ksr_bundle *bundle,
	const struct ksr_signature *signature);

/* Whether a KSK may sign at the bundle's time; *why says why not. */
bool
rule_anchor_fits(struct rule_text *why, const struct policy_ksk *ksk,
	const struct ksr_bundle *bundle);

void
rule_syntax(struct rule_result *result, const struct rule_input *input);
void
rule_domain(struct rule_result *result, const struct rule_input *input);
void
rule_id(struct rule_result *result, const struct rule_input *input);
void
rule_bundle_unique(struct rule_result *result, const struct rule_input *input);
void
rule_bundle_count(struct rule_result *result, const struct rule_input *input);
void
rule_bundle_keys(struct rule_result *result, const struct rule_input *input);
void
rule_bundle_pop(struct rule_result *result, const struct rule_input *input);
void
rule_policy_keys(struct rule_result *result, const struct rule_input *input);
void
rule_policy_alg(struct rule_result *result, const struct rule_input *input);
void
rule_cycle(struct rule_result *result, const struct rule_input *input);
void
rule_overlap(struct rule_result *result, const struct rule_input *input);
void
rule_validity(struct rule_result *result, const struct rule_input *input);
void
rule_horizon(struct rule_result *result, const struct rule_input *input);
void
rule_intervals(struct rule_result *result, const struct rule_input *input);
void
rule_safety(struct rule_result *result, const struct rule_input *input);
void
rule_chain_keys(struct rule_result *result, const struct rule_input *input);
void
rule_chain_overlap(struct rule_result *result, const struct rule_input *input);
void
rule_key_tags(struct rule_result *result, const struct rule_input *input);
void
rule_revoke(struct rule_result *result, const struct rule_input *input);
void
rule_size(struct rule_result *result, const struct rule_input *input);
void
rule_hsm_keys(struct rule_result *result, const struct rule_input *input);
void
rule_skr_verify(struct rule_result *result, const struct rule_input *input);
void
rule_skr_anchor(struct rule_result *result, const struct rule_input *input);
void
rule_skr_match(struct rule_result *result, const struct rule_input *input);

#endif
