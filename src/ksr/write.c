#include <stdlib.h>
#include <string.h>

#include "ksr/ksr_tables.h"
#include "ksr/write_xml.h"

static void
write_algorithm(struct write_xml *writer, const struct ksr_algorithm *algorithm)
{
	write_open(writer, "SignatureAlgorithm", algorithm,
		&ksr_algorithm_fields);
	write_empty(writer, algorithm->element, algorithm,
		ksr_parameter_fields(algorithm));
	write_close(writer, "SignatureAlgorithm");
}

static int
compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_algorithms(const void *left, const void *right)
{
	const struct ksr_algorithm *a = left;
	const struct ksr_algorithm *b = right;
	int order = compare_numbers(a->number, b->number);

	if (order == 0)
		order = strcmp(a->element, b->element);
	if (order == 0)
		order = compare_numbers(a->bits, b->bits);
	if (order == 0)
		order = compare_numbers(a->exponent, b->exponent);
	return order;
}

/* A sorted copy; what was read or made stays as it is. */
static void *
sorted(const void *array, size_t count, size_t size,
	int (*compare)(const void *, const void *))
{
	void *copy = mem_new(count, size);

	if (count > 0) {
		memcpy(copy, array, count * size);
		qsort(copy, count, size, compare);
	}
	return copy;
}

static void
write_policy(struct write_xml *writer, const char *name,
	const struct ksr_policy *policy)
{
	struct ksr_algorithm *algorithms = sorted(policy->algorithms,
		policy->algorithm_count, sizeof(*algorithms),
		compare_algorithms);
	size_t i;

	write_open(writer, name, policy, &ksr_policy_fields);
	for (i = 0; i < policy->algorithm_count; i++)
		write_algorithm(writer, &algorithms[i]);
	write_close(writer, name);
	free(algorithms);
}

static int
compare_keys(const void *left, const void *right)
{
	const struct ksr_key *a = left;
	const struct ksr_key *b = right;
	int order = compare_numbers(a->tag, b->tag);

	if (order == 0)
		order = dnskey_compare(&a->dnskey, &b->dnskey);
	if (order == 0)
		order = strcmp(a->id, b->id);
	return order;
}

/* A signature and the place of its key among the sorted keys. */
struct placed {
	const struct ksr_signature *signature;
	size_t key;
};

static int
compare_placed(const void *left, const void *right)
{
	const struct placed *a = left;
	const struct placed *b = right;
	int order = compare_numbers(a->signature->tag, b->signature->tag);

	if (order == 0)
		order = compare_numbers(a->key, b->key);
	if (order == 0)
		order = strcmp(a->signature->id, b->signature->id);
	if (order == 0)
		order = bytes_compare(&a->signature->data, &b->signature->data);
	return order;
}

static size_t
place_of(const struct ksr_key *keys, size_t count, const char *id)
{
	size_t i;

	for (i = 0; i < count && strcmp(keys[i].id, id) != 0; i++)
		;
	return i;
}

static void
write_signatures(struct write_xml *writer, const struct ksr_bundle *bundle,
	const struct ksr_key *keys)
{
	size_t count = bundle->signature_count;
	struct placed *placed = mem_new(count, sizeof(*placed));
	size_t i;

	for (i = 0; i < count; i++) {
		placed[i].signature = &bundle->signatures[i];
		placed[i].key = place_of(keys, bundle->key_count,
			bundle->signatures[i].id);
	}
	qsort(placed, count, sizeof(*placed), compare_placed);
	for (i = 0; i < count; i++) {
		write_open(writer, "Signature", placed[i].signature,
			&ksr_signature_fields);
		write_close(writer, "Signature");
	}
	free(placed);
}

static void
write_bundle(struct write_xml *writer, const char *name,
	const struct ksr_bundle *bundle)
{
	struct ksr_key *keys = sorted(bundle->keys, bundle->key_count,
		sizeof(*keys), compare_keys);
	size_t i;

	write_open(writer, name, bundle, &ksr_bundle_fields);
	for (i = 0; i < bundle->signer_count; i++) {
		write_empty(writer, "Signer", &bundle->signers[i],
			&ksr_signer_fields);
	}
	for (i = 0; i < bundle->key_count; i++) {
		write_open(writer, "Key", &keys[i], &ksr_key_fields);
		write_close(writer, "Key");
	}
	write_signatures(writer, bundle, keys);
	write_close(writer, name);
	free(keys);
}

void
ksr_write(struct buf *dst, const struct ksr *ksr)
{
	struct write_xml writer = {dst, 0};
	size_t i;

	buf_add_text(dst, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	write_open(&writer, "KSR", ksr, &ksr_header_fields);
	write_open(&writer, ksr_kinds[ksr->kind].body, NULL, NULL);
	write_open(&writer, ksr_kinds[ksr->kind].policy, NULL, NULL);
	if (ksr->kind == KSR_RESPONSE)
		write_policy(&writer, "KSK", &ksr->ksk);
	write_policy(&writer, "ZSK", &ksr->zsk);
	write_close(&writer, ksr_kinds[ksr->kind].policy);
	for (i = 0; i < ksr->bundle_count; i++) {
		write_bundle(&writer, ksr_kinds[ksr->kind].bundle,
			&ksr->bundles[i]);
	}
	write_close(&writer, ksr_kinds[ksr->kind].body);
	write_close(&writer, "KSR");
}
