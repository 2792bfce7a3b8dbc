#include "hsm/faults_table.h"

#include <stddef.h>
#include <string.h>

const struct faults_function faults_functions[] = {
	{"C_GetFunctionList", WEIGHT_NEEDED},
	{"C_Initialize", WEIGHT_NEEDED},
	{"C_GetInfo", WEIGHT_NEEDED},
	{"C_GetSlotList", WEIGHT_NEEDED},
	{"C_GetSlotInfo", WEIGHT_NEEDED},
	{"C_GetTokenInfo", WEIGHT_NEEDED},
	/* Of libp11, before any session is open. */
	{"C_CloseAllSessions", WEIGHT_IGNORED},
	{"C_OpenSession", WEIGHT_NEEDED},
	{"C_Login", WEIGHT_NEEDED},
	{"C_FindObjectsInit", WEIGHT_NEEDED},
	{"C_FindObjects", WEIGHT_NEEDED},
	{"C_FindObjectsFinal", WEIGHT_NEEDED},
	{"C_GetAttributeValue", WEIGHT_NEEDED},
	{"C_SignInit", WEIGHT_NEEDED},
	{"C_Sign", WEIGHT_NEEDED},
	{"C_Logout", WEIGHT_BEHIND},
	{"C_CloseSession", WEIGHT_BEHIND},
	{"C_Finalize", WEIGHT_BEHIND},
	{NULL, WEIGHT_NEEDED},
};

const struct faults_error faults_errors[] = {
	{"CKR_DEVICE_REMOVED", "check cable, power and cards"},
	{"CKR_TOKEN_NOT_PRESENT", "check cable, power and cards"},
	{"CKR_DEVICE_ERROR", "try again; if it stays, restart the HSM"},
	{"CKR_SESSION_CLOSED", "log in again"},
	{"CKR_SESSION_HANDLE_INVALID", "log in again"},
	{"CKR_PIN_INCORRECT", "HSMs lock after few tries"},
	{"CKR_PIN_LOCKED", "security officer must unlock it"},
	{"CKR_PIN_EXPIRED", "must be changed with the HSM's own tool"},
	{"CKR_GENERAL_ERROR", "are its configuration and its service"},
	{"CKR_FUNCTION_FAILED", "try again; if it stays, restart the HSM"},
	{"CKR_HOST_MEMORY", "end other programs"},
	{"CKR_CANT_LOCK", "set up the HSM's software for programs"},
	{"CKR_BUFFER_TOO_SMALL", "does not fit; try again"},
	{NULL, NULL},
};

static const char *const others[] = {"crash", "kill", "gone", "sleep:50"};
static const char *const spoilt[] = {"flip", "zero", "short", "stale"};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Where the rule that follows from weight and action is not what happens, and
 * why that is right. */
static const struct {
	struct fault fault; /* action NULL: whatever it returns */
	struct expected expected;
} exceptions[] = {
	/* libp11 keeps the return value to itself. */
	{{"C_GetFunctionList", 2, NULL},
		{ENDING_REFUSED, {"C_GetFunctionList", "libp11", "restart"}}},
	/* The token of the first slot has left: then nothing is wrong but that
	 * there is no such token. */
	{{"C_GetTokenInfo", 1, "CKR_TOKEN_NOT_PRESENT"},
		{ENDING_REFUSED, {"no token labelled \"T\"", "there"}}},
	/* The second slot is the free one, and nobody asks for its token. */
	{{"C_GetTokenInfo", 2, "CKR_TOKEN_NOT_PRESENT"}, {ENDING_WHOLE, {0}}},
};

const char *
faults_action_of(const char *function, unsigned index)
{
	if (index < COUNT(faults_errors) - 1)
		return faults_errors[index].name;
	index -= (unsigned)COUNT(faults_errors) - 1;
	if (index < COUNT(others))
		return others[index];
	index -= (unsigned)COUNT(others);
	if (strcmp(function, "C_Sign") == 0 && index < COUNT(spoilt))
		return spoilt[index];
	return NULL;
}

static bool
is_among(const char *const *table, size_t count, const char *action)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(table[i], action) == 0)
			return true;
	}
	return false;
}

static bool
is_answer(const char *action)
{
	return strncmp(action, "CKR_", 4) == 0 || strcmp(action, "gone") == 0;
}

static const struct expected *
find_exception(const struct fault *fault)
{
	size_t i;

	for (i = 0; i < COUNT(exceptions); i++) {
		const struct fault *one = &exceptions[i].fault;

		if (strcmp(one->function, fault->function) == 0 &&
			one->number == fault->number &&
			(one->action == NULL ? is_answer(fault->action) :
				strcmp(one->action, fault->action) == 0))
			return &exceptions[i].expected;
	}
	return NULL;
}

static enum weight
weight_of(const char *function)
{
	const struct faults_function *one = faults_functions;

	while (strcmp(one->name, function) != 0)
		one++;
	return one->weight;
}

static struct expected
expect_end(const char *how)
{
	return (struct expected){ENDING_CRASHED,
		{how, "was awaited",
			"HSM PIN and cards are needed again"}};
}

static struct expected
expect_answer(const char *function, const char *name)
{
	const struct faults_error *error = faults_errors;

	while (strcmp(error->name, name) != 0)
		error++;
	return (struct expected){ENDING_REFUSED,
		{function, error->name, error->words}};
}

struct expected
faults_expect(const struct fault *fault)
{
	static const struct expected whole = {ENDING_WHOLE, {0}};
	const struct expected *exception = find_exception(fault);
	enum weight weight = weight_of(fault->function);
	const char *action = fault->action;

	if (exception != NULL)
		return *exception;
	if (is_among(spoilt, COUNT(spoilt), action))
		return (struct expected){ENDING_THROWN,
			{"slot ", "KSK ksk-a", "does not verify",
				"do not go on with this HSM"}};
	if (strcmp(action, "sleep:50") == 0 || weight == WEIGHT_BEHIND)
		return whole;
	if (strcmp(action, "crash") == 0)
		return expect_end("signal 11");
	if (strcmp(action, "kill") == 0)
		return expect_end("signal 9");
	if (strcmp(action, "gone") != 0)
		return weight == WEIGHT_IGNORED ?
			whole : expect_answer(fault->function, action);
	/* From there on: where its answer is ignored, the next call says so. */
	return expect_answer(weight == WEIGHT_IGNORED ?
		"C_GetTokenInfo" : fault->function, "CKR_DEVICE_REMOVED");
}
