#include "hsm/p11_state.h"

#include <string.h>

#include "base/text.h"

#define ATTRIBUTE_MAX 2048 /* bytes; a 16384-bit modulus */

/* The class search is open: collect, whatever comes in pieces. */
static enum status
collect_objects(struct p11 *p11, CK_OBJECT_HANDLE *found, size_t *count,
	struct err *err)
{
	CK_ULONG got = 0;
	CK_RV rv;

	do {
		rv = p11->call->C_FindObjects(p11->session, found + *count,
			P11_FOUND_MAX - *count, &got);
		p11->hsm.counters.others++;
		if (rv != CKR_OK)
			return p11_fail_session(p11, err, "C_FindObjects", rv);
		if (got >= P11_FOUND_MAX - *count)
			return err_set(err, STATUS_HSM,
				"the token holds %d keys or more, too many to "
				"search",
				P11_FOUND_MAX);
		*count += got;
	} while (got > 0);
	return STATUS_OK;
}

enum status
p11_find_objects(struct p11 *p11, CK_OBJECT_CLASS class,
	CK_OBJECT_HANDLE *found, size_t *count, struct err *err)
{
	CK_ATTRIBUTE template = {CKA_CLASS, &class, sizeof(class)};
	enum status status;
	CK_RV rv;

	*count = 0;
	rv = p11->call->C_FindObjectsInit(p11->session, &template, 1);
	p11->hsm.counters.others++;
	if (rv != CKR_OK)
		return p11_fail_session(p11, err, "C_FindObjectsInit", rv);
	status = collect_objects(p11, found, count, err);
	rv = p11->call->C_FindObjectsFinal(p11->session);
	p11->hsm.counters.others++;
	if (status == STATUS_OK && rv != CKR_OK)
		return p11_fail_session(p11, err, "C_FindObjectsFinal", rv);
	return status;
}

static bool
is_absent(CK_RV rv)
{
	return rv == CKR_ATTRIBUTE_TYPE_INVALID ||
		rv == CKR_ATTRIBUTE_SENSITIVE;
}

enum status
p11_read_attribute(struct p11 *p11, CK_OBJECT_HANDLE object,
	CK_ATTRIBUTE_TYPE type, struct bytes *dst, struct err *err)
{
	uint8_t value[ATTRIBUTE_MAX];
	CK_ATTRIBUTE attribute = {type, value, sizeof(value)};
	CK_RV rv = p11->call->C_GetAttributeValue(p11->session, object,
		&attribute, 1);

	p11->hsm.counters.others++;
	bytes_clear(dst);
	if (is_absent(rv) ||
		(rv == CKR_OK && attribute.ulValueLen == (CK_ULONG)-1))
		return STATUS_OK;
	if (rv != CKR_OK)
		return p11_fail_session(p11, err, "C_GetAttributeValue", rv);
	if (attribute.ulValueLen > sizeof(value))
		return err_set(err, STATUS_HSM,
			"C_GetAttributeValue: a value of %lu bytes",
			attribute.ulValueLen);
	bytes_set(dst, value, attribute.ulValueLen);
	return STATUS_OK;
}

/* Labels may be blank-padded. */
static bool
label_is(const struct bytes *value, const char *label)
{
	size_t len = value->len;

	while (len > 0 && (value->data[len - 1] == ' ' ||
				  value->data[len - 1] == '\0'))
		len--;
	return len == strlen(label) && memcmp(value->data, label, len) == 0;
}

static enum status
has_label(struct p11 *p11, CK_OBJECT_HANDLE object, const char *label,
	bool *same, struct err *err)
{
	struct bytes value = {0};
	enum status status = p11_read_attribute(p11, object, CKA_LABEL, &value,
		err);

	*same = status == STATUS_OK && label_is(&value, label);
	bytes_clear(&value);
	return status;
}

/* A big integer without its leading zeros. */
static enum status
read_integer(struct p11 *p11, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type,
	struct bytes *dst, struct err *err)
{
	enum status status = p11_read_attribute(p11, object, type, dst, err);
	size_t zeros = 0;

