/*
 * The fields of KSR and SKR, in the order in which they are written.
 */
#ifndef KSR_KSR_TABLES_H
#define KSR_KSR_TABLES_H

#include "ksr/ksr.h"
#include "ksr/ksr_field.h"

extern const struct ksr_fields ksr_header_fields;    /* struct ksr */
extern const struct ksr_fields ksr_policy_fields;    /* struct ksr_policy */
extern const struct ksr_fields ksr_algorithm_fields; /* struct ksr_algorithm */
extern const struct ksr_fields ksr_bundle_fields;    /* struct ksr_bundle */
extern const struct ksr_fields ksr_signer_fields;    /* char * */
extern const struct ksr_fields ksr_key_fields;	     /* struct ksr_key */
extern const struct ksr_fields ksr_signature_fields; /* struct ksr_signature */

/* What RSA, ECDSA or EdDSA says of a struct ksr_algorithm. */
const struct ksr_fields *
ksr_parameter_fields(const struct ksr_algorithm *algorithm);

/* What a KSR and an SKR name differently; index enum ksr_kind. */
struct ksr_kind_names {
	const char *body;
	const char *policy;
	const char *bundle;
	const char *words; /* for messages */
};

extern const struct ksr_kind_names ksr_kinds[];

#endif
