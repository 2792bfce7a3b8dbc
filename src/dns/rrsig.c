#include "dns/rrsig.h"

#include <stdlib.h>
#include <string.h>

#define CLASS_IN 1
#define HEADER_LEN 12    /* RFC 1035 4.1.1 */
#define QUESTION_LEN 4   /* type and class; RFC 1035 4.1.2 */
#define OPT_LEN 11       /* RFC 6891 6.1.2, no options */
#define RR_LEN 10        /* type, class, TTL, RDLENGTH; RFC 1035 4.1.3 */
#define POINTER_LEN 2    /* RFC 1035 4.1.4 */
#define DNSKEY_HEAD_LEN 4 /* RFC 4034 2.1 */
#define RRSIG_HEAD_LEN 18 /* RFC 4034 3.1 */

static void
add_head(struct buf *dst, const struct rrsig *rrsig)
{
	buf_add_u16(dst, rrsig->type_covered);
	buf_add_u8(dst, rrsig->algorithm);
	buf_add_u8(dst, rrsig->labels);
	buf_add_u32(dst, rrsig->original_ttl);
	buf_add_u32(dst, (uint32_t)rrsig->expiration_utc);
	buf_add_u32(dst, (uint32_t)rrsig->inception_utc);
	buf_add_u16(dst, rrsig->tag);
	/* Never compressed, lower case (RFC 4034 3.1.7, 6.2). */
	buf_add(dst, rrsig->signer.wire, rrsig->signer.len);
}

/* RR(i) of RFC 4034 3.1.8.1. */
static void
add_rr(struct buf *dst, const struct rrsig *rrsig,
	const struct dns_name *owner, const struct dnskey *key)
{
	buf_add(dst, owner->wire, owner->len);
	buf_add_u16(dst, RRTYPE_DNSKEY);
	buf_add_u16(dst, CLASS_IN);
	buf_add_u32(dst, rrsig->original_ttl);
	buf_add_u16(dst, (uint16_t)(DNSKEY_HEAD_LEN + key->public_key.len));
	dnskey_add_rdata(dst, key);
}

static int
order(const void *a, const void *b)
{
	const struct dnskey *const *key_a = a;
	const struct dnskey *const *key_b = b;

	return dnskey_compare(*key_a, *key_b);
}

void
rrsig_add_tbs(struct buf *dst, const struct rrsig *rrsig,
	const struct dns_name *owner, const struct dnskey *const *keys,
	size_t count)
{
	const struct dnskey **sorted = mem_new(count, sizeof(*sorted));
	size_t i;

	for (i = 0; i < count; i++)
		sorted[i] = keys[i];
	qsort(sorted, count, sizeof(*sorted), order);
	add_head(dst, rrsig);
	for (i = 0; i < count; i++) {
		/* Equal RRs count once (RFC 4034 6.3). */
		if (i == 0 || dnskey_compare(sorted[i - 1], sorted[i]) != 0)
			add_rr(dst, rrsig, owner, sorted[i]);
	}
	free(sorted);
}

size_t
rrsig_response_size(const struct dns_name *owner, const size_t *key_lens,
	size_t keys, const size_t *signature_lens, size_t signatures)
{
	size_t name = owner->len < POINTER_LEN ? owner->len : POINTER_LEN;
	size_t size = HEADER_LEN + owner->len + QUESTION_LEN + OPT_LEN;
	size_t i;

	for (i = 0; i < keys; i++)
		size += name + RR_LEN + DNSKEY_HEAD_LEN + key_lens[i];
	for (i = 0; i < signatures; i++)
		size += name + RR_LEN + RRSIG_HEAD_LEN + owner->len +
			signature_lens[i];
	return size;
}
