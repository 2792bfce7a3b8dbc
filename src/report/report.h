/*
 * Renderings of a ceremony's directory. record.txt is linear ASCII and no
 * authority: record.jsonl is. MANIFEST.sha256 is for `sha256sum -c`.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buf.h"

#define REPORT_RECORD_FILE "record.txt"
#define REPORT_MANIFEST_FILE "MANIFEST.sha256"

/* Adds the record of dir in words: one paragraph an event, wrapped at 80. What
 * a sentence does not use stands in parentheses behind it: nothing of an event
 * is left out but its chain. Titles and labels come from in/script.xml and
 * in/ceremony.xml where they can be read. */
enum status
report_record_text(struct buf *dst, const char *dir, struct err *err)
	MUST_CHECK;

/* Adds one line a file of dir, sorted by path, except the lock, the reserve,
 * rehearsal/ and the manifest itself. STATUS_FILE names a file that is not
 * what the record says, or is gone, or is in in/ or out/ without the record's
 * knowing. */
enum status
report_manifest(struct buf *dst, const char *dir, struct err *err) MUST_CHECK;

/* Writes DIR/record.txt anew. */
enum status
report_write_record(const char *dir, struct err *err) MUST_CHECK;

/* Writes DIR/MANIFEST.sha256 anew; after the close, and after record.txt. */
enum status
report_write_manifest(const char *dir, struct err *err) MUST_CHECK;

#endif
