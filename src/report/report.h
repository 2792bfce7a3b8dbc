/*
 * Renderings of a ceremony's directory. record.txt is linear ASCII and no
 * authority: record.jsonl is. MANIFEST.sha256 is for `sha256sum -c`.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buf.h"

#define REPORT_RECORD_FILE "record.txt"
#define REPORT_ADDENDUM_FILE "addendum.txt"
#define REPORT_MANIFEST_FILE "MANIFEST.sha256"
#define REPORT_DEBRIEF_FILE "REHEARSAL-debrief.txt"

struct scenario; /* ceremony/scenario.h */
struct session;	 /* ceremony/session.h */

/* Adds the record of dir in words, behind it what was added after its close:
 * one paragraph an event, wrapped at 80. What a sentence does not use stands in
 * parentheses behind it: nothing of an event is left out but its chain. Titles
 * and labels come from in/script.xml and in/ceremony.xml where they can be
 * read. */
enum status
report_record_text(struct buf *dst, const char *dir, struct err *err)
	MUST_CHECK;

/* Adds one line a file of dir, sorted by path, except the lock, the reserve,
 * rehearsal/ and the manifest itself. STATUS_FILE names a file that is not
 * what the record says, or is gone, or is in in/ or out/ without the record's
 * knowing. */
enum status
report_manifest(struct buf *dst, const char *dir, struct err *err) MUST_CHECK;

/* Adds what a rehearsal was about: the faults injected, when each was first
 * noticed in the record and what was decided; those of drill (or NULL) that
 * were never met; each step's time against its plan. No line over 79
 * columns. */
void
report_debrief(struct buf *dst, const struct session *session,
	const struct scenario *drill);

/* Writes DIR/REHEARSAL-debrief.txt anew. */
enum status
report_write_debrief(const char *dir, const struct session *session,
	const struct scenario *drill, struct err *err) MUST_CHECK;

/* Writes DIR/record.txt anew. */
enum status
report_write_record(const char *dir, struct err *err) MUST_CHECK;

/* Writes DIR/addendum.txt anew: record and addendum. record.txt and what the
 * manifest says stay as they were at the close. */
enum status
report_write_addendum(const char *dir, struct err *err) MUST_CHECK;

/* Writes DIR/MANIFEST.sha256 anew; after the close, and after record.txt. */
enum status
report_write_manifest(const char *dir, struct err *err) MUST_CHECK;

#endif
