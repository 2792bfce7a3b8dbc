/* The written file, read again by a path of its own. */
#include "base/file.h"
#include "sign/sign.h"

enum status
sign_verify_file(struct rule_result *results, size_t *count,
	struct digest *skr_sha256, const char *path,
	const struct rule_input *input, struct err *err)
{
	size_t max = input->policy->max_size;
	struct rule_input with = *input;
	struct bytes data = {0};
	struct ksr response = {0};
	struct xml_source source = {.name = file_base_name(path), .max = max};
	enum status status = file_read(&data, path, max, err);

	if (status == STATUS_OK) {
		source.data = data.data;
		source.len = data.len;
		status = ksr_read(&response, KSR_RESPONSE, &source, err);
	}
	if (status == STATUS_OK) {
		with.response = &response;
		rules_run_response(results, count, &with);
		if (skr_sha256 != NULL)
			*skr_sha256 = response.sha256;
		if (rules_verdict(results, *count) != VERDICT_PASS)
			status = err_set(err, STATUS_RULE,
				"%s does not pass the rules of an SKR",
				source.name);
	}
	ksr_clear(&response);
	bytes_clear(&data);
	return status;
}
