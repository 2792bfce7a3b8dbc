#include "faults_rows.h"

static const char signal_9[] = "signal 9 (Killed)";
static const char signal_11[] = "signal 11 (Segmentation fault)";
static const char again[] = "HSM PIN and cards are needed again";
static const char given_up[] = "given up after";
static const char attach[] = "check cable, power and cards";
static const char retry[] = "restart the HSM and look at its own log";
static const char thrown[] = "does not verify";
static const char understood[] = "before it is understood";

const struct fault faults_loads[] = {
	{ AT_LOAD, "C_Initialize", 0, "CKR_GENERAL_ERROR",
		"C_GetInfo: CKR_GENERAL_ERROR", "its service in place" },
	{ AT_LOAD, "C_Initialize", 0, "kill", signal_9, again },
	{ AT_LOAD, "C_Initialize", 0, "crash", signal_11, again },
	{ AT_LOAD, "C_Initialize", 0, "hang", given_up, again },
	{ AT_LOAD, "C_Initialize", 0, "CKR_CANT_LOCK",
		"C_GetInfo: CKR_CANT_LOCK", "with threads" },
	{ AT_LOAD, "C_GetSlotList", 0, "CKR_DEVICE_REMOVED",
		"C_GetTokenInfo: CKR_DEVICE_REMOVED", attach },
	{ AT_LOAD, "C_GetSlotList", 0, "CKR_HOST_MEMORY",
		"C_GetTokenInfo: CKR_HOST_MEMORY", "out of memory" },
	{ AT_LOAD, "C_GetSlotList", 0, "kill", signal_9, again },
	{ AT_LOAD, "C_GetSlotList", 0, "hang", given_up, again },
	{ AT_LOAD, "C_OpenSession", 0, "CKR_DEVICE_ERROR",
		"C_OpenSession: CKR_DEVICE_ERROR", retry },
	{ 0 },
};

const struct fault faults_logins[] = {
	{ AT_LOAD, "C_Login", 0, "CKR_PIN_INCORRECT",
		"C_Login: CKR_PIN_INCORRECT", "HSMs lock after few tries" },
	{ AT_LOAD, "C_Login", 0, "CKR_PIN_LOCKED",
		"C_Login: CKR_PIN_LOCKED", "security officer must unlock it" },
	{ AT_LOAD, "C_Login", 0, "CKR_PIN_EXPIRED",
		"C_Login: CKR_PIN_EXPIRED", "must be changed" },
	{ AT_LOAD, "C_Login", 0, "hang", given_up, again },
	{ AT_LOAD, "C_Login", 0, "crash", signal_11, again },
	{ AT_LOAD, "C_OpenSession", 0, "kill", signal_9, again },
	{ AT_LOAD, "C_FindObjectsInit", 0, "CKR_DEVICE_ERROR",
		"C_FindObjectsInit: CKR_DEVICE_ERROR", retry },
	{ AT_LOAD, "C_GetAttributeValue", 0, "kill", signal_9, again },
	{ AT_LOAD, "C_FindObjectsInit", 0, "gone",
		"C_FindObjectsInit: CKR_DEVICE_REMOVED", attach },
	{ 0 },
};

const struct fault faults_requests[] = {
	{ AT_REQUEST, "C_FindObjectsInit", 1, "kill", signal_9, again },
	{ AT_REQUEST, "C_FindObjectsInit", 2, "crash", signal_11, again },
	{ AT_REQUEST, "C_FindObjectsInit", 2, "CKR_SESSION_CLOSED",
		"C_FindObjectsInit: CKR_SESSION_CLOSED", "log in again" },
	{ AT_REQUEST, "C_GetAttributeValue", 1, "CKR_DEVICE_REMOVED",
		"C_GetAttributeValue: CKR_DEVICE_REMOVED", attach },
	{ AT_REQUEST, "C_GetAttributeValue", 2, "hang", given_up, again },
	{ AT_GATE, "C_FindObjectsInit", 1, "CKR_DEVICE_ERROR",
		"C_FindObjectsInit: CKR_DEVICE_ERROR", retry },
	{ AT_GATE, "C_FindObjectsInit", 1, "hang", given_up, again },
	{ AT_GATE, "C_GetAttributeValue", 1, "kill", signal_9, again },
	{ AT_GATE, "C_GetAttributeValue", 2, "gone",
		"C_GetAttributeValue: CKR_DEVICE_REMOVED", attach },
	{ AT_OPENING, "C_FindObjectsInit", 1, "crash", signal_11, again },
	{ AT_OPENING, "C_FindObjectsInit", 2, "kill", signal_9, again },
	{ AT_OPENING, "C_FindObjectsInit", 3, "CKR_DEVICE_REMOVED",
		"C_FindObjectsInit: CKR_DEVICE_REMOVED", attach },
	{ AT_SIGN, "C_FindObjectsInit", 1, "CKR_FUNCTION_FAILED",
		"C_FindObjectsInit: CKR_FUNCTION_FAILED", retry },
	{ AT_SIGN, "C_GetAttributeValue", 1, "kill", signal_9, again },
	{ 0 },
};

