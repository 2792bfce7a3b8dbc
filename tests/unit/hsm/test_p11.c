/* The raw calls against a module that answers as SoftHSM never does. */
#include <string.h>

#include "hsm/p11_state.h"
#include "support/test.h"

extern const struct test_suite suite_p11;

struct object {
	CK_OBJECT_CLASS class;
	const char *label;
	const char *modulus;
	const char *exponent; /* NULL: the attribute is refused */
};

/* Handles are 1 and up. The key's public half stands behind another's. */
static const struct object objects[] = {
	{CKO_PRIVATE_KEY, "K      ", "\x00\xc1\xc3", NULL},
	{CKO_PRIVATE_KEY, "EC", NULL, NULL},
	{CKO_PUBLIC_KEY, "K", "\xd1\xd3", "\3"},
	{CKO_PUBLIC_KEY, "other", "\xc1\xc3", "\5"},
	{CKO_PUBLIC_KEY, "K", "\xc1\xc3", "\x11"},
};
#define OBJECT_COUNT (sizeof(objects) / sizeof(*objects))

static CK_OBJECT_CLASS searched;
static size_t search_at;
static CK_RV attribute_answer;
static CK_RV sign_answer;
static CK_ULONG sign_len;
static CK_RV open_answer;
static char calls[100]; /* one letter a call: Open Close Sign */
static CK_SESSION_HANDLE next_session;

static CK_RV
find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count)
{
	(void)session;
	CU_ASSERT_EQUAL(count, 1);
	searched = *(CK_OBJECT_CLASS *)template->pValue;
	search_at = 0;
	return CKR_OK;
}

/* One at a time, as a slow device may. */
static CK_RV
find_some(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR found, CK_ULONG max,
	CK_ULONG_PTR count)
{
	(void)session;
	(void)max;
	*count = 0;
	while (search_at < OBJECT_COUNT && *count == 0) {
		if (objects[search_at++].class == searched) {
			*found = search_at;
			*count = 1;
		}
	}
	return CKR_OK;
}

static CK_RV
find_final(CK_SESSION_HANDLE session)
{
	(void)session;
	return CKR_OK;
}

static const char *
value_of(const struct object *object, CK_ATTRIBUTE_TYPE type, size_t *len)
{
	const char *value = type == CKA_LABEL ? object->label :
		type == CKA_MODULUS ? object->modulus :
		type == CKA_PUBLIC_EXPONENT ? object->exponent : NULL;

	*len = value == NULL ? 0 : strlen(value);
	if (value != NULL && type == CKA_MODULUS && value[0] == '\0')
		*len = 3;
	return value;
}

static CK_RV
get_attribute(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
	CK_ATTRIBUTE_PTR attribute, CK_ULONG count)
{
	size_t len;
	const char *value = value_of(&objects[object - 1], attribute->type,
		&len);

	(void)session;
	CU_ASSERT_EQUAL(count, 1); /* one attribute a call */
	if (attribute_answer != CKR_OK) {
		attribute->ulValueLen = (CK_ULONG)-1;
		return attribute_answer;
	}
	if (value == NULL) /* the length left as it was, as some do */
		return CKR_ATTRIBUTE_TYPE_INVALID;
	CU_ASSERT_FATAL(attribute->ulValueLen >= len);
	memcpy(attribute->pValue, value, len);
	attribute->ulValueLen = len;
	return CKR_OK;
}

static CK_RV
open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *application,
	CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session)
{
	(void)slot;
	(void)application;
	(void)notify;
	CU_ASSERT_EQUAL(flags, CKF_SERIAL_SESSION | CKF_RW_SESSION);
	strcat(calls, "O");
	*session = next_session++;
	return open_answer;
}

static CK_RV
close_session(CK_SESSION_HANDLE session)
{
	(void)session;
	strcat(calls, "C");
	return CKR_OK;
}

static CK_RV
sign_init(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
	CK_OBJECT_HANDLE key)
{
	(void)session;
	(void)key;
	CU_ASSERT_EQUAL(mechanism->mechanism, CKM_SHA256_RSA_PKCS);
	return CKR_OK;
}

