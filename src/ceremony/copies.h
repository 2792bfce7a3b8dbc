/*
 * A copy of the ceremony's directory on another drive: what is missing there is
 * written, brought to the disk and read back; what is there is compared by
 * SHA-256 and never overwritten, but for what grows (record, logs) or is made
 * anew (record.txt, the manifest).
 */
#ifndef CEREMONY_COPIES_H
#define CEREMONY_COPIES_H

#include "ceremony/moves.h"

struct copies {
	size_t files;	/* that are the same now */
	size_t written; /* of them */
	bool own; /* what failed is the ceremony's own directory, not the
		   * copy */
};

/* All but the lock, the reserve, a rehearsal's token and torn ends; the record
 * itself only where record is set. The copy's directory is made. A status other
 * than OK names the first file that is not the same; *dst is filled all the
 * same. What lies in the copy's out/ or withheld/ under another name now is
 * taken away there. */
enum status
copies_make(struct copies *dst, const char *from, const char *to, bool record,
	struct err *err) MUST_CHECK;

/* The label of the drive that dir lies on, where that is in the media folder;
 * else dir's last part. In new memory. */
char *
copies_drive(const struct room *room, const char *dir);

/* A device event: what came of the copy on drive. reason NULL: it is the
 * same. */
enum status
copies_post(struct room *room, const char *drive, const struct copies *copies,
	const struct err *reason, struct err *err) MUST_CHECK;

#endif
