#include "base/utc.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S 86400

/* The parts of an xsd:duration in their order. */
static const struct part {
	char letter;
	bool time; /* behind the T */
	int64_t seconds;
} parts[] = {
	{'D', false, DAY_S},
	{'H', true, 3600},
	{'M', true, 60},
	{'S', true, 1},
};

#define PARTS (sizeof(parts) / sizeof(parts[0]))

static const char *const no_fixed_length =
	"years and months have no fixed length and are not allowed";
static const char *const no_duration = "not a duration like P10D or PT1H30M";
static const char *const too_long = "longer than 136 years";

/* Digits and, in front of an S, a fraction of zeros. */
static const char *
take_number(const char **text, int64_t *value)
{
	size_t digits = strspn(*text, "0123456789");

	if (digits == 0)
		return no_duration;
	if (digits > 12)
		return too_long;
	*value = strtoll(*text, NULL, 10);
	*text += digits;
	if (**text != '.')
		return NULL;
	digits = strspn(*text + 1, "0");
	*text += 1 + digits;
	if (**text >= '1' && **text <= '9')
		return "fractions of a second other than zero are not allowed";
	return digits > 0 && **text == 'S' ? NULL : no_duration;
}

/* One number with its letter; *next is the first part that may still come. */
static const char *
take_part(const char **text, bool time, size_t *next, int64_t *total_s)
{
	const char *wrong;
	int64_t value;
	size_t i;

	wrong = take_number(text, &value);
	if (wrong != NULL)
		return wrong;
	if (**text == 'Y' || (**text == 'M' && !time))
		return no_fixed_length;
	for (i = *next; i < PARTS; i++) {
		if (parts[i].letter == **text && parts[i].time == time)
			break;
	}
	if (i == PARTS)
		return no_duration;
	if (value > (UTC_MAX - *total_s) / parts[i].seconds)
		return too_long;
	*total_s += value * parts[i].seconds;
	*next = i + 1;
	(*text)++;
	return NULL;
}

static const char *
parse(int64_t *total_s, const char *text)
{
	const char *wrong = NULL;
	bool time = false;
	size_t next = 0;

	if (*text == '-')
		return "a negative duration is not allowed";
	if (*text++ != 'P' || *text == '\0')
		return no_duration;
	while (*text != '\0' && wrong == NULL) {
		if (*text == 'T' && !time && text[1] != '\0') {
			time = true;
			text++;
		}
		wrong = take_part(&text, time, &next, total_s);
	}
	return wrong;
}

enum status
duration_parse(int64_t *dst_s, const char *text, struct err *err)
{
	int64_t total_s = 0;
	const char *wrong = parse(&total_s, text);

	if (wrong != NULL)
		return err_set(err, STATUS_INPUT, "duration \"%.60s\": %s",
			text, wrong);
	*dst_s = total_s;
	return STATUS_OK;
}

void
duration_format(char dst[DURATION_SIZE], int64_t seconds)
{
	bool time = false;
	size_t used;
	size_t i;

	if (seconds == 0) {
		strcpy(dst, "PT0S");
		return;
	}
	used = (size_t)snprintf(dst, DURATION_SIZE, "%sP",
		seconds < 0 ? "-" : "");
	seconds = llabs(seconds);
	for (i = 0; i < PARTS; i++) {
		int64_t count = seconds / parts[i].seconds;

		seconds %= parts[i].seconds;
		if (count == 0)
			continue;
		used += (size_t)snprintf(dst + used, DURATION_SIZE - used,
			"%s%" PRId64 "%c", parts[i].time && !time ? "T" : "",
			count, parts[i].letter);
		time = parts[i].time;
	}
}

void
duration_format_words(char dst[DURATION_SIZE], int64_t seconds)
{
	int64_t length = llabs(seconds);
	int64_t days = length / DAY_S;
	int rest = (int)(length % DAY_S);
	char clock[16] = "";
	char dated[32] = "";

	if (rest != 0)
		snprintf(clock, sizeof(clock), "%02d:%02d:%02d", rest / 3600,
			rest / 60 % 60, rest % 60);
	if (days != 0 || rest == 0)
		snprintf(dated, sizeof(dated), "%" PRId64 " day%s%s", days,
			days == 1 ? "" : "s", rest != 0 ? " " : "");
	snprintf(dst, DURATION_SIZE, "%s%s%s", seconds < 0 ? "-" : "", dated,
		clock);
}
