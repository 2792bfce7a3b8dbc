#include "cmd_sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "base/utc.h"
#include "base/words.h"
#include "cmd_words.h"
#include "prompt.h"
#include "results.h"
#include "sign/authorize.h"
#include "sign/sign.h"
#include "hsm_use.h"

/* One run of the command. */
struct job {
	const struct options *options;
	const char *path; /* of the SKR */
	struct inputs inputs;
	struct results results;
	struct hsm_use use;
	struct plan plan;
	struct file_draft *draft; /* of the SKR */
};

static enum status
read_inputs(struct job *job, struct err *err)
{
	const struct options *options = job->options;
	struct inputs *inputs = &job->inputs;
	enum status status;

	status = options_need(options->hsm, "hsm PROFILE", options, err);
	if (status == STATUS_OK)
		status = inputs_begin(inputs, options, err);
	if (status == STATUS_OK)
		status = hsm_use_start(&job->use, inputs, err);
	if (status == STATUS_OK)
		status = inputs_read(inputs, options, err);
	if (status == STATUS_OK && inputs->policy.gate_ceremony)
		status = err_set(err, STATUS_USAGE,
			"this policy signs in a ceremony only "
			"(<signing gate=\"ceremony\"/>)");
	if (status == STATUS_OK)
		status = inputs_choose_schema(inputs, options, err);
	if (status == STATUS_OK)
		status = inputs_read_request(inputs, options->args[0], err);
	if (status == STATUS_OK)
		status = file_check_creatable(job->path, err);
	return status;
}

/* The rules without the HSM: HSM-KEYS waits. */
static enum status
judge(struct job *job, struct err *err)
{
	struct rule_input input = inputs_for_rules(&job->inputs, NULL);

	rules_run_request(job->results.rules, &job->results.count, &input);
	return results_status(&job->results, err);
}

/* Nothing has changed but that the HSM's keys are known. */
static enum status
judge_keys(struct job *job, struct err *err)
{
	struct rule_input input = inputs_for_rules(&job->inputs,
		job->use.keys.findings);

	job->results.hsm = true;
	rules_run_again(job->results.rules, job->results.count, "HSM-KEYS",
		&input);
	return results_status(&job->results, err);
}

static void
print_text(struct buf *text, FILE *stream)
{
	fputs(buf_text(text), stream);
	buf_clear(text);
}

static void
print_words(const struct digest *digest, FILE *stream)
{
	struct buf text = {0};

	words_add_lines(&text, digest);
	print_text(&text, stream);
}

/* The last word: whoever types it has the words in view. */
static enum status
confirm(const struct job *job, struct err *err)
{
	const struct digest *digest = &job->inputs.request.sha256;
	const char *wanted = words_of(digest->bytes[DIGEST_LEN - 1],
		DIGEST_LEN - 1);

	printf("\nthe request's SHA-256 in words\n");
	print_words(digest, stdout);
	if (job->options->yes)
		return STATUS_OK;
	if (!isatty(STDOUT_FILENO))
		print_words(digest, stderr);
	if (prompt_word("Nobody witnesses this. If these are the words of the "
			"request that is meant,\ntype the last of them to sign "
			"it; anything else stops: ",
		    wanted))
		return STATUS_OK;
	return err_set(err, STATUS_STOPPED,
		"not the last word of the request; nothing was signed");
}

/* Everything but the HSM, before anybody is asked anything. */
static enum status
prepare(struct job *job, struct err *err)
{
	const struct inputs *inputs = &job->inputs;
	enum status status;

	status = read_inputs(job, err);
	if (status != STATUS_OK)
		return status;
	status = judge(job, err);
	results_print(job->options, inputs, &inputs->request, &job->results);
	if (status == STATUS_OK)
		status = rules_check_anchors(&inputs->policy, inputs->schema,
			&inputs->request, err);
	return status;
}

static void
print_rule(const struct results *results, const char *name)
{
	struct buf text = {0};
	size_t i;

	for (i = 0; i < results->count; i++) {
		if (strcmp(results->rules[i].rule->name, name) == 0)
			results_add_line(&text, &results->rules[i]);
	}
	print_text(&text, stdout);
}

static enum status
make_plan(struct job *job, struct err *err)
{
	const struct inputs *inputs = &job->inputs;
	enum status status;

	status = hsm_use_open(&job->use, inputs, job->options, err);
	if (status != STATUS_OK)
		return status;
	status = judge_keys(job, err);
	print_rule(&job->results, "HSM-KEYS");
	if (status != STATUS_OK)
		return status;
	return plan_make(&job->plan, &inputs->request,
		inputs->has_previous ? &inputs->previous : NULL,
		&inputs->policy, inputs->schema, &job->use.keys,
		&job->use.chosen, err);
}