static CK_RV
sign(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG data_len,
	CK_BYTE_PTR signature, CK_ULONG_PTR len)
{
	(void)session;
	(void)data;
	(void)data_len;
	CU_ASSERT_PTR_NOT_NULL(signature); /* never the length query */
	CU_ASSERT_EQUAL(*len, 1024);
	strcat(calls, "S");
	memset(signature, 0xab, 256);
	*len = sign_len;
	return sign_answer;
}

static CK_FUNCTION_LIST module = {
	.C_FindObjectsInit = find_init,
	.C_FindObjects = find_some,
	.C_FindObjectsFinal = find_final,
	.C_GetAttributeValue = get_attribute,
	.C_OpenSession = open_session,
	.C_CloseSession = close_session,
	.C_SignInit = sign_init,
	.C_Sign = sign,
};

static const struct hsm_profile profile = {.hash = HSM_HASH_HSM};

static struct p11
opened(void)
{
	*calls = '\0';
	next_session = 2;
	open_answer = CKR_OK;
	attribute_answer = CKR_OK;
	sign_answer = CKR_OK;
	sign_len = 256;
	return (struct p11){.hsm = {.profile = &profile},
		.call = &module,
		.session = 1,
		.open = true};
}

static void
permit(struct p11 *p11, size_t copies)
{
	const struct digest digest = digest_of("\1\2\3", 3);
	const struct digest both[] = {digest, digest};
	struct err err;

	CU_ASSERT_EQUAL(p11_permit(&p11->hsm, both, copies, &err), STATUS_OK);
}

static enum status
try_permitted(struct p11 *p11, struct bytes *signature, struct err *err)
{
	const struct bytes data = {(uint8_t[]){1, 2, 3}, 3};
	const struct hsm_key key = {.handle = 1};

	bytes_clear(signature);
	return p11_sign(&p11->hsm, &key, algorithm_find(8), &data, signature,
		err);
}

static enum status
try_sign(struct p11 *p11, struct bytes *signature, struct err *err)
{
	enum status status;

	permit(p11, 1);
	status = try_permitted(p11, signature, err);
	permit_clear(&p11->permit);
	return status;
}

