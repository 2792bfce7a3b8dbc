#include "hsm/p11_state.h"

#define ROW(value, words) {value, #value, words}

static const char retry[] = "try again; if it stays, restart the HSM and "
	"look at its own log";
static const char lost[] = "the HSM lost the session; log in again";
static const char fault[] = "a fault in this program or in the HSM's "
	"software; keep the record and stop";
static const char refused[] = "the HSM's policy does not allow this; compare "
	"the HSM profile with the HSM's settings";
static const char attach[] = "the HSM or its token is gone; check cable, "
	"power and cards, then log in again";

/* PKCS#11 2.40 11.1: what a call can say, and what to do about it. */
static const struct {
	CK_RV value;
	const char *name;
	const char *words;
} answers[] = {
	ROW(CKR_PIN_INCORRECT,
		"the HSM PIN is wrong; take care, HSMs lock after few tries"),
	ROW(CKR_PIN_LOCKED,
		"the HSM PIN is locked; the HSM's security officer must "
		"unlock it"),
	ROW(CKR_PIN_INVALID, "the HSM PIN has characters the HSM refuses"),
	ROW(CKR_PIN_LEN_RANGE, "the HSM PIN is too short or too long"),
	ROW(CKR_PIN_EXPIRED,
		"the HSM PIN must be changed with the HSM's own tool first"),
	ROW(CKR_PIN_TOO_WEAK, "the HSM wants a PIN that is harder to guess"),
	ROW(CKR_USER_PIN_NOT_INITIALIZED,
		"the token has no user PIN yet; initialise it"),
	ROW(CKR_USER_NOT_LOGGED_IN, lost),
	ROW(CKR_USER_ANOTHER_ALREADY_LOGGED_IN,
		"somebody else is logged in to the token; log out there"),
	ROW(CKR_USER_TOO_MANY_TYPES,
		"somebody else is logged in to the token; log out there"),
	ROW(CKR_USER_TYPE_INVALID,
		"the HSM does not know this kind of user; correct the profile"),
	ROW(CKR_USER_ALREADY_LOGGED_IN,
		"an earlier login lives on, so the HSM PIN was not checked; "
		"log out there, or set login kind none in the profile"),
	ROW(CKR_DEVICE_REMOVED, attach),
	ROW(CKR_TOKEN_NOT_PRESENT, attach),
	ROW(CKR_SLOT_ID_INVALID, attach),
	ROW(CKR_TOKEN_NOT_RECOGNIZED,
		"the module does not know this token; is it the right module?"),
	ROW(CKR_TOKEN_WRITE_PROTECTED,
		"the token is write-protected; no session can be opened"),
	ROW(CKR_DEVICE_ERROR, retry),
	ROW(CKR_DEVICE_MEMORY, "the HSM is out of memory; restart it"),
	ROW(CKR_HOST_MEMORY,
		"this computer is out of memory; end other programs and try "
		"again"),
	ROW(CKR_GENERAL_ERROR,
		"the module does not work; are its configuration and its "
		"service in place?"),
	ROW(CKR_FUNCTION_FAILED, retry),
	ROW(CKR_FUNCTION_CANCELED, "cancelled at the HSM"),
	ROW(CKR_CANCEL, "cancelled at the HSM"),
	ROW(CKR_FUNCTION_REJECTED, "refused by a person at the HSM"),
	ROW(CKR_FUNCTION_NOT_SUPPORTED, refused),
	ROW(CKR_FUNCTION_NOT_PARALLEL, fault),
	ROW(CKR_SESSION_CLOSED, lost),
	ROW(CKR_SESSION_HANDLE_INVALID, lost),
	ROW(CKR_OBJECT_HANDLE_INVALID,
		"the key is no longer there; log in and look again"),
	ROW(CKR_KEY_HANDLE_INVALID,
		"the key is no longer there; log in and look again"),
	ROW(CKR_SESSION_COUNT,
		"the HSM has no session left; end other programs that use it"),
	ROW(CKR_SESSION_READ_ONLY, refused),
	ROW(CKR_SESSION_EXISTS,
		"another session is open; end other programs that use it"),
	ROW(CKR_SESSION_READ_ONLY_EXISTS,
		"another session is open; end other programs that use it"),
	ROW(CKR_SESSION_READ_WRITE_SO_EXISTS,
		"the security officer is logged in; log out there"),
	ROW(CKR_SESSION_PARALLEL_NOT_SUPPORTED, fault),
	ROW(CKR_KEY_FUNCTION_NOT_PERMITTED,
		"the key may not sign (CKA_SIGN is false)"),
	ROW(CKR_KEY_TYPE_INCONSISTENT,
		"the key is of another type than the mechanism"),
	ROW(CKR_KEY_SIZE_RANGE, "the HSM does not take keys of this size"),
	ROW(CKR_MECHANISM_INVALID,
		"the HSM does not know this mechanism; set sign hash in the "
		"profile to the other value"),
	ROW(CKR_MECHANISM_PARAM_INVALID, fault),
	ROW(CKR_ACTION_PROHIBITED, refused),
	ROW(CKR_ATTRIBUTE_READ_ONLY, refused),
	ROW(CKR_ATTRIBUTE_SENSITIVE, "the HSM does not show this value"),
	ROW(CKR_ATTRIBUTE_TYPE_INVALID, "the HSM does not know this attribute"),
	ROW(CKR_ATTRIBUTE_VALUE_INVALID, refused),
	ROW(CKR_TEMPLATE_INCOMPLETE, refused),
	ROW(CKR_TEMPLATE_INCONSISTENT, refused),
	ROW(CKR_ARGUMENTS_BAD, fault),
	ROW(CKR_DATA_INVALID, fault),
	ROW(CKR_DATA_LEN_RANGE, fault),
	ROW(CKR_BUFFER_TOO_SMALL,
		"an answer of the HSM does not fit; try again, and if it stays "
		"stop: a fault in this program or in the HSM's software"),
	ROW(CKR_OPERATION_ACTIVE,
		"an operation was left open; try again, a fresh session is "
		"used"),
	ROW(CKR_OPERATION_NOT_INITIALIZED, lost),
	ROW(CKR_CRYPTOKI_NOT_INITIALIZED, fault),
	ROW(CKR_CRYPTOKI_ALREADY_INITIALIZED, fault),
	ROW(CKR_CANT_LOCK,
		"the module refuses the locks of this computer; set up the "
		"HSM's software for programs with threads"),
	ROW(CKR_NEED_TO_CREATE_THREADS, "the module wants to make threads"),
	ROW(CKR_RANDOM_NO_RNG, "the HSM has no random numbers"),
	ROW(CKR_FIPS_SELF_TEST_FAILED,
		"the HSM's self-test failed; do not use it"),
	ROW(CKR_LIBRARY_LOAD_FAILED,
		"a library of the HSM's software is missing"),
};

static const size_t answer_count = sizeof(answers) / sizeof(*answers);

const char *
p11_ckr_name(CK_RV rv)
{
	size_t i;

	for (i = 0; i < answer_count; i++) {
		if (answers[i].value == rv)
			return answers[i].name;
	}
	return NULL;
}

enum status
p11_fail(struct err *err, const char *call, CK_RV rv)
{
	size_t i;

	for (i = 0; i < answer_count; i++) {
		if (answers[i].value == rv)
			return err_set(err, STATUS_HSM, "%s: %s: %s", call,
				answers[i].name, answers[i].words);
	}
	return err_set(err, STATUS_HSM,
		"%s: return value 0x%08lx%s; see the HSM's manual", call, rv,
		rv >= CKR_VENDOR_DEFINED ? " of the HSM's maker" : "");
}
