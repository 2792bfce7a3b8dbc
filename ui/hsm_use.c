#include "hsm_use.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "data.h"
#include "hsm/remote.h"
#include "prompt.h"

#define PROFILE_MAX 65536 /* bytes; what is longer is not guessed at */
#define GRACE_MS 1000 /* for a process that was asked nothing */
#define PRINTED_MAX 16384
#define PRINTED_WIDTH 400
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
			"Ctrl-C gives up; HSM PIN and cards are needed again "
			"then\n", what);
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

/* Of fixed size: what is printed beyond it is lost, and nobody waits. */
static enum status
open_printed(int *dst, struct err *err)
{
	*dst = memfd_create("printed", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (*dst < 0 || ftruncate(*dst, PRINTED_MAX) != 0 ||
		fcntl(*dst, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) != 0)
		return err_set_errno(err, STATUS_FILE,
			"no room for what the HSM's software prints");
	return STATUS_OK;
}

/* A line each, made harmless: it may hold anything. */
static void
say_printed(int printed)
{
	char text[PRINTED_MAX + 1] = "";
	char line[PRINTED_WIDTH];
	off_t end = lseek(printed, 0, SEEK_CUR);
	char *rest = text;
	char *one;
	ssize_t i;
	ssize_t len = end <= 0 ? 0 : pread(printed, text,
		end < PRINTED_MAX ? (size_t)end : PRINTED_MAX, 0);

	for (i = 0; i < len; i++)
		text[i] = text[i] == '\0' ? '?' : text[i];
	while ((one = strsep(&rest, "\n")) != NULL) {
		text_clean_ascii(line, sizeof(line), one);
		if (*line != '\0')
			fprintf(stderr, "the HSM's software prints: %s\n",
				line);
	}
}

/* A guess, before the profile is read: one that sets variables needs a process
 * that is started with them, and one ahead of it would be in vain. */
static bool
seems_to_set_variables(const char *profile)
{
	static const char element[] = "<environment";
	char *path = data_find("hsm-profiles", profile);
	struct bytes text = {0};
	struct err ignored;
	bool found = file_read(&text, path, PROFILE_MAX, &ignored) ==
			STATUS_OK &&
		memmem(text.data, text.len, element, strlen(element)) != NULL;

	bytes_clear(&text);
	free(path);
	return found;
}

enum status
hsm_use_begin(struct hsm_use *dst, const struct options *options,
	struct err *err)
{
	enum status status;

	*dst = (struct hsm_use){.ahead = WORKER_NONE, .printed = -1};
	dst->patience = (struct hsm_patience){go_on, dst};
	if (options->hsm == NULL)
		return STATUS_OK;
	status = open_printed(&dst->printed, err);
	if (status != STATUS_OK || seems_to_set_variables(options->hsm))
		return status;
	return worker_start(&dst->ahead, data_hsm_program(), NULL,
		dst->printed, err);
}

enum status
hsm_use_start(struct hsm_use *dst, const struct inputs *inputs, struct err *err)
{
	struct hsm_worker worker = {
		.program = data_hsm_program(),
		.log = dst->printed,
		.patience = &dst->patience,
		.ahead = dst->ahead.pid != 0 ? &dst->ahead : NULL,
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
	if (use->printed >= 0) {
		say_printed(use->printed);
		close(use->printed);
	}
	*use = (struct hsm_use){.ahead = WORKER_NONE, .printed = -1};
}
