#include "sign/authorize.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sign/sign.h"

struct authorization {
	struct digest plan;
	bool fresh;
};

static enum status
grant(struct authorization **dst, const struct plan *plan)
{
	*dst = mem_new(1, sizeof(**dst));
	(*dst)->plan = plan->digest;
	(*dst)->fresh = true;
	return STATUS_OK;
}

/* A role of the list is that role; CO is any of CO1 to CO9. */
static bool
fills(const char *role, const char *word, size_t len)
{
	if (strncmp(role, word, len) != 0)
		return false;
	if (role[len] == '\0')
		return true;
	return len == 2 && strncmp(word, "CO", len) == 0 &&
		isdigit((unsigned char)role[len]) && role[len + 1] == '\0';
}

static enum status
check_voices(const struct plan *plan, const struct authorization_voice *voices,
	size_t count, struct err *err)
{
	size_t i;
	size_t k;

	for (i = 0; i < count; i++) {
		if (!digest_equal(&voices[i].plan, &plan->digest))
			return err_set(err, STATUS_STOPPED,
				"%s %s confirmed another plan; open the gate "
				"again",
				voices[i].role, voices[i].person);
		for (k = 0; k < i; k++) {
			if (strcmp(voices[i].person, voices[k].person) == 0)
				return err_set(err, STATUS_STOPPED,
					"%s confirmed twice; each person "
					"counts once",
					voices[i].person);
		}
	}
	return STATUS_OK;
}

/* Takes one voice for each word of needed. */
static enum status
match_voices(const char *needed, const struct authorization_voice *voices,
	size_t count, bool *used, struct err *err)
{
	const char *word;
	size_t len;
	size_t i;

	while ((needed = text_next_word(needed, &word, &len)) != NULL) {
		for (i = 0; i < count; i++) {
			if (!used[i] && fills(voices[i].role, word, len))
				break;
		}
		if (i == count)
			return err_set(err, STATUS_STOPPED,
				"the gate is shut: %.*s has not confirmed",
				(int)len, word);
		used[i] = true;
	}
	return STATUS_OK;
}

enum status
authorize_ceremony(struct authorization **dst, const struct plan *plan,
	const char *needed, const struct authorization_voice *voices,
	size_t count, struct err *err)
{
	bool *used;
	const char *word;
	size_t len;
	enum status status;

	if (text_next_word(needed, &word, &len) == NULL)
		return err_set(err, STATUS_USAGE,
			"the script names nobody who opens the gate");
	status = check_voices(plan, voices, count, err);
	if (status != STATUS_OK)
		return status;
	used = mem_new(count, sizeof(*used));
	status = match_voices(needed, voices, count, used, err);
	free(used);
	return status == STATUS_OK ? grant(dst, plan) : status;
}

enum status
authorize_operator(struct authorization **dst, const struct plan *plan,
	struct err *err)
{
	if (plan->policy->gate_ceremony)
		return err_set(err, STATUS_USAGE,
			"the policy allows signing in a ceremony only "
			"(signing gate=\"ceremony\"); use run");
	return grant(dst, plan);
}

enum status
authorize_training(struct authorization **dst, const struct plan *plan,
	struct err *err)
{
	static const char prefix[] = "REHEARSAL";

	if (strncmp(plan->token.label, prefix, strlen(prefix)) != 0)
		return err_set(err, STATUS_USAGE,
			"token \"%s\" is not a rehearsal's own; training signs "
			"only with tokens labelled %s...",
			plan->token.label, prefix);
	return grant(dst, plan);
}

enum status
authorization_use(struct authorization *authorization,
	const struct digest *plan, struct err *err)
{
	bool fresh = authorization != NULL && authorization->fresh;

	if (!fresh)
		return err_set(err, STATUS_STOPPED,
			"no authorization, or one that was used already; open "
			"the gate again");
	authorization->fresh = false;
	if (!digest_equal(&authorization->plan, plan))
		return err_set(err, STATUS_STOPPED,
			"what was confirmed is not this plan; open the gate "
			"again");
	return STATUS_OK;
}

void
authorization_free(struct authorization *authorization)
{
	free(authorization);
}
