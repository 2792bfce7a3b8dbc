/*
 * What people at the console can do. Each move validates, appends its event
 * (on disk before the effect) and folds it; then the machine's own events
 * follow (the next step opens, the gate's plan is computed, the close). A
 * refusal is a status with words and leaves no confirmation.
 *
 * page is the 80-column ASCII text of what is on the screen.
 */
#ifndef CEREMONY_MOVES_H
#define CEREMONY_MOVES_H

#include "base/secret.h"
#include "ceremony/pins.h"
#include "ceremony/session.h"
#include "ceremony/shell.h"
#include "hsm/hsm.h"
#include "sign/plan.h"

struct room {
	char *dir;
	char *dir_before; /* that was lost, or NULL: what was borrowed lives */
	struct session *session;
	struct record *record;
	struct pins *pins;
	struct hsm *hsm; /* NULL until its process is started */
	/* Set by whoever opens the room: the HSM's program and who waits for
	 * it. Borrowed. */
	const char *hsm_program;
	const struct hsm_patience *patience;
	/* Who waits for a shell command, or NULL. Borrowed. */
	const struct shell_patience *shell_patience;
	/* The program that prints, NULL: nothing is; and whether the console
	 * shows the queues. Borrowed. */
	const char *print_program;
	bool printer_shown;
	struct printer *printer; /* NULL until something is asked of it */
	struct capture *capture; /* of the HSM's log, NULL: none runs */
	bool capture_tried; /* to start it again behind a resume */
	/* What the gate is about; recomputed, never trusted from before. */
	bool planned;
	struct plan_keys keys;
	struct plan plan;
	struct scenario *drill; /* what goes wrong in a rehearsal, or NULL */
	bool power_cut; /* a fault ends the console, at once */
	bool halt; /* set while a move runs: nothing more is signed */
	/* Called after each signature and each slow part: repaint. */
	void (*progress)(void *context);
	void *progress_context;
};

struct room_start {
	const char *program; /* "ksk-ceremony" */
	const char *version;
	bool rehearsal;
	const char *previous; /* the last ceremony's directory, or NULL */
	const char *mirror; /* absolute path of a second directory, or NULL */
	int64_t offset_s; /* of a rehearsal's clock, else 0 */
};

/* Opens a new record over a directory whose in/ is filled; writes `start` and
 * opens the first step. */
enum status
room_open_new(struct room **dst, const char *dir,
	const struct room_start *start, struct err *err) MUST_CHECK;

/* Replays the record and writes `resume`. Refuses, in words, what is closed,
 * aborted, changed in in/, or not understood. */
enum status
room_resume(struct room **dst, const char *dir, const char *version,
	struct err *err) MUST_CHECK;

/* The same with the record in mirror, too (an absolute path; NULL: none): the
 * two are compared, and the shorter is brought up where its events are the
 * beginning of the other's. */
enum status
room_resume_both(struct room **dst, const char *dir, const char *mirror,
	const char *version, struct err *err) MUST_CHECK;

/* Begins what is added behind DIR's closed record, or goes on with it. Refuses,
 * in words, what is not closed, was aborted, holds nothing more, or was added
 * already. Of start its program and version. */
enum status
room_open_addendum(struct room **dst, const char *dir,
	const struct room_start *start, struct err *err) MUST_CHECK;

/* Logs out, wipes the PINs, closes the record; NULL is fine. */
void
room_free(struct room *room);

/* What the machine sees by itself: that the computer's clock was set, that a
 * drive came or went, that a hold's time has come, that a print job ended. Each is recorded once. To be
 * called before each key, and again after room_look_ms milliseconds. */
enum status
room_look(struct room *room, struct err *err) MUST_CHECK;
int
room_look_ms(const struct room *room);

/* The actor's Enter on Done. Runs the step's action; a FAIL of it is no error:
 * see the step's act. */
enum status
move_done(struct room *room, struct err *err) MUST_CHECK;

/* The HSM's PIN: where AWAITED_HSM_PIN. The action open-token goes on with
 * it. */
enum status
move_hsm_pin(struct room *room, const struct secret *pin, struct err *err)
	MUST_CHECK;

/* Enter where AWAITED_TIME: STATUS_RULE, in words, until the time has come. */
enum status
move_wait(struct room *room, struct err *err) MUST_CHECK;

/* One field or blank (field SESSION_BLANK). STATUS_OK also for a mismatch: see
 * the value. STATUS_USAGE when the text cannot be such a value: not
 * recorded. */
enum status
move_value(struct room *room, size_t row, size_t field, const char *text,
	struct err *err) MUST_CHECK;

/* Takes the value as it is, because; after two mismatches. IW's initials and,
 * once signed in, PIN. */
