/*
 * What moves share: posting an event, the machine's own moves, seals.
 */
#ifndef CEREMONY_ROOM_H
#define CEREMONY_ROOM_H

#include "ceremony/fields.h"
#include "ceremony/moves.h"

/* Appends the event; it is on disk and folded when this returns STATUS_OK.
 * Takes fields. */
enum status
room_post(struct room *room, const char *name, json_t *fields, struct err *err)
	MUST_CHECK;

/* An action event of the current step; person may be SESSION_NOBODY. */
enum status
room_post_action(struct room *room, const char *action, size_t person,
	enum verdict verdict, const char *text, struct err *err) MUST_CHECK;

/* The moves of the machine, until somebody is awaited: opens the next step,
 * shows a readback's words, computes the gate's plan, goes back to the gate,
 * writes the close. */
enum status
room_settle(struct room *room, struct err *err) MUST_CHECK;

/* STATUS_RULE with words unless that is awaited now. */
enum status
room_awaits(struct awaited *dst, const struct room *room,
	enum awaited_what what, struct err *err) MUST_CHECK;

/* A room with the files of DIR/in/ read, no record yet. */
enum status
room_make(struct room **dst, const char *dir, struct err *err) MUST_CHECK;

/* The program that starts a record: its name, version and file. */
enum status
room_program(json_t **dst, const struct room_start *start, struct err *err)
	MUST_CHECK;

/* That the record was opened again, with what was cut off. */
enum status
room_post_resume(struct room *room, const struct record_tail *tail,
	const char *version, struct err *err) MUST_CHECK;

/* What needs the documents: folders, PINs, the HSM's environment. */
enum status
room_furnish(struct room *room, struct err *err) MUST_CHECK;

/* reason, who heard it, and the IW who agreed, at which level. */
struct named;
void
room_add_agreed(json_t *fields, const struct session *session,
	const char *reason, const struct named *heard, size_t witness);

/* The path of a file in the room's directory, in new memory. */
char *
room_path(const struct room *room, const char *name);

/* BASE-N and the suffix with the first N that is free, in new memory. */
char *
room_free_name(const struct room *room, const char *base, const char *suffix);

/* By how many seconds the computer's clock was set since the last event, which
 * was of this boot; 0: it was not. */
int64_t
room_clock_jump(const struct room *room);

void
room_progress(const struct room *room);

/* Who gives a seal or an answer, and with what. */
struct seal {
	const char *wanted; /* role word */
	const char *initials; /* NULL: the awaited person's Enter */
	const struct secret *pin; /* NULL: none is asked for */
	/* Who acted, or SESSION_NOBODY, and who has counted already. */
	size_t actor;
	const size_t *counted;
	size_t count;
};

/* The person; STATUS_RULE says whose initials these are, who is awaited, that
 * the actor does not confirm and nobody counts twice, or that the PIN is wrong
 * (which is recorded). */
enum status
seal_check(size_t *person, struct room *room, const struct awaited *awaited,
	const struct seal *seal, struct err *err) MUST_CHECK;

/* The same, of the IW, wherever the ceremony stands: exceptions, amendments,
 * the abort. Before anybody has signed in nothing is typed. */
enum status
seal_of_witness(size_t *person, struct room *room, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

#endif
