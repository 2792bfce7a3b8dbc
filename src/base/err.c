#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
mark_cut(char *text, size_t size, int wanted)
{
	if (wanted >= 0 && (size_t)wanted >= size)
		memcpy(text + size - 4, "...", 4);
}

static void
fill(char *text, size_t size, const char *format, va_list args)
{
	mark_cut(text, size, vsnprintf(text, size, format, args));
}

enum status
err_set(struct err *err, enum status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err->text, sizeof(err->text), format, args);
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
	fill(text, sizeof(text), format, args);
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
	fill(prefix, sizeof(prefix), format, args);
	va_end(args);
	memcpy(text, err->text, sizeof(text));
	return err_set(err, err->status, "%s: %s", prefix, text);
}
