#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/listing.h"
#include "report/recorded.h"

#define FILE_MAX ((size_t)256 * 1024 * 1024)

/* A name with a newline or a backslash is written as sha256sum does it: a
 * backslash first, then \n and \\. */
static void
add_line(struct buf *dst, const char *hex, const char *path)
{
	if (strpbrk(path, "\\\n\r") != NULL)
		buf_add_u8(dst, '\\');
	buf_add_format(dst, "%s  ", hex);
	for (; *path != '\0'; path++) {
		if (*path == '\n')
			buf_add_text(dst, "\\n");
		else if (*path == '\r')
			buf_add_text(dst, "\\r");
		else if (*path == '\\')
			buf_add_text(dst, "\\\\");
		else
			buf_add_u8(dst, (uint8_t)*path);
	}
	buf_add_u8(dst, '\n');
}

/* As it is now, and no other than the record says. */
static enum status
add_file(struct buf *dst, const char *dir, const char *path,
	struct recorded *recorded, struct err *err)
{
	char *whole = file_join(dir, path);
	struct bytes bytes = {NULL, 0};
	enum status status = file_read(&bytes, whole, FILE_MAX, err);
	char hex[DIGEST_HEX_SIZE];
	struct digest digest;

	free(whole);
	if (status != STATUS_OK)
		return status;
	digest = digest_of(bytes.data, bytes.len);
	digest_format(hex, &digest);
	bytes_clear(&bytes);
	add_line(dst, hex, path);
	return recorded_compare(recorded, path, &digest, err);
}

static enum status
add_files(struct buf *dst, const char *dir, const struct listing *listing,
	struct err *err)
{
	struct recorded recorded = {NULL, 0};
	enum status status = recorded_read(&recorded, dir, err);
	size_t i;

	for (i = 0; status == STATUS_OK && i < listing->count; i++)
		status = add_file(dst, dir, listing->paths[i], &recorded, err);
	if (status == STATUS_OK)
		status = recorded_complete(&recorded, err);
	recorded_clear(&recorded);
	return status;
}

enum status
report_manifest(struct buf *dst, const char *dir, struct err *err)
{
	static const char *const left_out[] = {"lock", "reserve", "rehearsal",
		REPORT_MANIFEST_FILE, NULL};
	struct listing listing = {NULL, 0};
	struct buf text = {0};
	enum status status = listing_read(&listing, dir, left_out, err);

	if (status == STATUS_OK)
		status = add_files(&text, dir, &listing, err);
	if (status == STATUS_OK)
		buf_add(dst, text.data, text.len);
	listing_clear(&listing);
	buf_clear(&text);
	return status;
}
