/*
 * What the record says of the files in its directory: the documents in in/
 * (start), the SKR (skr.written), what was printed (print).
 */
#ifndef REPORT_RECORDED_H
#define REPORT_RECORDED_H

#include "base/digest.h"
#include "base/mem.h"

struct recorded_file {
	char *path; /* below the directory */
	struct digest sha256;
	bool needed; /* what was printed may be gone */
	bool seen;
};

/* Zeroed is empty and valid. */
struct recorded {
	struct recorded_file *files;
	size_t count;
};

/* Reads dir's record. The caller clears, also after a failure. */
enum status
recorded_read(struct recorded *dst, const char *dir, struct err *err)
	MUST_CHECK;

/* A file as found: STATUS_FILE where the record has another hash for it, or
 * where it lies in in/ or out/ and the record does not know it. */
enum status
recorded_compare(struct recorded *recorded, const char *path,
	const struct digest *sha256, struct err *err) MUST_CHECK;

/* After all were compared: STATUS_FILE names the first that is gone. */
enum status
recorded_complete(const struct recorded *recorded, struct err *err) MUST_CHECK;

void
recorded_clear(struct recorded *recorded);

#endif
