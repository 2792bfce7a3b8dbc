/*
 * ksk-ceremony-faults.so: a PKCS#11 module between the program and another
 * one, for rehearsals and tests. It does what the other does, but for the
 * calls that a rule (faults_rules.h) spoils.
 *
 *	KSK_FAULTS_MODULE  path of the other module
 *	KSK_FAULTS         rules
 *	KSK_FAULTS_FILE    a file of more rules, read again at every call; none
 *			   while it is not there
 *	KSK_FAULTS_TRACE   a file to which each call adds its function's name
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <p11-kit/pkcs11.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "faults_rules.h"

#define RULES_MAX 16384
#define SIGNATURE_MAX 1024
#define INPUT_MAX 65536

/* What the program calls, and libp11 for it; those whose answer can be spoilt
 * stand by themselves. */
#define FUNCTIONS(ROW) \
	ROW(C_Initialize, (void *arguments), (arguments)) \
	ROW(C_Finalize, (void *reserved), (reserved)) \
	ROW(C_GetInfo, (CK_INFO *info), (info)) \
	ROW(C_GetSlotList, (CK_BBOOL present, CK_SLOT_ID *slots, \
		CK_ULONG *count), (present, slots, count)) \
	ROW(C_GetSlotInfo, (CK_SLOT_ID slot, CK_SLOT_INFO *info), \
		(slot, info)) \
	ROW(C_InitToken, (CK_SLOT_ID slot, CK_BYTE *pin, CK_ULONG len, \
		CK_BYTE *label), (slot, pin, len, label)) \
	ROW(C_InitPIN, (CK_SESSION_HANDLE session, CK_BYTE *pin, \
		CK_ULONG len), (session, pin, len)) \
	ROW(C_OpenSession, (CK_SLOT_ID slot, CK_FLAGS flags, \
		void *application, CK_NOTIFY notify, \
		CK_SESSION_HANDLE *session), \
		(slot, flags, application, notify, session)) \
	ROW(C_CloseSession, (CK_SESSION_HANDLE session), (session)) \
	ROW(C_CloseAllSessions, (CK_SLOT_ID slot), (slot)) \
	ROW(C_Login, (CK_SESSION_HANDLE session, CK_USER_TYPE user, \
		CK_BYTE *pin, CK_ULONG len), (session, user, pin, len)) \
	ROW(C_Logout, (CK_SESSION_HANDLE session), (session)) \
	ROW(C_FindObjectsInit, (CK_SESSION_HANDLE session, \
		CK_ATTRIBUTE *template, CK_ULONG count), \
		(session, template, count)) \
	ROW(C_FindObjects, (CK_SESSION_HANDLE session, \
		CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count), \
		(session, objects, max, count)) \
	ROW(C_FindObjectsFinal, (CK_SESSION_HANDLE session), (session)) \
	ROW(C_GetAttributeValue, (CK_SESSION_HANDLE session, \
		CK_OBJECT_HANDLE object, CK_ATTRIBUTE *template, \
		CK_ULONG count), (session, object, template, count)) \
	ROW(C_GenerateKeyPair, (CK_SESSION_HANDLE session, \
		CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_half, \
		CK_ULONG public_count, CK_ATTRIBUTE *private_half, \
		CK_ULONG private_count, CK_OBJECT_HANDLE *public_key, \
		CK_OBJECT_HANDLE *private_key), \
		(session, mechanism, public_half, public_count, \
			private_half, private_count, public_key, \
			private_key)) \
	ROW(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, \
		CK_OBJECT_HANDLE key), (session, mechanism, key))

#define NAME(name, parameters, arguments) #name,

static const char *const names[] = {
	FUNCTIONS(NAME)
	"C_GetFunctionList",
	"C_GetTokenInfo",
	"C_Sign",
	NULL,
};

struct signature {
	CK_BYTE data[SIGNATURE_MAX];
	CK_ULONG len; /* 0: none was made yet */
};