static void
reads_the_exponent_of_the_same_modulus(void)
{
	struct p11 p11 = opened();
	struct hsm_key *keys = NULL;
	size_t count = 0;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(p11_find(&p11.hsm, "K", &keys, &count, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CU_ASSERT_EQUAL(keys[0].handle, 1);
	CU_ASSERT_EQUAL_FATAL(keys[0].modulus.len, 2);
	CU_ASSERT_EQUAL(memcmp(keys[0].modulus.data, "\xc1\xc3", 2), 0);
	CU_ASSERT_EQUAL_FATAL(keys[0].exponent.len, 1);
	CU_ASSERT_EQUAL(keys[0].exponent.data[0], 0x11);
	hsm_keys_free(keys, count);
}

static void
leaves_a_foreign_key_empty(void)
{
	struct p11 p11 = opened();
	struct hsm_key *keys = NULL;
	size_t count = 0;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(p11_find(&p11.hsm, "EC", &keys, &count, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CU_ASSERT_EQUAL(keys[0].modulus.len, 0);
	hsm_keys_free(keys, count);
}

static void
opens_a_fresh_session_before_it_closes_the_old(void)
{
	struct p11 p11 = opened();
	struct bytes signature = {0};
	struct err err;

	sign_answer = CKR_DEVICE_ERROR;
	CU_ASSERT_EQUAL(try_sign(&p11, &signature, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, "C_Sign: CKR_DEVICE_ERROR: try", 29),
		0);
	CU_ASSERT_EQUAL(signature.len, 0);
	sign_answer = CKR_OK;
	CU_ASSERT_EQUAL(try_sign(&p11, &signature, &err), STATUS_OK);
	CU_ASSERT_EQUAL(signature.len, 256);
	CU_ASSERT_EQUAL(try_sign(&p11, &signature, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(calls, "SOCSS");
	CU_ASSERT_EQUAL(p11.hsm.counters.signs, 3);
	CU_ASSERT_EQUAL(p11.hsm.counters.logins, 0);
	bytes_clear(&signature);
}

static void
says_when_no_session_can_be_had(void)
{
	struct p11 p11 = opened();
	struct bytes signature = {0};
	struct err err;

	p11.stale = true;
	open_answer = CKR_DEVICE_REMOVED;
	CU_ASSERT_EQUAL(try_sign(&p11, &signature, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text,
				"C_OpenSession: CKR_DEVICE_REMOVED: the HSM or "
				"its token is gone", 63), 0);
	CU_ASSERT_STRING_EQUAL(calls, "O");
}

/* A device that is gone has not said that the attribute is. */
static void
tells_an_absent_attribute_from_an_absent_device(void)
{
	struct p11 p11 = opened();
	struct bytes value = {0};
	struct err err;

	attribute_answer = CKR_ATTRIBUTE_SENSITIVE;
	CU_ASSERT_EQUAL(p11_read_attribute(&p11, 1, CKA_LABEL, &value, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(value.len, 0);
	CU_ASSERT_FALSE(p11.stale);
	attribute_answer = CKR_DEVICE_REMOVED;
	CU_ASSERT_EQUAL(p11_read_attribute(&p11, 1, CKA_LABEL, &value, &err),
		STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text,
		"C_GetAttributeValue: CKR_DEVICE_REMOVED"));
	CU_ASSERT_TRUE(p11.stale);
}

static void
takes_no_signature_of_a_strange_length(void)
{
	struct p11 p11 = opened();
	struct bytes signature = {0};
	struct err err;

	sign_len = 0;
	CU_ASSERT_EQUAL(try_sign(&p11, &signature, &err), STATUS_HSM);
	sign_len = 1025;
	CU_ASSERT_EQUAL(try_sign(&p11, &signature, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"C_Sign: the HSM gave a signature of 1025 bytes");
	CU_ASSERT_EQUAL(signature.len, 0);
}

/* Whatever became of it: the second time is another authorization's. */
static void
signs_what_is_permitted_once(void)
{
	static const char words[] = "the HSM's process refuses to sign what "
		"was not authorized";
	struct p11 p11 = opened();
	struct bytes signature = {0};
	struct err err;

	CU_ASSERT_EQUAL(try_permitted(&p11, &signature, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, words, strlen(words)), 0);
	CU_ASSERT_STRING_EQUAL(calls, "");
	permit(&p11, 2);
	CU_ASSERT_EQUAL(try_permitted(&p11, &signature, &err), STATUS_OK);
	sign_answer = CKR_FUNCTION_FAILED;
	CU_ASSERT_EQUAL(try_permitted(&p11, &signature, &err), STATUS_HSM);
	sign_answer = CKR_OK;
	CU_ASSERT_EQUAL(try_permitted(&p11, &signature, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, words, strlen(words)), 0);
	CU_ASSERT_EQUAL(p11.hsm.counters.signs, 2);
	permit(&p11, 2);
	permit(&p11, 0);
	CU_ASSERT_EQUAL(try_permitted(&p11, &signature, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(p11.hsm.counters.signs, 2);
	bytes_clear(&signature);
	permit_clear(&p11.permit);
}

static void
signs_with_no_other_algorithm(void)
{
	const struct bytes data = {(uint8_t[]){1}, 1};
	const struct hsm_key key = {.handle = 1};
	struct p11 p11 = opened();
	struct bytes signature = {0};
	struct err err;

	CU_ASSERT_EQUAL(p11_sign(&p11.hsm, &key, algorithm_find(13), &data,
				&signature, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"signing with algorithm 13 is not supported");
	CU_ASSERT_STRING_EQUAL(calls, "");
}

static const CU_TestInfo tests[] = {
	{"reads the exponent of the same modulus",
		reads_the_exponent_of_the_same_modulus},
	{"leaves a foreign key empty", leaves_a_foreign_key_empty},
	{"opens a fresh session before it closes the old",
		opens_a_fresh_session_before_it_closes_the_old},
	{"says when no session can be had", says_when_no_session_can_be_had},
	{"tells an absent attribute from an absent device",
		tells_an_absent_attribute_from_an_absent_device},
	{"takes no signature of a strange length",
		takes_no_signature_of_a_strange_length},
	{"signs what is permitted, once", signs_what_is_permitted_once},
	{"signs with no other algorithm", signs_with_no_other_algorithm},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_p11 = {"hsm/p11", tests};
