/*
 * The least that makes nine signatures: load the module, log in, find the key,
 * sign. What the sign command is measured against; locking and session are as
 * the command has them.
 *
 *	bare MODULE TOKEN-LABEL PIN KEY-LABEL
 */
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIGNATURES 9
#define SLOTS_MAX 64

static void
check(CK_RV rv, const char *call)
{
	if (rv != CKR_OK) {
		fprintf(stderr, "bare: %s: 0x%lx\n", call, rv);
		exit(1);
	}
}

static CK_FUNCTION_LIST *
load(const char *path)
{
	CK_C_INITIALIZE_ARGS args = {.flags = CKF_OS_LOCKING_OK};
	CK_C_GetFunctionList get = NULL;
	CK_FUNCTION_LIST *p11 = NULL;
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	if (module != NULL)
		*(void **)&get = dlsym(module, "C_GetFunctionList");
	if (get == NULL) {
		fprintf(stderr, "bare: %s\n", dlerror());
		exit(1);
	}
	check(get(&p11), "C_GetFunctionList");
	check(p11->C_Initialize(&args), "C_Initialize");
	return p11;
}

static CK_SLOT_ID
find_slot(CK_FUNCTION_LIST *p11, const char *label)
{
	CK_SLOT_ID slots[SLOTS_MAX];
	CK_ULONG count = SLOTS_MAX;
	CK_TOKEN_INFO info;
	CK_ULONG i;

	check(p11->C_GetSlotList(CK_TRUE, slots, &count), "C_GetSlotList");
	for (i = 0; i < count; i++) {
		check(p11->C_GetTokenInfo(slots[i], &info), "C_GetTokenInfo");
		if (memcmp(info.label, label, strlen(label)) == 0)
			return slots[i];
	}
	fprintf(stderr, "bare: no token %s\n", label);
	exit(1);
}

static CK_OBJECT_HANDLE
find_key(CK_FUNCTION_LIST *p11, CK_SESSION_HANDLE session, const char *label)
{
	CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
	CK_ATTRIBUTE template[] = {
		{CKA_CLASS, &class, sizeof(class)},
		{CKA_LABEL, (void *)(size_t)label, strlen(label)},
	};
	CK_OBJECT_HANDLE key = 0;
	CK_ULONG count = 0;

	check(p11->C_FindObjectsInit(session, template, 2),
		"C_FindObjectsInit");
	check(p11->C_FindObjects(session, &key, 1, &count), "C_FindObjects");
	check(p11->C_FindObjectsFinal(session), "C_FindObjectsFinal");
	if (count != 1) {
		fprintf(stderr, "bare: no key %s\n", label);
		exit(1);
	}
	return key;
}

static void
sign_all(CK_FUNCTION_LIST *p11, CK_SESSION_HANDLE session,
	CK_OBJECT_HANDLE key)
{
	/* DigestInfo of SHA-256 (RFC 8017 9.2 note 1). */
	CK_BYTE input[51] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86,
		0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
		0x20};
	CK_MECHANISM mechanism = {CKM_RSA_PKCS, NULL, 0};
	CK_BYTE signature[1024];
	int i;

	for (i = 0; i < SIGNATURES; i++) {
		CK_ULONG len = sizeof(signature);

		input[50] = (CK_BYTE)i;
		check(p11->C_SignInit(session, &mechanism, key), "C_SignInit");
		check(p11->C_Sign(session, input, sizeof(input), signature,
			      &len), "C_Sign");
		printf("%02x%02x %lu\n", signature[0], signature[1], len);
	}
}

int
main(int argc, char **argv)
{
	CK_FUNCTION_LIST *p11;
	CK_SESSION_HANDLE session;

	if (argc != 5) {
		fprintf(stderr, "bare MODULE TOKEN-LABEL PIN KEY-LABEL\n");
		return 2;
	}
	p11 = load(argv[1]);
	check(p11->C_OpenSession(find_slot(p11, argv[2]),
		      CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session), "C_OpenSession");
	check(p11->C_Login(session, CKU_USER, (CK_UTF8CHAR *)argv[3],
		      strlen(argv[3])), "C_Login");
	sign_all(p11, session, find_key(p11, session, argv[4]));
	check(p11->C_Logout(session), "C_Logout");
	check(p11->C_CloseSession(session), "C_CloseSession");
	check(p11->C_Finalize(NULL), "C_Finalize");
	return 0;
}
