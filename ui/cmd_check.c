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
read_inputs(struct inputs *dst, const struct options *options, struct err *err)
{
	enum status status = inputs_read(dst, options, err);

	if (status == STATUS_OK)
		status = inputs_choose_schema(dst, options, err);
	if (status == STATUS_OK)
		status = inputs_read_request(dst, options->args[0], err);
	return status;
}

enum status
cmd_check(const struct options *options, struct err *err)
{
	struct hsm_use use;
	struct inputs inputs = {0};
	enum status status;

	status = hsm_use_begin(&use, options, err);
	if (status == STATUS_OK)
		status = inputs_begin(&inputs, options, err);
	if (status == STATUS_OK)
		status = hsm_use_start(&use, &inputs, err);
	if (status == STATUS_OK)
		status = read_inputs(&inputs, options, err);
	if (status == STATUS_OK && inputs.has_profile)
		status = hsm_use_open(&use, &inputs, options, err);
	if (status == STATUS_OK)
		status = judge(&inputs, options, use.keys.findings, err);
	hsm_use_close(&use);
	inputs_clear(&inputs);
	return status;
}