static struct {
	CK_FUNCTION_LIST *real;
	CK_FUNCTION_LIST table;
	bool gone;
	struct signature last;
} faults;

static void
complain(const char *text)
{
	fprintf(stderr, "ksk-ceremony-faults: %s\n", text);
}

/* Names only: no argument, no PIN. */
static void
trace(const char *function)
{
	const char *path = getenv("KSK_FAULTS_TRACE");
	int fd;

	if (path == NULL)
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0 || dprintf(fd, "%s\n", function) < 0)
		complain("KSK_FAULTS_TRACE cannot be written");
	if (fd >= 0)
		close(fd);
}

/* Adds the file's text; a file that is not there has no rules. */
static bool
add_file(char *text, size_t len)
{
	const char *path = getenv("KSK_FAULTS_FILE");
	ssize_t got;
	int fd;

	fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return path == NULL || errno == ENOENT;
	got = read(fd, text + len, RULES_MAX - len);
	close(fd);
	if (got < 0 || (size_t)got == RULES_MAX - len)
		return false;
	text[len + (size_t)got] = '\0';
	return strlen(text) == len + (size_t)got;
}

/* False, and said why, when a rule cannot be understood. */
static bool
find_action(struct faults_action *dst, const struct faults_call *call)
{
	const char *given = getenv("KSK_FAULTS");
	char text[RULES_MAX];
	char why[FAULTS_WHY_SIZE] = "the rules cannot be read";
	int len = snprintf(text, sizeof(text), "%s\n",
		given == NULL ? "" : given);

	if (len < (int)sizeof(text) && add_file(text, (size_t)len) &&
		faults_rules_find(dst, text, call, why))
		return true;
	complain(why);
	return false;
}

static void
wait_ms(unsigned long ms)
{
	struct timespec left = {
		.tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000) * 1000000,
	};

	while (nanosleep(&left, &left) != 0)
		continue;
}

/* By the signal itself, whatever catches it. */
static void
end_by(int number)
{
	signal(number, SIG_DFL);
	raise(number);
}

static void
hang(void)
{
	for (;;)
		pause();
}

/* True: *rv is the answer, the other module is not asked. */
static bool
act(const struct faults_action *action, CK_RV *rv)
{
	*rv = CKR_DEVICE_REMOVED;
	if (faults.gone)
		return true;
	switch (action->kind) {
	case FAULTS_ANSWER:
		*rv = action->value;
		return true;
	case FAULTS_GONE:
		faults.gone = true;
		return true;
	case FAULTS_SLEEP:
		wait_ms(action->value);
		break;
	case FAULTS_HANG:
		hang();
		break;
	case FAULTS_CRASH:
		end_by(SIGSEGV);
		break;
	case FAULTS_KILL:
		end_by(SIGKILL);
		break;
	default:
		break;
	}
	return false;
}

/* The same for the number-th call of function; action may be looked at
 * again. */
static bool
is_spoilt(struct faults_action *action, const char *function,
	unsigned long number, CK_RV *rv)
{
	const struct faults_call call = {function, number, names};

	trace(function);
	if (find_action(action, &call))
		return act(action, rv);
	*rv = CKR_GENERAL_ERROR;
	return true;
}

#define DEFINE(name, parameters, arguments) \
	static CK_RV faults_##name parameters \
	{ \
		static unsigned long calls; \
		struct faults_action action; \
		CK_RV rv; \
\
		return is_spoilt(&action, #name, ++calls, &rv) ? \
			rv : faults.real->name arguments; \
	}

FUNCTIONS(DEFINE)

/* The token's, its first character another one. */
static CK_RV
faults_C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
	static unsigned long calls;
	struct faults_action action;
	CK_RV rv;

	if (is_spoilt(&action, "C_GetTokenInfo", ++calls, &rv))
		return rv;
	rv = faults.real->C_GetTokenInfo(slot, info);
	if (rv == CKR_OK && action.kind == FAULTS_SERIAL)
		info->serialNumber[0] =
			info->serialNumber[0] == '0' ? '1' : '0';
	if (rv == CKR_OK && action.kind == FAULTS_MAKER)
		memcpy(info->manufacturerID, "Another", strlen("Another"));
	return rv;
}

