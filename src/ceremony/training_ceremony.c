/* The ceremony document of a rehearsal: this occasion's facts put in. */
#include <stdlib.h>
#include <time.h>

#include "base/utc.h"
#include "ceremony/training_parts.h"

#define FIRST_YEAR 2010
#define TM_YEAR 1900

static struct tm
day_of(int64_t utc)
{
	time_t seconds = (time_t)utc;
	struct tm day = {0};

	gmtime_r(&seconds, &day);
	return day;
}

unsigned
training_number(int64_t now_utc)
{
	struct tm day = day_of(now_utc);
	int years = day.tm_year + TM_YEAR - FIRST_YEAR;

	return years < 0 ? 0 : (unsigned)(years * 4 + day.tm_mon / 3);
}

struct quarter {
	int year;
	int number; /* from 1 */
};

static struct quarter
quarter_of(const struct ksr *request)
{
	struct tm day = day_of(request->bundles[0].inception_utc);
	struct quarter quarter = {day.tm_year + TM_YEAR, day.tm_mon / 3 + 1};

	return quarter;
}

char *
training_request_name(const struct ksr *request)
{
	struct quarter quarter = quarter_of(request);

	return mem_format("ksr-training-%d-q%d-0.xml", quarter.year,
		quarter.number);
}

static void
set_text(char **place, char *text)
{
	free(*place);
	*place = text;
}

static void
set_input(struct ceremony *dst, const char *name,
	const struct training_source *source)
{
	struct digest sha256 = digest_of(source->data.data, source->data.len);

	ceremony_set_input(dst, name, source->name, &sha256);
}

void
training_ceremony_fill(struct ceremony *dst, const struct training *training,
	const struct hsm_token *token, const struct ksr *request)
{
	struct quarter quarter = quarter_of(request);
	char date[UTC_SIZE];

	utc_format_date(date, training->now_utc);
	dst->number = training_number(training->now_utc);
	set_text(&dst->date, mem_string(date));
	set_text(&dst->quarter,
		mem_format("%d Q%d", quarter.year, quarter.number));
	set_text(&dst->script, mem_string(training->script.name));
	set_text(&dst->policy, mem_string(training->policy.name));
	set_text(&dst->profile, mem_string(training->profile.name));
	if (training->schema != NULL)
		set_text(&dst->schema, mem_string(training->schema));
	set_text(&dst->log_line, mem_string(TRAINING_LOG));
	set_text(&dst->media, mem_string(TRAINING_MEDIA));
	set_text(&dst->token_label, mem_string(token->label));
	set_text(&dst->token_serial, mem_string(token->serial));
	set_input(dst, "ksr.xml", &training->ksr);
	if (training->previous.data.len > 0)
		ceremony_set_input(dst, "previous-skr.xml",
			training->previous.name, NULL);
}
