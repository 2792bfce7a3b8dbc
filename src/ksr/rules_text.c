#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ksr/rules_impl.h"

/* Longer identifiers lose their middle; a UUID (36) stays whole. */
#define ID_WHOLE 40
#define ID_HEAD 8
#define ID_TAIL 12

void
rule_fail(struct rule_result *result, const char *format, ...)
{
	va_list args;

	result->verdict = VERDICT_FAIL;
	if (result->findings++ > 0)
		return;
	va_start(args, format);
	vsnprintf(result->reason, sizeof(result->reason), format, args);
	va_end(args);
}

void
rule_fail_key(const struct rule_place *place, const char *format, ...)
{
	char what[RULE_REASON_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	rule_fail(place->result, "bundle %zu, %s: %.*s", place->index + 1,
		rule_text_key(place->key).text,
		RULE_REASON_SIZE - RULE_TEXT_SIZE - 32, what);
}

void
rule_pass(struct rule_result *result, const char *format, ...)
{
	va_list args;

	if (result->findings > 0)
		return;
	result->verdict = VERDICT_PASS;
	va_start(args, format);
	vsnprintf(result->reason, sizeof(result->reason), format, args);
	va_end(args);
}

void
rule_none(struct rule_result *result, const char *format, ...)
{
	va_list args;

	if (result->findings > 0)
		return;
	va_start(args, format);
	vsnprintf(result->reason, sizeof(result->reason), format, args);
	va_end(args);
}

struct rule_text
rule_text_id(const char *id)
{
	struct rule_text dst;
	size_t len = strlen(id);

	if (len <= ID_WHOLE)
		snprintf(dst.text, sizeof(dst.text), "%s", id);
	else
		snprintf(dst.text, sizeof(dst.text), "%.*s..%s", ID_HEAD, id,
			id + len - ID_TAIL);
	return dst;
}

static struct rule_text
text_named(const char *kind, uint16_t tag, const char *id)
{
	struct rule_text dst;

	snprintf(dst.text, sizeof(dst.text), "%s %u (%.80s)", kind, tag,
		rule_text_id(id).text);
	return dst;
}

struct rule_text
rule_text_key(const struct ksr_key *key)
{
	return text_named("key", dnskey_tag(&key->dnskey), key->id);
}

struct rule_text
rule_text_ksk(uint16_t tag, const char *id)
{
	return text_named("KSK", tag, id);
}

struct rule_text
rule_text_bundle(const struct rule_input *input, const struct ksr *ksr,
	size_t index)
{
	struct rule_text dst;

	snprintf(dst.text, sizeof(dst.text), "bundle %zu%s", index + 1,
		ksr == input->previous ? " of the previous SKR" : "");
	return dst;
}

struct rule_text
rule_text_utc(int64_t utc)
{
	struct rule_text dst;

	utc_format(dst.text, utc);
	return dst;
}

struct rule_text
rule_text_date(int64_t utc)
{
	struct rule_text dst;

	utc_format_date(dst.text, utc);
	return dst;
}

struct rule_text
rule_text_duration(int64_t seconds)
{
	struct rule_text dst;

	duration_format_words(dst.text, seconds);
	return dst;
}
