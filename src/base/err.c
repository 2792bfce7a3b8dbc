#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void
fill(char text[ERR_TEXT_SIZE], const char *format, va_list args)
	PRINTF_LIKE(2, 0);

/* What is said may hold text from outside. */
static void
fill(char text[ERR_TEXT_SIZE], const char *format, va_list args)
{
	char raw[2 * ERR_TEXT_SIZE];
	int wanted = vsnprintf(raw, sizeof(raw), format, args);
	bool whole = text_clean_ascii(text, ERR_TEXT_SIZE, raw);

	if (whole && wanted < (int)sizeof(raw))
		return;
	if (strlen(text) > ERR_TEXT_SIZE - 4)
		text[ERR_TEXT_SIZE - 4] = '\0';
	strcat(text, "...");
}

enum status
err_set(struct err *err, enum status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err->text, format, args);
	va_end(args);
	err->status = status;
	return status;
}

enum status
err_set_errno(struct err *err, enum status status, const char *format, ...)
{
	const char *reason = strerror(errno);
	char text[ERR_TEXT_SIZE];
	va_list args;

	va_start(args, format);
	fill(text, format, args);
	va_end(args);
	return err_set(err, status, "%s: %s", text, reason);
}

enum status
err_prefix(struct err *err, const char *format, ...)
{
	char prefix[ERR_TEXT_SIZE];
	char text[ERR_TEXT_SIZE];
	va_list args;

	va_start(args, format);
	fill(prefix, format, args);
	va_end(args);
	memcpy(text, err->text, sizeof(text));
	return err_set(err, err->status, "%s: %s", prefix, text);
}
