/*
 * Drills: what goes wrong in a rehearsal. The table has the faults F1 to F37 of
 * ksk-ceremony-scenario(5), some with variants; a scenario (scenario.h) says
 * which of them happen at which steps. No check is another one for it.
 */
#ifndef CEREMONY_DRILL_H
#define CEREMONY_DRILL_H

#include "ceremony/scenario.h"
#include "ceremony/session.h"

enum drill_how {
	DRILL_CARD,    /* physical: a card on the screen says what is seen */
	DRILL_HSM,     /* rules of the faults module */
	DRILL_FILE,    /* a file is another one while the fault lasts */
	DRILL_REQUEST, /* the documents in in/ are made so */
	DRILL_CLOCK,   /* the console's clock is ahead */
	DRILL_POWER,   /* the console ends as without power */
};

/* Until when: the exception that it leads to is decided, or the objection
 * withdrawn; or it was noticed. */
enum drill_lasts { DRILL_DECIDED, DRILL_ONCE };

struct drill_fault {
	const char *name; /* "F25", a variant: "F25-chain" */
	const char *what;
	enum drill_how how;
	/* HSM: rules. FILE: what the file holds. REQUEST: a word of
	 * training_spoil. CLOCK: seconds. */
	const char *spoils;
	const char *file; /* FILE: in the directory; NULL: the response */
	enum drill_lasts lasts;
	enum session_decision usual; /* what mostly is decided */
	const char *steps; /* ids where it makes sense, the first is usual */
	const char *sees;  /* the card's words; else words on the screen */
};

extern const struct drill_fault drill_faults[];
extern const size_t drill_fault_count;

/* NULL when there is none; F13 and f13 are the same. */
const struct drill_fault *
drill_find(const char *name);

/* "card", "hsm", "file", "request", "clock", "power". */
const char *
drill_how_word(enum drill_how how);

/* Seconds by which the planned clock is ahead. */
int64_t
drill_clock_s(const struct scenario *scenario);

/* Of those that were injected and last. */
int64_t
drill_ahead_s(const struct session *session);

/* The card that lies on the screen, or NULL. */
const struct session_fault *
drill_card(const struct session *session);

/* Whether it lasts no more. */
bool
drill_is_over(const struct session *session, const struct session_fault *fault);

/* The fault that no exception was made of yet: its card lies on the screen, or
 * it was noticed; refused: something is refused at its step. */
const struct session_fault *
drill_waits(const struct session *session, bool refused);

/* What is mostly decided of the faults that the open exception is about. */
enum session_decision
drill_usual(const struct session *session);

/* What is wrong, in words. */
const char *
drill_words(const struct session_fault *fault);

/* Puts files back that a fault had replaced when the console was killed; only
 * in a directory whose record says rehearsal. Before in/ is read. */
enum status
drill_mend(const char *dir, struct err *err) MUST_CHECK;

struct room;

/* Reads what is planned, in a rehearsal. */
enum status
drill_load(struct room *room, struct err *err) MUST_CHECK;

/* Faults of the current step begin, each as an event first; and files, HSM and
 * power are as the faults want that last. */
enum status
drill_settle(struct room *room, struct err *err) MUST_CHECK;

/* The files are as they were. */
void
drill_leave(struct room *room);

#endif