static enum status
sign(struct job *job, struct err *err)
{
	struct authorization *authorization = NULL;
	enum status status;

	job->draft = file_draft_new();
	status = authorize_operator(&authorization, &job->plan, err);
	if (status == STATUS_OK)
		status = sign_plan(&job->plan, authorization, job->use.hsm,
			&job->use.keys, NULL, err);
	hsm_use_dismiss(&job->use);
	authorization_free(authorization);
	return status;
}

static void
print_done(const struct job *job, const struct digest *skr)
{
	char hex[DIGEST_HEX_SIZE], plan[DIGEST_HEX_SIZE], path[200];
	char now[UTC_SIZE];
	struct buf text = {0};

	digest_format(hex, skr);
	digest_format(plan, &job->plan.digest);
	text_clean_ascii(path, sizeof(path), job->path);
	utc_format(now, clock_now_utc());
	buf_add_format(&text, "\n%s  %s\n", hex, path);
	words_add_lines(&text, skr);
	buf_add_format(&text,
		"\nUNWITNESSED %s: %zu signatures, token %s, plan %s", now,
		job->plan.count, job->use.chosen.serial, plan);
	results_add_clock(&text, "; ", &job->inputs);
	buf_add_text(&text, "\n");
	print_text(&text, stdout);
}

/* What does not pass must not stand where a whole SKR is looked for. */
static enum status
set_aside(const struct job *job, struct err *err)
{
	char *aside = mem_format("%s.failed", job->path);
	enum status status = err->status == STATUS_FILE ? STATUS_FILE :
		STATUS_RULE;
	char why[sizeof(err->text)];
	struct err moved;

	memcpy(why, err->text, sizeof(why));
	if (file_set_aside(job->draft, aside, &moved) == STATUS_OK)
		err_set(err, status, "what was written is not to be used "
			"and was named %s: %s", aside, why);
	else
		err_set(err, status, "what was written is NOT to be used, and "
			"stands there as %s.part if at all (%s): %s",
			job->path, moved.text, why);
	free(aside);
	return status;
}

static void
say_unwitnessed(const struct job *job)
{
	struct buf text = {0};

	buf_add_text(&text, "ksk-ceremony: UNWITNESSED: no ceremony stands "
		"behind this file");
	results_add_clock(&text, "; ", &job->inputs);
	buf_add_text(&text, "\n");
	print_text(&text, stderr);
}

/* The file as written decides, not what was in memory; nothing has the SKR's
 * name before. */
static enum status
verify_draft(struct job *job, struct digest *digest, struct err *err)
{
	struct rule_input input = inputs_for_rules(&job->inputs,
		job->use.keys.findings);
	struct results *results = &job->results;
	struct buf text = {0};
	enum status status;

	results->count = 0;
	status = sign_verify_file(results->rules, &results->count, digest,
		file_draft_path(job->draft), &input, err);
	results_add_lines(&text, results);
	print_text(&text, stdout);
	return status;
}

static enum status
check_and_publish(struct job *job, const struct digest *written,
	struct err *err)
{
	struct digest found = {{0}};
	enum status status = verify_draft(job, &found, err);

	if (status == STATUS_OK && !digest_equal(written, &found))
		status = err_set(err, STATUS_RULE,
			"%s does not read back as it was written",
			file_draft_path(job->draft));
	return status == STATUS_OK ? file_publish(job->draft, err) :
		set_aside(job, err);
}

static enum status
deliver(struct job *job, struct err *err)
{
	struct buf text = {0};
	struct digest digest;
	enum status status;

	ksr_write(&text, &job->plan.response);
	digest = digest_of(text.data, text.len);
	status = file_draft_write(job->draft, job->path, text.data, text.len,
		err);
	if (status == STATUS_OK)
		status = check_and_publish(job, &digest, err);
	buf_clear(&text);
	if (status != STATUS_OK)
		return status;
	print_done(job, &digest);
	say_unwitnessed(job);
	return STATUS_OK;
}

static enum status
run(struct job *job, struct err *err)
{
	enum status status;

	status = prepare(job, err);
	if (status == STATUS_OK)
		status = confirm(job, err);
	if (status == STATUS_OK)
		status = make_plan(job, err);
	if (status == STATUS_OK)
		status = sign(job, err);
	if (status == STATUS_OK)
		status = deliver(job, err);
	return status;
}

enum status
cmd_sign(const struct options *options, struct err *err)
{
	struct job job = { .options = options, .path = options->args[1] };
	enum status status;

	results_init(&job.results);
	status = hsm_use_begin(&job.use, options, err);
	if (status == STATUS_OK)
		status = run(&job, err);
	file_draft_free(job.draft);
	plan_clear(&job.plan);
	hsm_use_close(&job.use);
	results_clear(&job.results);
	inputs_clear(&job.inputs);
	return status;
}
