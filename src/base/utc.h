/*
 * Times and durations as KSRs write them. A time is seconds since 1970, UTC,
 * in an int64_t whose name ends in _utc.
 */
#ifndef BASE_UTC_H
#define BASE_UTC_H

#include <stdint.h>

#include "base/err.h"

/* RFC 4034 3.1.5: RRSIG times are 32-bit. */
#define UTC_MAX INT64_C(4294967295)
#define UTC_SIZE 32
#define DURATION_SIZE 48

/* xsd:dateTime without zone, with Z or +00:00; fractions of zeros only; 1970
 * to 2106. STATUS_INPUT otherwise. */
enum status
utc_parse(int64_t *dst_utc, const char *text, struct err *err) MUST_CHECK;

/* 2017-04-01T00:00:00+00:00, as SKRs write it. */
void
utc_format_offset(char dst[UTC_SIZE], int64_t utc);

/* 2017-04-01T00:00:00Z, as the record writes it. */
void
utc_format(char dst[UTC_SIZE], int64_t utc);

/* 2017-04-01 and 18:37. */
void
utc_format_date(char dst[UTC_SIZE], int64_t utc);
void
utc_format_time(char dst[UTC_SIZE], int64_t utc);

/* xsd:duration of days, hours, minutes, seconds (weeks are not xsd); negative,
 * years, months: STATUS_INPUT. Seconds. */
enum status
duration_parse(int64_t *dst_s, const char *text, struct err *err) MUST_CHECK;

/* PnDTnHnMnS without zero parts; zero is PT0S. */
void
duration_format(char dst[DURATION_SIZE], int64_t seconds);

/* For people: "10 days", "9 days 23:59:59", "-3 days". */
void
duration_format_words(char dst[DURATION_SIZE], int64_t seconds);

#endif
