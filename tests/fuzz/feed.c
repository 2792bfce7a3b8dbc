#include "feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/text.h"
#include "ksr/ksr.h"
#include "ksr/policy.h"
#include "support/test.h"

/* Sanitizers slow everything down several times. */
#ifdef FEED_SANITIZED
#define SLOW_MS 10000
#else
#define SLOW_MS 1000
#endif

static enum status
read_request(const struct xml_source *source, struct err *err)
{
	struct ksr ksr = {0};
	enum status status = ksr_read(&ksr, KSR_REQUEST, source, err);

	ksr_clear(&ksr);
	return status;
}

static enum status
read_response(const struct xml_source *source, struct err *err)
{
	struct ksr ksr = {0};
	enum status status = ksr_read(&ksr, KSR_RESPONSE, source, err);

	ksr_clear(&ksr);
	return status;
}

static enum status
read_policy(const struct xml_source *source, struct err *err)
{
	struct policy policy = {0};
	enum status status = policy_parse(&policy, source, err);

	policy_clear(&policy);
	return status;
}

const struct feed_target feed_targets[] = {
	{"KSR", "data/ksr-example.xml", read_request},
	{"SKR", "data/skr-example.xml", read_response},
	{"policy", "data/policy-example.xml", read_policy},
};
const size_t feed_target_count =
	sizeof(feed_targets) / sizeof(feed_targets[0]);

struct bytes
feed_good(const struct feed_target *target)
{
	char *path = test_data(target->file);
	struct bytes bytes = {0};
	struct err err;

	if (file_read(&bytes, path, XML_MAX_SIZE, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	free(path);
	return bytes;
}

/* A reason: one line, printable, the file's name first, something behind. */
static bool
is_reason(const struct err *err)
{
	const char *rest = strchr(err->text, ' ');

	return err->status == STATUS_INPUT && text_is_ascii(err->text) &&
		strncmp(err->text, "hostile.xml:", 12) == 0 && rest != NULL &&
		strlen(rest) > 3;
}

static bool
judge(const struct feed_target *target, enum status status,
	const struct err *err, int64_t took_ms)
{
	bool good = took_ms < SLOW_MS &&
		(status == STATUS_OK ||
			(status == STATUS_INPUT && is_reason(err)));

	if (!good)
		printf("\n    %s: status %d, %lld ms: %s\n", target->name,
			(int)status, (long long)took_ms,
			status == STATUS_OK ? "" : err->text);
	return good;
}

static enum status
read_exactly(const struct feed_target *target, const void *data, size_t len,
	struct err *err)
{
	struct bytes copy = {0};
	struct xml_source source = {.name = "hostile.xml", .len = len};
	enum status status;

	bytes_set(&copy, data, len);
	source.data = copy.data;
	status = target->read(&source, err);
	bytes_clear(&copy);
	return status;
}

/* Of this process: a busy machine is not the reader's fault. */
static int64_t
cpu_ms(void)
{
	return (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
}

static bool
feed_status(enum status *status, const struct feed_target *target,
	const void *data, size_t len)
{
	int64_t start_ms = cpu_ms();
	struct err err = {0};

	*status = read_exactly(target, data, len, &err);
	return judge(target, *status, &err, cpu_ms() - start_ms);
}

bool
feed(const struct feed_target *target, const void *data, size_t len)
{
	enum status status;

	return feed_status(&status, target, data, len);
}

bool
feed_taken(const struct feed_target *target, const void *data, size_t len)
{
	enum status status;

	return feed_status(&status, target, data, len) && status == STATUS_OK;
}

bool
feed_refused(const struct feed_target *target, const void *data, size_t len)
{
	enum status status;

	if (!feed_status(&status, target, data, len))
		return false;
	if (status == STATUS_OK)
		printf("\n    %s: %zu bytes were taken\n", target->name, len);
	return status != STATUS_OK;
}
