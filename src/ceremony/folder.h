/*
 * A ceremony's directory: its folders, and the documents in in/ that the
 * record's first line hashes.
 */
#ifndef CEREMONY_FOLDER_H
#define CEREMONY_FOLDER_H

#include "base/buf.h"

/* Makes dir with its folders. STATUS_FILE when there is something in it. */
enum status
folder_make(const char *dir, struct err *err) MUST_CHECK;

/* Makes dir and its folders, those that are not there. */
enum status
folder_open(const char *dir, struct err *err) MUST_CHECK;

/* Those folders that are there are folders and no links: STATUS_FILE names the
 * one that is not. */
enum status
folder_check(const char *dir, struct err *err) MUST_CHECK;

/* Creates folder/name in dir. */
enum status
folder_put(const char *dir, const char *folder, const char *name,
	const struct bytes *data, struct err *err) MUST_CHECK;

/* The same; text is cleared. */
enum status
folder_put_text(const char *dir, const char *folder, const char *name,
	struct buf *text, struct err *err) MUST_CHECK;

/* What the HSM's software prints is added to logs/hsm.log; the caller
 * closes. */
enum status
folder_open_log(int *fd, const char *dir, struct err *err) MUST_CHECK;

#endif
