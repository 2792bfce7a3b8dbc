/*
 * What may be typed at a place, and what it is worth there.
 */
#ifndef CEREMONY_VALUES_H
#define CEREMONY_VALUES_H

#include "ceremony/session.h"

/* STATUS_USAGE when the text cannot be a value of this place: says what can,
 * for a word the nearest ones of the list. */
enum status
values_check(const struct session *session, size_t step, size_t row,
	size_t field, const char *text, struct err *err) MUST_CHECK;

/* What is meant by what was typed: of a choice the answer with that number. */
const char *
values_meant(const struct session *session, size_t step, size_t field,
	const char *text);

/* How many of the step's first fields are shown and not typed. */
size_t
values_shown(const struct session *session, const struct step *step);

/* NONE where nothing is expected. */
enum verdict
values_judge(const struct session *session, size_t step, size_t row,
	size_t field, const char *text);

/* The place in words: "bag number, CO3 Dee Specimen"; for a blank "line 3,
 * third word". */
void
values_place_name(char *dst, size_t size, const struct session *session,
	size_t step, size_t row, size_t field);

#endif
