/*
 * Lines of a tty, a FIFO or a file, taken by a thread of its own: whatever the
 * console does meanwhile, none waits for it and it waits for none.
 */
#ifndef CEREMONY_CAPTURE_H
#define CEREMONY_CAPTURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct capture;

#define CAPTURE_LINE 512 /* longer ones are cut into several */
#define CAPTURE_MAX (16 * 1024 * 1024) /* bytes of the file, then it ends */

/* Begins to take lines of source into path, which is new, each as
 * "2026-11-22T17:04:12Z text", ASCII, controls made harmless. The clock is
 * offset_s from the real one. speed is a tty's, 0: as it is set. STATUS_FILE
 * says which of the two cannot be opened. */
enum status
capture_start(struct capture **dst, const char *source, unsigned speed,
	const char *path, int64_t offset_s, struct err *err) MUST_CHECK;

/* Lines taken so far; first is the text of the first one, "" before. */
size_t
capture_lines(struct capture *capture, char first[CAPTURE_LINE]);

/* Takes what has arrived, puts the file on disk and frees. STATUS_FILE when the
 * file is not whole. NULL is fine. */
enum status
capture_stop(struct capture *capture, size_t *lines, struct err *err)
	MUST_CHECK;

#endif
