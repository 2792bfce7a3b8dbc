/*
 * The files a ceremony or a rehearsal begins with, read into memory before
 * the program moves into the ceremony's directory.
 */
#ifndef UI_SOURCES_H
#define UI_SOURCES_H

#include "base/mem.h"

struct source {
	char *name; /* the file's own, without folder */
	struct bytes data;
};

/* Reads what the operator named: a path, or a shipped document of folder
 * (data_find). folder NULL: a path only. STATUS_INPUT when unreadable. */
enum status
source_read(struct source *dst, const char *folder, const char *name,
	struct err *err) MUST_CHECK;

/* Reads a name that the document at beside gives: a file in the same folder,
 * else a shipped one. */
enum status
source_read_beside(struct source *dst, const char *beside, const char *folder,
	const char *name, struct err *err) MUST_CHECK;

/* The script, flattened. */
enum status
source_read_script(struct source *dst, const char *beside, const char *name,
	struct err *err) MUST_CHECK;

/* The whole path of a directory that the document at beside names, from the
 * document's own folder, in new memory. STATUS_INPUT where there is none. */
enum status
source_dir_beside(char **dst, const char *beside, const char *name,
	struct err *err) MUST_CHECK;

void
source_clear(struct source *source);

#endif