const struct fault faults_fifths[] = {
	{ AT_SIGN, "C_Sign", 5, "kill", signal_9, again },
	{ AT_SIGN, "C_Sign", 5, "crash", signal_11, again },
	{ AT_SIGN, "C_Sign", 5, "hang", given_up, again },
	{ AT_SIGN, "C_Sign", 5, "CKR_DEVICE_REMOVED",
		"C_Sign: CKR_DEVICE_REMOVED", attach },
	{ AT_SIGN, "C_Sign", 5, "gone", "C_Sign: CKR_DEVICE_REMOVED", attach },
	{ AT_SIGN, "C_Sign", 5, "CKR_DEVICE_ERROR", "C_Sign: CKR_DEVICE_ERROR",
		retry },
	{ AT_SIGN, "C_Sign", 5, "CKR_FUNCTION_FAILED",
		"C_Sign: CKR_FUNCTION_FAILED", retry },
	{ AT_SIGN, "C_Sign", 5, "flip", thrown, understood },
	{ AT_SIGN, "C_Sign", 5, "zero", thrown, understood },
	{ AT_SIGN, "C_Sign", 5, "short", thrown, understood },
	{ AT_SIGN, "C_Sign", 5, "stale", thrown, understood },
	{ 0 },
};

const struct fault faults_ends[] = {
	{ AT_SIGN, "C_Sign", 1, "crash", signal_11, again },
	{ AT_SIGN, "C_Sign", 1, "CKR_DEVICE_REMOVED",
		"C_Sign: CKR_DEVICE_REMOVED", attach },
	{ AT_SIGN, "C_Sign", 1, "flip", thrown, understood },
	{ AT_SIGN, "C_Sign", 1, "stale", thrown, understood },
	{ AT_SIGN, "C_Sign", 9, "kill", signal_9, again },
	{ AT_SIGN, "C_Sign", 9, "hang", given_up, again },
	{ AT_SIGN, "C_Sign", 9, "CKR_SESSION_HANDLE_INVALID",
		"C_Sign: CKR_SESSION_HANDLE_INVALID", "log in again" },
	{ AT_SIGN, "C_Sign", 9, "zero", thrown, understood },
	{ AT_SIGN, "C_SignInit", 1, "kill", signal_9, again },
	{ AT_SIGN, "C_SignInit", 5, "CKR_FUNCTION_FAILED",
		"C_SignInit: CKR_FUNCTION_FAILED", retry },
	{ AT_SIGN, "C_SignInit", 9, "gone", "C_SignInit: CKR_DEVICE_REMOVED",
		attach },
	{ 0 },
};

const struct fault faults_left[] = {
	{ AT_LOAD, "C_FindObjectsInit", 0, "kill", signal_9, again },
	{ AT_REQUEST, "C_GetAttributeValue", 1, "crash", signal_11, again },
	{ AT_GATE, "C_FindObjectsInit", 1, "hang", given_up, again },
	{ AT_OPENING, "C_FindObjectsInit", 2, "gone",
		"C_FindObjectsInit: CKR_DEVICE_REMOVED", attach },
	{ AT_SIGN, "C_Sign", 1, "CKR_DEVICE_ERROR", "C_Sign: CKR_DEVICE_ERROR",
		retry },
	{ AT_SIGN, "C_Sign", 5, "kill", signal_9, again },
	{ AT_SIGN, "C_Sign", 9, "stale", thrown, understood },
	{ 0 },
};

const struct fault faults_doubled[][3] = {
	{ { AT_SIGN, "C_Sign", 5, "kill", signal_9, again },
		{ AT_LOGIN, "C_Login", 0, "CKR_DEVICE_REMOVED",
			"C_Login: CKR_DEVICE_REMOVED", attach } },
	{ { AT_SIGN, "C_Sign", 5, "crash", signal_11, again },
		{ AT_LOGIN, "C_GetSlotList", 0, "CKR_TOKEN_NOT_PRESENT",
			"C_GetTokenInfo: CKR_TOKEN_NOT_PRESENT", attach } },
	{ { AT_SIGN, "C_Sign", 5, "hang", given_up, again },
		{ AT_LOGIN, "C_Initialize", 0, "hang", given_up, again } },
	{ { AT_SIGN, "C_Sign", 5, "zero", thrown, understood },
		{ AT_LOGIN, "C_GetAttributeValue", 0, "kill", signal_9,
			again } },
	{ { 0 } },
};
