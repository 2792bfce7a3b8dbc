#include "hsm_use.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "data.h"
#include "hsm/remote.h"
#include "prompt.h"

#define GRACE_MS 1000 /* for a process that was asked nothing */
#define QUIET_S 3 /* a wait of this length is not worth a word */

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

/* What is said of a wait, and after how long; Ctrl-C is the way to give up. */
static void
say_waiting(struct hsm_use *use, const struct hsm_wait *wait)
{
	long long waited_s = (clock_mono_ms() - wait->since_mono_ms) / 1000;
	const char *what = hsm_call_words(wait->call);

	if (use->said_mono_ms != wait->since_mono_ms)
		use->said = 0;
	use->said_mono_ms = wait->since_mono_ms;
	if (use->said == 0 && waited_s >= QUIET_S) {
		fprintf(stderr, "ksk-ceremony: waiting for %s of the HSM; "
			"Ctrl-C gives up, the login is lost then\n", what);
		use->said = 1;
	} else if (use->said == 1 && waited_s >= wait->usual_s) {
		fprintf(stderr, "ksk-ceremony: waiting for %s of the HSM for "
			"%lld s, longer than usual\n", what, waited_s);
		use->said = 2;
	}
}

static bool
go_on(void *context, const struct hsm_wait *wait)
{
	say_waiting(context, wait);
	return true;
}

enum status
hsm_use_begin(struct hsm_use *dst, const struct options *options,
	struct err *err)
{
	*dst = (struct hsm_use){.ahead = WORKER_NONE};
	dst->patience = (struct hsm_patience){go_on, dst};
	if (options->hsm == NULL)
		return STATUS_OK;
	return worker_start(&dst->ahead, data_hsm_program(), NULL,
		STDERR_FILENO, err);
}

enum status
hsm_use_start(struct hsm_use *dst, const struct inputs *inputs, struct err *err)
{
	struct hsm_worker worker = {
		.program = data_hsm_program(),
		.log = STDERR_FILENO,
		.patience = &dst->patience,
		.ahead = &dst->ahead,
	};

	if (!inputs->has_profile)
		return STATUS_OK;
	return remote_open(&dst->hsm, &inputs->profile, &worker, err);
}

enum status
hsm_use_open(struct hsm_use *dst, const struct inputs *inputs,
	const struct options *options, struct err *err)
{
	enum status status = hsm_choose_token(&dst->chosen, dst->hsm,
		options->token, err);

	if (status == STATUS_OK)
		status = login(dst, inputs, options, err);
	if (status == STATUS_OK)
		status = plan_find_keys(&dst->keys, dst->hsm, &inputs->policy,
			inputs->schema, err);
	return status;
}

void
hsm_use_dismiss(struct hsm_use *use)
{
	remote_dismiss(use->hsm);
}

void
hsm_use_close(struct hsm_use *use)
{
	char how[80];

	plan_keys_clear(&use->keys);
	if (use->hsm != NULL)
		use->hsm->ops->close(use->hsm);
	worker_end(&use->ahead, GRACE_MS, how, sizeof(how));
	*use = (struct hsm_use){.ahead = WORKER_NONE};
}
