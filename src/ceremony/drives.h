/*
 * Flash drives: folders of the ceremony's media folder, each under its label.
 * Nothing on them is believed: names are bounded, files are read whole and
 * compared.
 */
#ifndef CEREMONY_DRIVES_H
#define CEREMONY_DRIVES_H

#include "ceremony/moves.h"

#define DRIVES_MAX 16	    /* labels that are looked at */
#define DRIVES_WORDS_SIZE 400

/* The labels of the drives that are in, sorted, separated by blanks, in new
 * memory. An empty folder on the media folder's own device is no drive. */
char *
drives_in(const struct room *room);

/* Whether label is a word of labels. */
bool
drives_has(const char *labels, const char *label);

/* Every file that the manifest of sha256sum names lies on the drive and has
 * that hash; *count says how many. STATUS_RULE names the first that does
 * not. */
enum status
drives_check_manifest(size_t *count, const struct room *room,
	const char *label, const char *manifest, struct err *err) MUST_CHECK;

/* A rehearsal plays the hand: the drive of the current step is put in, or
 * pulled. What lies there already stays as it is. */
enum status
drives_rehearse(const struct room *room, struct err *err) MUST_CHECK;

#endif
