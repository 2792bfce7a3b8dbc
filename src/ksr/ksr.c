#include "ksr/ksr.h"

#include <stdlib.h>
#include <string.h>

#include "dns/rrsig.h"

static void
signature_clear(struct ksr_signature *signature)
{
	free(signature->id);
	free(signature->type_covered);
	free(signature->signer);
	bytes_clear(&signature->data);
}

void
ksr_bundle_clear(struct ksr_bundle *bundle)
{
	size_t i;

	for (i = 0; i < bundle->signer_count; i++)
		free(bundle->signers[i]);
	for (i = 0; i < bundle->key_count; i++) {
		free(bundle->keys[i].id);
		dnskey_clear(&bundle->keys[i].dnskey);
	}
	for (i = 0; i < bundle->signature_count; i++)
		signature_clear(&bundle->signatures[i]);
	free(bundle->id);
	free(bundle->signers);
	free(bundle->keys);
	free(bundle->signatures);
	*bundle = (struct ksr_bundle){0};
}

void
ksr_clear(struct ksr *ksr)
{
	size_t i;

	for (i = 0; i < ksr->bundle_count; i++)
		ksr_bundle_clear(&ksr->bundles[i]);
	free(ksr->bundles);
	free(ksr->ksk.algorithms);
	free(ksr->zsk.algorithms);
	free(ksr->id);
	free(ksr->domain);
	*ksr = (struct ksr){0};
}

const struct ksr_key *
ksr_find_key(const struct ksr_bundle *bundle, const char *id)
{
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (strcmp(bundle->keys[i].id, id) == 0)
			return &bundle->keys[i];
	}
	return NULL;
}

static enum status
fill_rrsig(struct rrsig *dst, const struct ksr_signature *signature,
	struct err *err)
{
	if (strcmp(signature->type_covered, "DNSKEY") != 0) {
		return err_set(err, STATUS_INPUT,
			"line %ld: TypeCovered is %s, allowed is DNSKEY",
			signature->line, signature->type_covered);
	}
	*dst = (struct rrsig){
		.type_covered = RRTYPE_DNSKEY,
		.algorithm = signature->algorithm,
		.labels = signature->labels,
		.original_ttl = signature->original_ttl,
		.expiration_utc = signature->expiration_utc,
		.inception_utc = signature->inception_utc,
		.tag = signature->tag,
	};
	return name_parse(&dst->signer, signature->signer, err);
}

enum status
ksr_add_tbs(struct buf *dst, const struct ksr_bundle *bundle,
	const struct ksr_signature *signature, struct err *err)
{
	const struct dnskey **keys;
	struct rrsig rrsig;
	enum status status;
	size_t i;

	status = fill_rrsig(&rrsig, signature, err);
	if (status != STATUS_OK)
		return status;
	keys = mem_new(bundle->key_count, sizeof(*keys));
	for (i = 0; i < bundle->key_count; i++)
		keys[i] = &bundle->keys[i].dnskey;
	rrsig_add_tbs(dst, &rrsig, &rrsig.signer, keys, bundle->key_count);
	free(keys);
	return STATUS_OK;
}
