#include "faults_rules.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <p11-kit/pkcs11.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BETWEEN " \t\r\n;"
#define RULE_MAX 120
#define SIGN "C_Sign"
#define TOKEN_INFO "C_GetTokenInfo"

/* One rule, in parts. */
struct rule {
	char text[RULE_MAX + 1];
	const char *function;
	unsigned long first;
	unsigned long last;
	struct faults_action action;
};

static const struct {
	const char *word;
	enum faults_kind kind;
} words[] = {
	{"hang", FAULTS_HANG},
	{"crash", FAULTS_CRASH},
	{"kill", FAULTS_KILL},
	{"gone", FAULTS_GONE},
	{"flip", FAULTS_FLIP},
	{"zero", FAULTS_ZERO},
	{"short", FAULTS_SHORT},
	{"stale", FAULTS_STALE},
	{"serial", FAULTS_SERIAL},
	{"maker", FAULTS_MAKER},
};

#define ROW(value) {#value, value}

static const struct {
	const char *name;
	CK_RV value;
} answers[] = {
	ROW(CKR_OK),
	ROW(CKR_ARGUMENTS_BAD),
	ROW(CKR_ATTRIBUTE_SENSITIVE),
	ROW(CKR_ATTRIBUTE_TYPE_INVALID),
	ROW(CKR_BUFFER_TOO_SMALL),
	ROW(CKR_CANT_LOCK),
	ROW(CKR_CRYPTOKI_NOT_INITIALIZED),
	ROW(CKR_DATA_INVALID),
	ROW(CKR_DATA_LEN_RANGE),
	ROW(CKR_DEVICE_ERROR),
	ROW(CKR_DEVICE_MEMORY),
	ROW(CKR_DEVICE_REMOVED),
	ROW(CKR_FUNCTION_CANCELED),
	ROW(CKR_FUNCTION_FAILED),
	ROW(CKR_FUNCTION_NOT_SUPPORTED),
	ROW(CKR_FUNCTION_REJECTED),
	ROW(CKR_GENERAL_ERROR),
	ROW(CKR_HOST_MEMORY),
	ROW(CKR_KEY_FUNCTION_NOT_PERMITTED),
	ROW(CKR_KEY_HANDLE_INVALID),
	ROW(CKR_KEY_SIZE_RANGE),
	ROW(CKR_KEY_TYPE_INCONSISTENT),
	ROW(CKR_MECHANISM_INVALID),
	ROW(CKR_MECHANISM_PARAM_INVALID),
	ROW(CKR_OBJECT_HANDLE_INVALID),
	ROW(CKR_OPERATION_ACTIVE),
	ROW(CKR_OPERATION_NOT_INITIALIZED),
	ROW(CKR_PIN_EXPIRED),
	ROW(CKR_PIN_INCORRECT),
	ROW(CKR_PIN_INVALID),
	ROW(CKR_PIN_LEN_RANGE),
	ROW(CKR_PIN_LOCKED),
	ROW(CKR_SESSION_CLOSED),
	ROW(CKR_SESSION_COUNT),
	ROW(CKR_SESSION_HANDLE_INVALID),
	ROW(CKR_SLOT_ID_INVALID),
	ROW(CKR_TOKEN_NOT_PRESENT),
	ROW(CKR_TOKEN_NOT_RECOGNIZED),
	ROW(CKR_TOKEN_WRITE_PROTECTED),
	ROW(CKR_USER_ALREADY_LOGGED_IN),
	ROW(CKR_USER_NOT_LOGGED_IN),
	ROW(CKR_USER_PIN_NOT_INITIALIZED),
};

/* A whole number, decimal or 0x; nothing before or behind it. */
static bool
read_number(unsigned long *dst, const char *text)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	*dst = strtoul(text, &end, 0);
	return *end == '\0' && errno == 0;
}

static bool
read_action(struct faults_action *dst, const char *text)
{
	static const char sleep[] = "sleep:";
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(words[i].word, text) == 0) {
			dst->kind = words[i].kind;
			return true;
		}
	}
	if (strncmp(text, sleep, strlen(sleep)) == 0) {
		dst->kind = FAULTS_SLEEP;
		return read_number(&dst->value, text + strlen(sleep));
	}
	dst->kind = FAULTS_ANSWER;
	for (i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		if (strcmp(answers[i].name, text) == 0) {
			dst->value = answers[i].value;
			return true;
		}
	}
	return read_number(&dst->value, text);
}

/* "5", "5+". */
static bool
read_place(struct rule *rule, char *text)
{
	char *plus = strchr(text, '+');

	if (plus != NULL && plus[1] != '\0')
		return false;
	if (plus != NULL)
		*plus = '\0';
	if (!read_number(&rule->first, text) || rule->first == 0)
		return false;
	rule->last = plus != NULL ? ULONG_MAX : rule->first;
	return true;
}

static bool
is_known(const char *const *known, const char *function)
{
	while (*known != NULL && strcmp(*known, function) != 0)
		known++;
	return *known != NULL;
}

/* NULL, or why this function's answer cannot be spoilt so. */
static const char *
check_function(const struct rule *rule)
{
	if (rule->action.kind >= FAULTS_SERIAL)
		return strcmp(rule->function, TOKEN_INFO) == 0 ? NULL :
			"only " TOKEN_INFO " tells of a token";
	if (rule->action.kind >= FAULTS_FLIP &&
		strcmp(rule->function, SIGN) != 0)
		return "only " SIGN " makes a signature";
	return NULL;
}

/* NULL, or what is wrong with the rule. */
static const char *
read_rule(struct rule *rule, const char *const *known)
{
	char *action = strchr(rule->text, '=');
	char *place;

	if (action == NULL)
		return "it has no =";
	*action++ = '\0';
	place = strchr(rule->text, '@');
	if (place != NULL)
		*place++ = '\0';
	rule->function = rule->text;
	rule->first = 1;
	rule->last = ULONG_MAX;
	if (!is_known(known, rule->function))
		return "the program calls no such function";
	if (place != NULL && !read_place(rule, place))
		return "behind @ stands the number of a call, from 1";
	if (!read_action(&rule->action, action))
		return "there is no such action";
	return check_function(rule);
}

static bool
fits(const struct rule *rule, const struct faults_call *call)
{
	return strcmp(rule->function, call->function) == 0 &&
		call->number >= rule->first && call->number <= rule->last;
}

bool
faults_rules_find(struct faults_action *dst, const char *text,
	const struct faults_call *call, char why[FAULTS_WHY_SIZE])
{
	struct faults_action found = {0};

	for (text += strspn(text, BETWEEN); *text != '\0';
		text += strspn(text, BETWEEN)) {
		struct rule rule = {.text = ""};
		size_t len = strcspn(text, BETWEEN);
		const char *wrong = "it is too long";

		snprintf(rule.text, sizeof(rule.text), "%.*s", (int)len, text);
		if (len <= RULE_MAX)
			wrong = read_rule(&rule, call->known);
		if (wrong != NULL) {
			snprintf(why, FAULTS_WHY_SIZE, "rule %.*s: %s",
				(int)(len < RULE_MAX ? len : RULE_MAX), text,
				wrong);
			return false;
		}
		if (found.kind == FAULTS_NONE && fits(&rule, call))
			found = rule.action;
		text += len;
	}
	*dst = found;
	return true;
}
