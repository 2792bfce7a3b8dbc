/*
 * The fields of events: writing what a move says, reading what the fold needs.
 * Text from outside is cleaned on the way in.
 */
#ifndef CEREMONY_FIELDS_H
#define CEREMONY_FIELDS_H

#include "ceremony/session.h"

#define FIELDS_TEXT_MAX 4096 /* bytes of one cleaned text */

/* A new object with "step", the current step's id ("" before the first). */
json_t *
fields_new(const struct session *session);

/* text_clean()ed; NULL adds nothing. */
void
fields_add(json_t *fields, const char *name, const char *text);

/* ASCII with newlines, as a page is; other bytes become "?". */
void
fields_add_page(json_t *fields, const char *name, const char *page);

void
fields_add_number(json_t *fields, const char *name, uint64_t value);

/* May be below 0. */
void
fields_add_integer(json_t *fields, const char *name, int64_t value);

void
fields_add_flag(json_t *fields, const char *name, bool value);

void
fields_add_digest(json_t *fields, const char *name,
	const struct digest *digest);

/* SHA-256 of the file's bytes. */
enum status
fields_add_file(json_t *fields, const char *name, const char *path,
	struct err *err) MUST_CHECK;

/* "role" and "person"; nothing for SESSION_NOBODY. */
void
fields_add_person(json_t *fields, const struct session *session,
	size_t person);

/* Reading: what is missing is "", 0, false, NONE. */
const char *
fields_text(const struct event *event, const char *name);
uint64_t
fields_number(const struct event *event, const char *name);
int64_t
fields_integer(const struct event *event, const char *name);
bool
fields_flag(const struct event *event, const char *name);
enum verdict
fields_verdict(const struct event *event);
int64_t
fields_utc(const struct event *event, const char *name);
bool
fields_digest(struct digest *dst, const struct event *event, const char *name);

/* Index of the person that "role" and "person" name, or SESSION_NOBODY. */
size_t
fields_person(const struct session *session, const struct event *event);

/* Replaces a string that the session owns. */
void
fields_keep(char **dst, const char *text);

#endif
