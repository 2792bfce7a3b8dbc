/* The room's clock against the computer's, and jumps of the latter. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "ceremony/kinds.h"

#define DAY_S 86400
#define WORDS_FROM_S 600 /* above it days, hours, minutes */

void
kind_clock_words(char dst[KIND_CLOCK_WORDS], int64_t ahead_s)
{
	int64_t size_s = ahead_s < 0 ? -ahead_s : ahead_s;
	const char *side = ahead_s < 0 ? " behind" : " ahead";
	char words[DURATION_SIZE];

	snprintf(words, sizeof(words), "%lld s", (long long)size_s);
	if (size_s > WORDS_FROM_S)
		duration_format_words(words, size_s);
	snprintf(dst, KIND_CLOCK_WORDS, "%s%s", words,
		ahead_s == 0 ? "" : side);
}

/* The date typed in this step, or NULL where it has none. */
static const char *
typed_date(const struct session *session)
{
	const struct step *step = session_current(session);
	const struct session_value *value;
	size_t i;

	for (i = 0; i < step->field_count; i++) {
		value = session_value(session, session->step, 0, i);
		if (step->fields[i].kind == FIELD_DATE && value != NULL)
			return value->text;
	}
	return NULL;
}

/* What the computer's clock is ahead of the time typed at the mark; without a
 * date the nearest such time counts. */
static int64_t
difference(const struct session *session, const char *text, int64_t now_utc)
{
	const char *date = typed_date(session);
	char whole[UTC_SIZE], today[UTC_SIZE];
	struct err ignored;
	int64_t typed_utc, ahead_s;

	utc_format_date(today, now_utc);
	snprintf(whole, sizeof(whole), "%.10sT%.8s%s",
		date != NULL ? date : today, text,
		strlen(text) == 5 ? ":00Z" : "Z");
	if (utc_parse(&typed_utc, whole, &ignored) != STATUS_OK)
		return INT32_MAX; /* no such date: far from any */
	ahead_s = now_utc - typed_utc;
	if (date == NULL && ahead_s > DAY_S / 2)
		ahead_s -= DAY_S;
	if (date == NULL && ahead_s < -DAY_S / 2)
		ahead_s += DAY_S;
	return ahead_s;
}

enum verdict
kind_clock_verdict(int64_t *ahead_s, const struct session *session,
	const char *text, int64_t computer_utc, bool zone_is_utc)
{
	int64_t limit_s = session->ceremony.clock_limit_s;

	*ahead_s = difference(session, text, computer_utc);
	return zone_is_utc && *ahead_s <= limit_s && *ahead_s >= -limit_s ?
		VERDICT_PASS : VERDICT_FAIL;
}

enum verdict
kind_clock_judge(json_t *fields, const struct room *room, size_t row,
	size_t field, const char *text)
{
	const struct session *session = room->session;
	int64_t now_utc = record_now_utc(room->record), ahead_s;
	char reading[UTC_SIZE], zone[CLOCK_ZONE_SIZE];
	bool utc = clock_zone(zone);
	enum verdict verdict;

	(void)row;
	if (session_current(session)->fields[field].kind != FIELD_MARK)
		return VERDICT_NONE;
	verdict = kind_clock_verdict(&ahead_s, session, text, now_utc, utc);
	utc_format(reading, now_utc);
	fields_add(fields, "computer", reading);
	fields_add_integer(fields, "ahead", ahead_s);
	fields_add_integer(fields, "limit", session->ceremony.clock_limit_s);
	fields_add(fields, "zone", zone);
	if (!utc)
		fields_add_flag(fields, "zone-differs", true);
	return verdict;
}
