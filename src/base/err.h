/*
 * Errors: one status, one text that an operator can act on.
 *
 * Every fallible function returns enum status and takes a struct err * as its
 * last parameter; err is written only on failure. The values are the exit
 * statuses of the program (ksk-ceremony(1)).
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

enum status {
	STATUS_OK = 0,
	STATUS_RULE = 1,    /* a rule says no */
	STATUS_USAGE = 2,   /* wrong use or configuration */
	STATUS_INPUT = 3,   /* unreadable or malformed input */
	STATUS_HSM = 4,     /* the HSM or its module */
	STATUS_FILE = 5,    /* file or operating system */
	STATUS_STOPPED = 6, /* stopped by people */
};

#define ERR_TEXT_SIZE 512

struct err {
	enum status status;
	char text[ERR_TEXT_SIZE]; /* one line, sanitised, no newline */
};

/* Fills err and returns status, so that `return err_set(...)` reads well.
 * A text that does not fit is cut with "...". */
enum status
err_set(struct err *err, enum status status, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* As err_set, with ": " and the words of errno behind the text. */
enum status
err_set_errno(struct err *err, enum status status, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* Puts "<format>: " before the text that is there; returns err->status. */
enum status
err_prefix(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
