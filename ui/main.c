#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/crypto.h"
#include "base/mem.h"
#include "base/secret.h"
#include "cmd_addendum.h"
#include "cmd_check.h"
#include "cmd_lint.h"
#include "cmd_rehearse.h"
#include "cmd_resume.h"
#include "cmd_run.h"
#include "cmd_sign.h"
#include "cmd_verify.h"
#include "cmd_view.h"
#include "cmd_words.h"
#include "options.h"

const struct command commands[] = {
	{ "check", "KSR", "judge a request by every rule", 1, 1,
		"policy schema previous-skr at hsm token pin-file json",
		cmd_check },
	{ "sign", "KSR SKR", "sign without a ceremony, UNWITNESSED", 2, 2,
		"policy schema previous-skr at hsm token pin-file yes",
		cmd_sign },
	{ "verify", "SKR", "judge an answer by every rule", 1, 1,
		"policy schema ksr previous-skr json", cmd_verify },
	{ "words", "FILE...", "SHA-256 in hex and in PGP words", 1, SIZE_MAX,
		"json", cmd_words },
	{ "rehearse", "[CEREMONY.xml]", "a rehearsal with a token of its own",
		0, 1, "policy schema ksr previous-skr at hsm dir mirror "
		"autoplay fault scenario seed", cmd_rehearse },
	{ "run", "CEREMONY.xml", "hold a ceremony", 1, 1,
		"dir mirror", cmd_run },
	{ "resume", "DIR", "go on with one that was stopped", 1, 1,
		"mirror autoplay", cmd_resume },
	{ "addendum", "DIR", "what was held after the close, typed later", 1,
		1, "autoplay", cmd_addendum },
	{ "lint", "FILE...", "documents before the day; can these people do it?",
		1, SIZE_MAX, "", cmd_lint },
	{ "watch", "DIR", "follow one that is held, from another screen", 1, 1,
		"big", cmd_watch },
	{ "replay", "DIR", "walk through one, event by event", 1, 1, "",
		cmd_replay },
	{ 0 },
};

static void
say(FILE *stream, const char *text)
{
	fputs(text, stream);
}

static enum status
show_usage(const struct options *options)
{
	char *usage = options_usage(options->command);

	say(stdout, usage);
	free(usage);
	return STATUS_OK;
}

static enum status
run(const struct options *options, struct err *err)
{
	enum status status;
	bool locked;

	if (options->help)
		return show_usage(options);
	if (options->version) {
		say(stdout, PACKAGE_STRING "\n");
		return STATUS_OK;
	}
	status = secret_setup(&locked, err);
	if (status != STATUS_OK)
		return status;
	if (!locked)
		say(stderr, PACKAGE_NAME ": memory for PINs could not be "
			    "locked; they may reach a swap device\n");
	return options->command->run(options, err);
}

static void
complain(const struct options *options, const struct err *err, bool usage)
{
	char *text;

	fprintf(stderr, "ksk-ceremony: %s\n", err->text);
	if (!usage)
		return;
	text = options_usage(options->command);
	say(stderr, text);
	free(text);
}

/* Results that did not arrive are no results. */
static enum status
finish(enum status status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("ksk-ceremony: standard output");
	return STATUS_FILE;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct err err = {0};
	enum status status = options_parse(&options, argc, argv, &err);

	/* Whoever started this may have it ignored; children are awaited. */
	signal(SIGCHLD, SIG_DFL);
	crypto_setup();
	if (status != STATUS_OK) {
		complain(&options, &err, true);
		return (int)status;
	}
	status = run(&options, &err);
	if (fflush(stdout) == 0 && status != STATUS_OK)
		complain(&options, &err, false);
	return (int)finish(status);
}
