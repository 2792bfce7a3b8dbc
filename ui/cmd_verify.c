#include "cmd_verify.h"

#include "results.h"

static enum status
judge(struct inputs *inputs, const struct options *options, struct err *err)
{
	struct rule_input input = inputs_for_rules(inputs, NULL);
	struct results results;
	enum status status;

	input.verify = true;
	results_init(&results);
	rules_run_response(results.rules, &results.count, &input);
	results_print(options, inputs, &inputs->response, &results);
	status = results_status(&results, err);
	results_clear(&results);
	return status;
}

enum status
cmd_verify(const struct options *options, struct err *err)
{
	struct inputs inputs;
	enum status status;

	status = inputs_begin(&inputs, options, err);
	if (status == STATUS_OK)
		status = inputs_read(&inputs, options, err);
	if (status == STATUS_OK)
		status = inputs_read_response(&inputs, options->args[0], err);
	if (status == STATUS_OK && options->ksr != NULL)
		status = inputs_read_request(&inputs, options->ksr, err);
	/* The answer shows what was done; the schema only what was meant. */
	if (status == STATUS_OK && (options->ksr || options->schema))
		status = inputs_choose_schema(&inputs, options, err);
	if (status == STATUS_OK)
		status = judge(&inputs, options, err);
	inputs_clear(&inputs);
	return status;
}
