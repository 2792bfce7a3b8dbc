/*
 * A ceremony for tests: a training folder with its own SoftHSM token, and
 * somebody who plays all the people, each with initials and a PIN.
 */
#ifndef TESTS_UNIT_CEREMONY_HALL_H
#define TESTS_UNIT_CEREMONY_HALL_H

#include "ceremony/moves.h"

#define HALL_PAGE "what the screen shows\n"

/* The move is refused, in words that hold these; its err is REFUSAL. */
#define REFUSED(move, words) \
	do { \
		struct err refused_err = { STATUS_OK, "" }; \
		enum status refused_status = (move); \
		hall_check_refused(refused_status, &refused_err, words); \
	} while (0)
#define REFUSAL &refused_err

void
hall_check_refused(enum status status, const struct err *err,
	const char *words);

/* A new folder with in/ filled and a token, made once a program and copied;
 * it becomes the working directory (the token's paths are relative). Lives
 * until the next call. */
const char *
hall_folder(void);

/* The same, opened. */
struct room *
hall_open(void);

/* The same in a ceremony whose paper steps are held on paper. */
struct room *
hall_open_paper(void);

/* The same with the record in mirror, too. */
struct room *
hall_open_both(const char *mirror);

/* The same with a module that spoils what the file rehearsal/faults says. */
struct room *
hall_open_faults(void);

/* Opened and played until that step's answer is awaited. */
struct room *
hall_open_at_answer(const char *step);

/* The same with these rules off, NULL behind the last. */
#define HALL_OFF "agreed at the meeting"
struct room *
hall_open_off(const char *const *names);

/* The folder of the room, resumed; NULL when it is refused. */
struct room *
hall_resume(const char *dir, struct err *err);

/* Plays the awaited move as it should be played. */
enum status
hall_play(struct room *room, struct err *err);

/* For a field of that step. */
const char *
hall_plausible(const struct room *room, size_t step, size_t field);

/* Plays until the step is current, or the session ends; aborts the test
 * program when a move is refused. */
void
hall_until(struct room *room, const char *step);

/* Plays until that is awaited. */
void
hall_until_awaited(struct room *room, enum awaited_what what);

void
hall_to_end(struct room *room);

/* Index of the person of that role. */
size_t
hall_person(const struct room *room, const char *role);

const char *
hall_initials(const struct room *room, const char *role);

/* The PIN that this person signed in with; one at a time is valid. */
const struct secret *
hall_pin(size_t person);
const struct secret *
hall_pin_of(const struct room *room, const char *role);

/* The open HSM drops off behind so many more signatures. */
void
hall_fail_signing(struct room *room, unsigned signs);

/* Everything that is folded, as text. */
char *
hall_dump(const struct session *session);

/* The same of what record and addendum alone give; NULL, and said, when it
 * cannot be folded. */
char *
hall_replay(const char *dir);

/* How often the record holds the text. */
unsigned
hall_count(const struct room *room, const char *text);

/* The record alone gives the same state. */
void
hall_folds_anew(const struct room *room);

/* Folds one event with these fields, as JSON, that is in no record. */
enum status
hall_apply(struct session *session, const char *name, const char *json,
	struct err *err);

/* Reads a whole file as text in new memory; NULL when it is not there. */
char *
hall_read(const char *dir, const char *name);

/* record.jsonl cut to its first lines. */
void
hall_cut_record(const char *dir, size_t lines);

/* Copies a folder with all in it. */
void
hall_copy(const char *from, const char *to);

#endif
