#include "base/utc.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DAY_S 86400
#define SHOWN_MAX INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

/* Reads exactly count digits. */
static bool
take_digits(const char **text, int count, int *value)
{
	*value = 0;
	for (; count > 0; count--) {
		char c = **text;

		if (c < '0' || c > '9')
			return false;
		*value = *value * 10 + (c - '0');
		(*text)++;
	}
	return true;
}

static bool
take_char(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

struct moment {
	int year, month, day, hour, minute, second;
};

static bool
take_moment(const char **text, struct moment *moment)
{
	return take_digits(text, 4, &moment->year) && take_char(text, '-') &&
		take_digits(text, 2, &moment->month) && take_char(text, '-') &&
		take_digits(text, 2, &moment->day) && take_char(text, 'T') &&
		take_digits(text, 2, &moment->hour) && take_char(text, ':') &&
		take_digits(text, 2, &moment->minute) && take_char(text, ':') &&
		take_digits(text, 2, &moment->second);
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
	};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool
is_possible(const struct moment *moment)
{
	return moment->month >= 1 && moment->month <= 12 && moment->day >= 1 &&
		moment->day <= days_in(moment->year, moment->month) &&
		moment->hour <= 23 && moment->minute <= 59 &&
		moment->second <= 59;
}

/* Days from 1970-01-01 to the first day of a year in 1970 to 9999. */
static int64_t
days_before(int year)
{
	int past = year - 1;

	return (int64_t)365 * (year - 1970) + (past / 4 - 1969 / 4) -
		(past / 100 - 1969 / 100) + (past / 400 - 1969 / 400);
}

static int64_t
seconds_of(const struct moment *moment)
{
	int64_t days = days_before(moment->year) + moment->day - 1;
	int month;

	for (month = 1; month < moment->month; month++)
		days += days_in(moment->year, month);
	return days * DAY_S + moment->hour * 3600 + moment->minute * 60 +
		moment->second;
}

/* From 1970 to 9999. */
static int64_t
nearest(int64_t utc)
{
	return utc < 0 ? 0 : utc > SHOWN_MAX ? SHOWN_MAX : utc;
}

static struct moment
moment_of(int64_t utc)
{
	int64_t shown = nearest(utc);
	int64_t days = shown / DAY_S;
	int second = (int)(shown % DAY_S);
	struct moment moment = {.year = 1970 + (int)(days / 366), .month = 1};

	while (days >= days_before(moment.year + 1))
		moment.year++;
	days -= days_before(moment.year);
	while (days >= days_in(moment.year, moment.month)) {
		days -= days_in(moment.year, moment.month);
		moment.month++;
	}
	moment.day = (int)days + 1;
	moment.hour = second / 3600;
	moment.minute = second / 60 % 60;
	moment.second = second % 60;
	return moment;
}

/* What is wrong with the part behind the seconds, or NULL. */
static const char *
check_rest(const char *rest)
{
	if (*rest == '.') {
		size_t zeros = strspn(rest + 1, "0");

		rest += 1 + zeros;
		if (*rest >= '1' && *rest <= '9')
			return "fractions of a second other than zero are not "
			       "allowed";
		if (zeros == 0)
			return "not a time like 2017-04-01T00:00:00Z";
	}
	if (*rest == '\0' || strcmp(rest, "Z") == 0 ||
		strcmp(rest, "+00:00") == 0)
		return NULL;
	if (*rest == '+' || *rest == '-')
		return "the time zone must be Z or +00:00 (UTC)";
	return "not a time like 2017-04-01T00:00:00Z";
}

enum status
utc_parse(int64_t *dst_utc, const char *text, struct err *err)
{
	const char *rest = text;
	struct moment moment;
	const char *wrong;

	if (!take_moment(&rest, &moment))
		wrong = "not a time like 2017-04-01T00:00:00Z";
	else if (!is_possible(&moment))
		wrong = "there is no such time";
	else
		wrong = check_rest(rest);
	if (wrong == NULL && (moment.year < 1970 ||
		seconds_of(&moment) > UTC_MAX))
		wrong = "allowed is 1970-01-01T00:00:00 to 2106-02-07T06:28:15";
	if (wrong != NULL)
		return err_set(err, STATUS_INPUT, "time \"%.60s\": %s", text,
			wrong);
	*dst_utc = seconds_of(&moment);
	return STATUS_OK;
}

static void
format(char dst[UTC_SIZE], int64_t utc, const char *zone)
{
	struct moment at = moment_of(utc);

	snprintf(dst, UTC_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d%s",
		at.year % 10000, at.month % 100, at.day % 100, at.hour % 100,
		at.minute % 100, at.second % 100, zone);
}

void
utc_format_offset(char dst[UTC_SIZE], int64_t utc)
{
	format(dst, utc, "+00:00");
}

void
utc_format(char dst[UTC_SIZE], int64_t utc)
{
	format(dst, utc, "Z");
}

void
utc_format_date(char dst[UTC_SIZE], int64_t utc)
{
	format(dst, utc, "");
	dst[sizeof("2017-04-01") - 1] = '\0';
}

void
utc_format_time(char dst[UTC_SIZE], int64_t utc)
{
	int minute = (int)(nearest(utc) % DAY_S / 60);

	snprintf(dst, UTC_SIZE, "%02d:%02d", minute / 60, minute % 60);
}
