#include "hsm_use.h"

#include <string.h>

#include "hsm/p11.h"
#include "prompt.h"

static enum status
read_pin(struct secret *dst, const struct options *options,
	const struct hsm_token *token, struct err *err)
{
	if (options->pin_file != NULL)
		return secret_read_file(dst, options->pin_file, err);
	return prompt_secret(dst, "HSM PIN for token", token->label, err);
}

static enum status
login(struct hsm_use *dst, const struct inputs *inputs,
	const struct options *options, struct err *err)
{
	struct hsm *hsm = dst->hsm;
	bool asked = inputs->profile.login == HSM_LOGIN_PIN &&
		!dst->chosen.protected_path;
	struct secret pin;
	enum status status;

	if (!asked)
		return hsm->ops->login(hsm, &dst->chosen, NULL, err);
	secret_init(&pin);
	status = read_pin(&pin, options, &dst->chosen, err);
	if (status == STATUS_OK)
		status = hsm->ops->login(hsm, &dst->chosen, &pin, err);
	secret_clear(&pin);
	return status;
}

enum status
hsm_use_open(struct hsm_use *dst, const struct inputs *inputs,
	const struct options *options, struct err *err)
{
	enum status status;

	memset(dst, 0, sizeof(*dst));
	status = p11_open(&dst->hsm, &inputs->profile, err);
	if (status == STATUS_OK)
		status = hsm_choose_token(&dst->chosen, dst->hsm,
			options->token, err);
	if (status == STATUS_OK)
		status = login(dst, inputs, options, err);
	if (status == STATUS_OK)
		status = plan_find_keys(&dst->keys, dst->hsm, &inputs->policy,
			inputs->schema, err);
	return status;
}

void
hsm_use_close(struct hsm_use *use)
{
	plan_keys_clear(&use->keys);
	if (use->hsm != NULL)
		use->hsm->ops->close(use->hsm);
	memset(use, 0, sizeof(*use));
}
