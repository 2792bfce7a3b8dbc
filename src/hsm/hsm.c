#include "hsm/hsm.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

const char *
hsm_call_words(enum hsm_call call)
{
	static const char *const words[HSM_CALLS] = {
		[HSM_LOAD] = "its module to load",
		[HSM_LIST] = "its list of tokens",
		[HSM_LOGIN] = "the login",
		[HSM_FIND] = "its list of keys",
		[HSM_SIGN] = "a signature",
		[HSM_LOGOUT] = "the logout",
		[HSM_GENERATE] = "a new key",
	};

	return words[call];
}

void
hsm_keys_free(struct hsm_key *keys, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		bytes_clear(&keys[i].modulus);
		bytes_clear(&keys[i].exponent);
	}
	free(keys);
}

static bool
text_fits(const char *wanted, const char *text)
{
	return wanted == NULL || strcmp(wanted, text) == 0;
}

static bool
token_fits(const struct hsm_profile *profile, const char *label,
	const struct hsm_token *token)
{
	return text_fits(label, token->label) &&
		text_fits(profile->token_label, token->label) &&
		text_fits(profile->token_serial, token->serial) &&
		(profile->token_slot < 0 ||
			(unsigned long)profile->token_slot == token->slot);
}

static void
add_wanted(struct buf *text, const struct hsm_profile *profile,
	const char *label)
{
	if (label != NULL)
		buf_add_format(text, " labelled \"%s\"", label);
	if (profile->token_label != NULL)
		buf_add_format(text, " with the profile's label \"%s\"",
			profile->token_label);
	if (profile->token_serial != NULL)
		buf_add_format(text, " with the profile's serial %s",
			profile->token_serial);
	if (profile->token_slot >= 0)
		buf_add_format(text, " in the profile's slot %ld",
			profile->token_slot);
}

static void
add_tokens(struct buf *text, const struct hsm_token *tokens, size_t count)
{
	size_t i;

	buf_add_text(text, count == 0 ? "no token is there" : "there:");
	for (i = 0; i < count; i++)
		buf_add_format(text, "%s \"%s\" serial %s slot %lu",
			i == 0 ? "" : ",", tokens[i].label, tokens[i].serial,
			tokens[i].slot);
}

static enum status
fail_choice(const struct hsm *hsm, const char *label, size_t fitting,
	const struct hsm_token *tokens, size_t count, struct err *err)
{
	struct buf wanted = {0};
	struct buf there = {0};
	enum status status;

	add_wanted(&wanted, hsm->profile, label);
	add_tokens(&there, tokens, count);
	if (fitting == 0)
		status = err_set(err, STATUS_HSM, "no token%s; %s",
			buf_text(&wanted), buf_text(&there));
	else
		status = err_set(err, STATUS_HSM,
			"%zu tokens%s, name one by label, serial or slot in "
			"the profile; %s",
			fitting, buf_text(&wanted), buf_text(&there));
	buf_clear(&wanted);
	buf_clear(&there);
	return status;
}

enum status
hsm_choose_token(struct hsm_token *dst, struct hsm *hsm, const char *label,
	struct err *err)
{
	struct hsm_token *tokens = NULL;
	const struct hsm_token *chosen = NULL;
	size_t fitting = 0;
	size_t count = 0;
	size_t i;
	enum status status = hsm->ops->list(hsm, &tokens, &count, err);

	if (status != STATUS_OK)
		return status;
	for (i = 0; i < count; i++) {
		if (token_fits(hsm->profile, label, &tokens[i])) {
			chosen = &tokens[i];
			fitting++;
		}
	}
	if (fitting == 1)
		*dst = *chosen;
	else
		status = fail_choice(hsm, label, fitting, tokens, count, err);
	free(tokens);
	return status;
}