enum status
move_amend(struct room *room, const char *why, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

/* The n-th value of correction.h was mistyped: text is right, because. Both
 * stay in the record. IW's initials and, once signed in, PIN. */
enum status
move_correct(struct room *room, size_t n, const char *text, const char *why,
	const char *initials, const struct secret *pin, struct err *err)
	MUST_CHECK;

/* The answer of the awaited role: initials and pin as session_awaited says,
 * else NULL. STATUS_RULE: wrong PIN or wrong person, nothing is confirmed. */
enum status
move_answer(struct room *room, const char *initials, const struct secret *pin,
	const char *page, struct err *err) MUST_CHECK;

/* Any person who confirms, not only the awaited one; after a resume it is the
 * sign-in again, with the same initials. */
enum status
move_sign_in(struct room *room, size_t person, const char *initials,
	const struct secret *pin, const struct secret *again, struct err *err)
	MUST_CHECK;

/* Somebody goes; two stay to the end. Who signed in comes back by a sign-in. */
enum status
move_leave(struct room *room, size_t person, const char *why, struct err *err)
	MUST_CHECK;

struct change_seal {
	const char *initials;
	const struct secret *pin;
};

/* The role of from goes to to; handover_signers (handover.h) says who gives the
 * seals, in which order. The voices of a gate are gone then. */
enum status
move_hand_over(struct room *room, size_t from, size_t to, const char *why,
	const struct change_seal *seals, size_t count, struct err *err)
	MUST_CHECK;

/* staying: roles or initials of two or more; back: hh:mm. */
enum status
move_break(struct room *room, const char *staying, const char *back,
	struct err *err) MUST_CHECK;

/* CA, then IW, come back. */
enum status
move_return(struct room *room, const char *initials, const struct secret *pin,
	struct err *err) MUST_CHECK;

/* The CA's F8: the rest comes later. Needs session_quorum; after a resume with
 * the SKR written, CA and IW. */
enum status
move_sign_in_rest(struct room *room, struct err *err) MUST_CHECK;

/* Initials as proposed from the name, unlike all others: BS, then BS2. */
void
move_propose_initials(char dst[SESSION_INITIALS_SIZE],
	const struct session *session, size_t person);

/* The pre-flight's Rules page was on the screen. */
enum status
move_rules_seen(struct room *room, const char *page, struct err *err)
	MUST_CHECK;

/* At the gate, before any voice: the IW types the last word of the name of the
 * awaited rule that is off, upper or lower case alike. STATUS_RULE: it is
 * another one; that was recorded. */
enum status
move_off_word(struct room *room, const char *text, struct err *err) MUST_CHECK;

/* One voice for exactly this plan. */
enum status
move_voice(struct room *room, const char *initials, const struct secret *pin,
	const char *page, struct err *err) MUST_CHECK;

/* The CA opens the gate: the rules run again at a new clock reading, the plan
 * is computed again. */
enum status
move_open_gate(struct room *room, const char *initials,
	const struct secret *pin, const char *page, struct err *err)
	MUST_CHECK;

/* Anybody on the list of people, seated or not, whoever else objects already;
 * the CA or the IW types for who speaks. */
enum status
move_object(struct room *room, size_t person, const char *words,
	struct err *err) MUST_CHECK;

/* The same for somebody who is not on the list, as a remote witness is. */
enum status
move_object_remote(struct room *room, const char *name, const char *words,
	struct err *err) MUST_CHECK;

/* The objector alone, initials and own PIN once signed in; for an objector who
 * is not seated the IW with the IW's own. STATUS_RULE: nothing is taken
 * back. */
enum status
move_withdraw(struct room *room, const char *words, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

/* Opens an exception at the current step. */
enum status
move_exception(struct room *room, const char *happened, struct err *err)
	MUST_CHECK;

/* The CA has decided, the IW agrees: initials and PIN once signed in. heard:
 * initials or roles of those who heard it; NULL or "" leaves it for later, as
 * reason may be left but for a substitution, going on, a skip and the abort. */
enum status
move_decide(struct room *room, enum session_decision decision,
	const char *reason, const char *heard, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

/* Where AWAITED_REST: what the exception still lacks; the IW agrees. */
enum status
move_finish(struct room *room, const char *reason, const char *heard,
	const char *initials, const struct secret *pin, struct err *err)
	MUST_CHECK;

/* Where AWAITED_DRIVE: it goes on with one drive, an exception by itself. The CA
 * decides, the IW agrees as in move_decide. */
enum status
move_alone(struct room *room, const char *reason, const char *heard,
	const char *initials, const struct secret *pin, struct err *err)
	MUST_CHECK;

/* The same with a second directory that is new or empty: a drive's label, or
 * an absolute path. The record and all files are copied there and compared.
 * STATUS_RULE: it was not taken, and nothing was decided. */
enum status
move_second_drive(struct room *room, const char *dir, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

/* The CA's shell command, agreed by the IW: initials and PIN once signed in. An
 * exception of the console's is open before it runs; session->command says what
 * came of it. STATUS_FILE when it has touched the record: nothing goes on. */
enum status
move_command(struct room *room, const char *command, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

/* What is printed goes to that queue from here on; NULL: nothing does. Of
 * session->printing's queues only. */
enum status
move_printer(struct room *room, const char *queue, struct err *err) MUST_CHECK;

/* The n-th printout once more, on the queue that is named now. */
enum status
move_print_again(struct room *room, size_t n, unsigned copies,
	struct err *err) MUST_CHECK;

/* The card of a fault is read: the step goes on, nothing else is said by it. */
enum status
move_card_down(struct room *room, struct err *err) MUST_CHECK;

/* Stop here, resume later: the session is SESSION_SUSPENDED then. */
enum status
move_suspend(struct room *room, const char *why, struct err *err) MUST_CHECK;

/* The state on one page (by_paper.h) as a text in print/; said: the file and its
 * pages. STATUS_RULE where it cannot be written. */
enum status
move_print_paper(struct room *room, char *said, size_t size, struct err *err)
	MUST_CHECK;

/* The same, then a suspension: the room finishes on paper. IW agrees as in
 * move_decide. */
enum status
move_leave_for_paper(struct room *room, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

/* The end of the ceremony; nothing more is signed. IW agrees as in
 * move_decide. */
enum status
move_abort(struct room *room, const char *why, const char *initials,
	const struct secret *pin, struct err *err) MUST_CHECK;

#endif