	if (status != STATUS_OK)
		return status;
	while (zeros < dst->len && dst->data[zeros] == 0)
		zeros++;
	if (zeros > 0) {
		memmove(dst->data, dst->data + zeros, dst->len - zeros);
		dst->len -= zeros;
	}
	return STATUS_OK;
}

/* The exponent of the public object with the key's label and modulus. */
static enum status
try_public(struct p11 *p11, CK_OBJECT_HANDLE object, struct hsm_key *key,
	struct err *err)
{
	struct bytes modulus = {0};
	bool same = false;
	enum status status = has_label(p11, object, key->label, &same, err);

	if (status == STATUS_OK && same)
		status = read_integer(p11, object, CKA_MODULUS, &modulus, err);
	if (status == STATUS_OK && same && bytes_equal(&modulus, &key->modulus))
		status = read_integer(p11, object, CKA_PUBLIC_EXPONENT,
			&key->exponent, err);
	bytes_clear(&modulus);
	return status;
}

static enum status
find_exponent(struct p11 *p11, struct hsm_key *key, struct err *err)
{
	CK_OBJECT_HANDLE found[P11_FOUND_MAX];
	size_t count = 0;
	size_t i;
	enum status status = p11_find_objects(p11, CKO_PUBLIC_KEY, found,
		&count, err);

	for (i = 0; i < count && status == STATUS_OK && key->exponent.len == 0;
		i++)
		status = try_public(p11, found[i], key, err);
	return status;
}

/* Signing with it would fail in the middle of a ceremony, as if the session
 * were lost; and the PIN for another login is not kept. */
static enum status
check_one_login(struct p11 *p11, const struct hsm_key *key, struct err *err)
{
	struct bytes value = {0};
	enum status status = p11_read_attribute(p11, key->handle,
		CKA_ALWAYS_AUTHENTICATE, &value, err);

	if (status == STATUS_OK && value.len == 1 &&
		value.data[0] != CK_FALSE)
		status = err_set(err, STATUS_HSM,
			"key %s wants the HSM PIN again before each signature "
			"(CKA_ALWAYS_AUTHENTICATE); this program logs in "
			"once: use a key made without it",
			key->label);
	bytes_clear(&value);
	return status;
}

/* A key that is not RSA keeps an empty modulus. */
static enum status
read_key(struct p11 *p11, CK_OBJECT_HANDLE object, const char *label,
	struct hsm_key *key, struct err *err)
{
	enum status status;

	key->handle = object;
	text_clean_ascii(key->label, sizeof(key->label), label);
	status = read_integer(p11, object, CKA_MODULUS, &key->modulus, err);
	if (status != STATUS_OK || key->modulus.len == 0)
		return status;
	status = check_one_login(p11, key, err);
	if (status == STATUS_OK)
		status = read_integer(p11, object, CKA_PUBLIC_EXPONENT,
			&key->exponent, err);
	if (status == STATUS_OK && key->exponent.len == 0)
		status = find_exponent(p11, key, err);
	return status;
}

static enum status
find_labelled(struct p11 *p11, const char *label, struct hsm_key **keys,
	size_t *count, struct err *err)
{
	CK_OBJECT_HANDLE found[P11_FOUND_MAX];
	size_t objects = 0;
	size_t i;
	bool same = false;
	enum status status = p11_find_objects(p11, CKO_PRIVATE_KEY, found,
		&objects, err);

	for (i = 0; i < objects && status == STATUS_OK; i++) {
		status = has_label(p11, found[i], label, &same, err);
		if (status == STATUS_OK && same)
			status = read_key(p11, found[i], label,
				mem_append(keys, count, sizeof(**keys)), err);
	}
	return status;
}

enum status
p11_find(struct hsm *hsm, const char *label, struct hsm_key **keys,
	size_t *count, struct err *err)
{
	struct p11 *p11 = p11_of(hsm);
	struct hsm_key *found = NULL;
	size_t found_count = 0;
	enum status status = p11_session_ready(p11, err);

	if (status == STATUS_OK)
		status = find_labelled(p11, label, &found, &found_count, err);
	if (status != STATUS_OK) {
		hsm_keys_free(found, found_count);
		return status;
	}
	*keys = found;
	*count = found_count;
	return STATUS_OK;
}
