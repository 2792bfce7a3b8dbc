#include "inputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/utc.h"
#include "data.h"

/* One file as a parser takes it; the caller clears bytes. Whatever keeps an
 * input from being read, it is the input that is at fault. */
static enum status
open_source(struct xml_source *dst, struct bytes *bytes, const char *path,
	size_t max, struct err *err)
{
	if (file_read(bytes, path, max, err) != STATUS_OK) {
		err->status = STATUS_INPUT;
		return STATUS_INPUT;
	}
	*dst = (struct xml_source){
		.name = file_base_name(path),
		.data = bytes->data,
		.len = bytes->len,
		.max = max,
	};
	return STATUS_OK;
}

static enum status
read_policy(struct inputs *dst, const char *name, struct err *err)
{
	char *path = data_find("policies", name);
	struct bytes bytes = {0};
	struct xml_source source;
	enum status status;

	status = open_source(&source, &bytes, path, XML_MAX_SIZE, err);
	if (status == STATUS_OK)
		status = policy_parse(&dst->policy, &source, err);
	bytes_clear(&bytes);
	free(path);
	return status;
}

static enum status
read_profile(struct inputs *dst, const char *name, struct err *err)
{
	char *path = data_find("hsm-profiles", name);
	struct bytes bytes = {0};
	struct xml_source source;
	enum status status;

	status = open_source(&source, &bytes, path, XML_MAX_SIZE, err);
	if (status == STATUS_OK)
		status = profile_parse(&dst->profile, &source, err);
	bytes_clear(&bytes);
	free(path);
	dst->has_profile = status == STATUS_OK;
	return status;
}

static enum status
read_ksr(struct ksr *dst, bool *has, const struct inputs *inputs,
	enum ksr_kind kind, const char *path, struct err *err)
{
	struct bytes bytes = {0};
	struct xml_source source;
	enum status status;

	status = open_source(&source, &bytes, path, inputs->policy.max_size,
		err);
	if (status == STATUS_OK)
		status = ksr_read(dst, kind, &source, err);
	bytes_clear(&bytes);
	*has = status == STATUS_OK;
	return status;
}

enum status
inputs_begin(struct inputs *dst, const struct options *options, struct err *err)
{
	memset(dst, 0, sizeof(*dst));
	return options->hsm == NULL ? STATUS_OK :
		read_profile(dst, options->hsm, err);
}

enum status
inputs_read(struct inputs *dst, const struct options *options, struct err *err)
{
	enum status status;

	dst->now_utc = clock_now_utc();
	dst->clock_given = options->at != NULL;
	status = options_need(options->policy, "policy FILE", options, err);
	if (status == STATUS_OK && dst->clock_given)
		status = utc_parse(&dst->now_utc, options->at, err);
	if (status == STATUS_INPUT)
		return err_set(err, STATUS_USAGE,
			"--at takes a time as 2017-02-20T00:00:00Z");
	if (status == STATUS_OK)
		status = read_policy(dst, options->policy, err);
	if (status == STATUS_OK && options->previous_skr != NULL)
		status = read_ksr(&dst->previous, &dst->has_previous, dst,
			KSR_RESPONSE, options->previous_skr, err);
	return status;
}

enum status
inputs_read_request(struct inputs *dst, const char *path, struct err *err)
{
	return read_ksr(&dst->request, &dst->has_request, dst, KSR_REQUEST,
		path, err);
}

enum status
inputs_read_response(struct inputs *dst, const char *path, struct err *err)
{
	return read_ksr(&dst->response, &dst->has_response, dst, KSR_RESPONSE,
		path, err);
}

enum status
inputs_choose_schema(struct inputs *dst, const struct options *options,
	struct err *err)
{
	return policy_find_schema(&dst->schema, &dst->policy, options->schema,
		err);
}

struct rule_input
inputs_for_rules(const struct inputs *inputs, const struct rule_hsm *hsm)
{
	struct rule_input input = {
		.policy = &inputs->policy,
		.schema = inputs->schema,
		.request = inputs->has_request ? &inputs->request : NULL,
		.previous = inputs->has_previous ? &inputs->previous : NULL,
		.response = inputs->has_response ? &inputs->response : NULL,
		.now_utc = inputs->now_utc,
		.hsm = hsm,
	};

	return input;
}

void
inputs_clear(struct inputs *inputs)
{
	policy_clear(&inputs->policy);
	ksr_clear(&inputs->request);
	ksr_clear(&inputs->previous);
	ksr_clear(&inputs->response);
	profile_clear(&inputs->profile);
	memset(inputs, 0, sizeof(*inputs));
}
