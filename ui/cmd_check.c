#include "cmd_check.h"

#include "results.h"
#include "hsm_use.h"

static enum status
judge(const struct inputs *inputs, const struct options *options,
	const struct rule_hsm *hsm, struct err *err)
{
	struct rule_input input = inputs_for_rules(inputs, hsm);
	struct results results;
	enum status status;

	results_init(&results);
	results.hsm = hsm != NULL;
	rules_run_request(results.rules, &results.count, &input);
	results_print(options, inputs, &inputs->request, &results);
	status = results_status(&results, err);
	results_clear(&results);
	return status;
}

static enum status
judge_with_hsm(const struct inputs *inputs, const struct options *options,
	struct err *err)
{
	struct hsm_use use;
	enum status status;

	status = hsm_use_open(&use, inputs, options, err);
	if (status == STATUS_OK)
		status = judge(inputs, options, use.keys.findings, err);
	hsm_use_close(&use);
	return status;
}

enum status
cmd_check(const struct options *options, struct err *err)
{
	struct inputs inputs;
	enum status status;

	status = inputs_read(&inputs, options, err);
	if (status == STATUS_OK)
		status = inputs_choose_schema(&inputs, options, err);
	if (status == STATUS_OK)
		status = inputs_read_request(&inputs, options->args[0], err);
	if (status == STATUS_OK && inputs.has_profile)
		status = judge_with_hsm(&inputs, options, err);
	else if (status == STATUS_OK)
		status = judge(&inputs, options, NULL, err);
	inputs_clear(&inputs);
	return status;
}
