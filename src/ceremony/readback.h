/*
 * Readbacks: whose SHA-256 is read in words, and which of the words are blank.
 */
#ifndef CEREMONY_READBACK_H
#define CEREMONY_READBACK_H

#include "ceremony/room.h"

/* The documents of WORDS_COVER, in the order of their digests. */
extern const char *const readback_covers[SESSION_DIGESTS];

/* Of the record itself, which is on no paper yet. */
bool
readback_of_record(enum words_source source);

/* Which word a blank is: "line 3, third word", "second word" where four are
 * shown, "script, third word" of the cover words. */
void
readback_place(char *dst, size_t size, enum words_source source, size_t blank);

/* Picks the blanks at random and shows the words: the `show` event of the
 * current step. */
enum status
readback_show(struct room *room, struct err *err) MUST_CHECK;

/* Whether that is what the current step's words are about now, with as many
 * blanks as the script says. */
bool
readback_matches(const struct session *session,
	const struct session_step *shown);

#endif
