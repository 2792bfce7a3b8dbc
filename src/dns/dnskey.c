#include "dns/dnskey.h"

#define RSAMD5 1

void
dnskey_copy(struct dnskey *dst, const struct dnskey *src)
{
	struct bytes key = dst->public_key;

	*dst = *src;
	dst->public_key = key;
	bytes_set(&dst->public_key, src->public_key.data, src->public_key.len);
}

void
dnskey_clear(struct dnskey *key)
{
	bytes_clear(&key->public_key);
	*key = (struct dnskey){0};
}

/* RFC 4034 2.1. */
void
dnskey_add_rdata(struct buf *dst, const struct dnskey *key)
{
	buf_add_u16(dst, key->flags);
	buf_add_u8(dst, key->protocol);
	buf_add_u8(dst, key->algorithm);
	buf_add(dst, key->public_key.data, key->public_key.len);
}

/* RFC 4034 B.1: of the modulus' last 24 bits the first 16. */
static uint16_t
tag_rsamd5(const struct bytes *key)
{
	if (key->len < 3)
		return 0;
	return (uint16_t)(key->data[key->len - 3] << 8 |
		key->data[key->len - 2]);
}

/* RFC 4034 appendix B. */
static uint16_t
tag_with_flags(const struct dnskey *key, uint16_t flags)
{
	const struct bytes *field = &key->public_key;
	uint32_t sum = flags;
	size_t i;

	if (key->algorithm == RSAMD5)
		return tag_rsamd5(field);
	sum += (uint32_t)key->protocol << 8 | key->algorithm;
	for (i = 0; i < field->len; i++)
		sum += i % 2 == 0 ? (uint32_t)field->data[i] << 8
				  : field->data[i];
	return (uint16_t)(sum + (sum >> 16));
}

uint16_t
dnskey_tag(const struct dnskey *key)
{
	return tag_with_flags(key, key->flags);
}

uint16_t
dnskey_tag_revoked(const struct dnskey *key)
{
	return tag_with_flags(key, key->flags | DNSKEY_REVOKE);
}

/* RFC 4034 5.1.4, RFC 4509. */
struct digest
dnskey_ds(const struct dnskey *key, const struct dns_name *owner)
{
	struct dnskey unrevoked = *key;
	struct buf data = {0};
	struct digest ds;

	unrevoked.flags &= (uint16_t)~DNSKEY_REVOKE;
	buf_add(&data, owner->wire, owner->len);
	dnskey_add_rdata(&data, &unrevoked);
	ds = digest_of(data.data, data.len);
	buf_clear(&data);
	return ds;
}

/* Everything before the public key field as one number. */
static uint32_t
head_of(const struct dnskey *key)
{
	return (uint32_t)key->flags << 16 | (uint32_t)key->protocol << 8 |
		key->algorithm;
}

int
dnskey_compare(const struct dnskey *a, const struct dnskey *b)
{
	uint32_t head_a = head_of(a), head_b = head_of(b);

	if (head_a != head_b)
		return head_a < head_b ? -1 : 1;
	return bytes_compare(&a->public_key, &b->public_key);
}

bool
dnskey_same_key(const struct dnskey *a, const struct dnskey *b)
{
	return a->algorithm == b->algorithm &&
		bytes_equal(&a->public_key, &b->public_key);
}