/* A right signature of other data: an earlier one, at the first call one that
 * nobody asked for. */
static CK_RV
sign_stale(CK_SESSION_HANDLE session, const CK_BYTE *data, CK_ULONG data_len,
	struct signature *made)
{
	static CK_BYTE other[INPUT_MAX];

	if (faults.last.len > 0) {
		*made = faults.last;
		return CKR_OK;
	}
	if (data_len == 0 || data_len > sizeof(other))
		return CKR_DATA_LEN_RANGE;
	memcpy(other, data, data_len);
	other[data_len - 1] ^= 1;
	return faults.real->C_Sign(session, other, data_len, made->data,
		&made->len);
}

static void
damage(struct signature *made, enum faults_kind kind)
{
	if (kind == FAULTS_FLIP)
		made->data[made->len / 2] ^= 1;
	else if (kind == FAULTS_ZERO)
		memset(made->data, 0, made->len);
	else if (kind == FAULTS_SHORT)
		made->len--;
}

static CK_RV
sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG data_len,
	struct signature *made, enum faults_kind kind)
{
	CK_RV rv;

	made->len = sizeof(made->data);
	if (kind == FAULTS_STALE)
		return sign_stale(session, data, data_len, made);
	rv = faults.real->C_Sign(session, data, data_len, made->data,
		&made->len);
	if (rv != CKR_OK || made->len == 0)
		return rv;
	faults.last = *made;
	damage(made, kind);
	return CKR_OK;
}

static CK_RV
faults_C_Sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG data_len,
	CK_BYTE *signature, CK_ULONG *len)
{
	static unsigned long calls;
	struct faults_action action;
	struct signature made;
	CK_RV rv;

	if (is_spoilt(&action, "C_Sign", ++calls, &rv))
		return rv;
	rv = sign(session, data, data_len, &made, action.kind);
	if (rv != CKR_OK)
		return rv;
	if (made.len > *len)
		return CKR_BUFFER_TOO_SMALL;
	memcpy(signature, made.data, made.len);
	*len = made.len;
	return CKR_OK;
}

#define REPLACE(name, parameters, arguments) faults.table.name = faults_##name;

static CK_RV
load(void)
{
	const char *path = getenv("KSK_FAULTS_MODULE");
	CK_C_GetFunctionList get = NULL;
	void *module;
	CK_RV rv;

	if (path == NULL) {
		complain("KSK_FAULTS_MODULE does not name a module");
		return CKR_GENERAL_ERROR;
	}
	module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (module != NULL)
		*(void **)&get = dlsym(module, "C_GetFunctionList");
	if (get == NULL) {
		complain(dlerror());
		return CKR_GENERAL_ERROR;
	}
	rv = get(&faults.real);
	if (rv != CKR_OK)
		return rv;
	faults.table = *faults.real;
	FUNCTIONS(REPLACE)
	faults.table.C_GetFunctionList = C_GetFunctionList;
	faults.table.C_GetTokenInfo = faults_C_GetTokenInfo;
	faults.table.C_Sign = faults_C_Sign;
	return CKR_OK;
}

/* Rules that cannot be understood are C_Initialize's to refuse. */
__attribute__((visibility("default"))) CK_RV
C_GetFunctionList(CK_FUNCTION_LIST **list)
{
	static unsigned long calls;
	const struct faults_call call = {"C_GetFunctionList", ++calls, names};
	struct faults_action action;
	CK_RV rv;

	trace(call.function);
	if (find_action(&action, &call) && act(&action, &rv))
		return rv;
	rv = faults.real == NULL ? load() : CKR_OK;
	if (rv == CKR_OK)
		*list = &faults.table;
	return rv;
}
