/*
 * The fold, one function an event. Each depends on the session, the event and
 * nothing else.
 */
#ifndef CEREMONY_FOLD_H
#define CEREMONY_FOLD_H

#include "ceremony/session.h"

typedef enum status fold_event(struct session *session,
	const struct event *event, struct err *err);

fold_event fold_start, fold_resume, fold_close, fold_break;
fold_event fold_step, fold_show, fold_value, fold_amend, fold_confirm;
fold_event fold_action, fold_device;
fold_event fold_hand_over, fold_command, fold_print;
fold_event fold_sign_in, fold_sign_out, fold_exception, fold_objection,
	fold_withdraw;
fold_event fold_clock, fold_hsm, fold_rule, fold_begin, fold_signature,
	fold_written;

/* "event 23 (value): ..." and STATUS_INPUT. */
enum status
fold_refuse(const struct event *event, struct err *err, const char *format,
	...) PRINTF_LIKE(3, 4);

/* The state of the current step, which the event must name. */
enum status
fold_current(struct session_step **dst, struct session *session,
	const struct event *event, struct err *err) MUST_CHECK;

/* The person that the event must name. */
enum status
fold_person(size_t *dst, const struct session *session,
	const struct event *event, struct err *err) MUST_CHECK;

/* Whether the gate has heard this person. */
bool
fold_has_voice(const struct session *session, size_t person);

/* It was confirmed with a PIN, once somebody has signed in. */
enum status
fold_sealed(const struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* The event is agreed by the IW, and sealed. */
enum status
fold_witness(const struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* The directories that "saved" names: both, or the one that is left behind a
 * resume. */
enum status
fold_saved_names(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* A device event that is about no step's drive: one is lost, one is in its
 * place, a copy. */
enum status
fold_saved(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;
enum status
fold_copy(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* The exception that goes on with one drive. */
enum status
fold_alone(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* Who agreed, the reason and who heard it. */
void
fold_exception_words(struct session_exception *exception,
	const struct session *session, const struct event *event);

/* The boot that mono counts from. */
void
fold_boot(struct session *session, const struct event *event);

/* "jump": the computer's clock was set by so many seconds; 0: it was not. */
void
fold_jump(struct session *session, const struct event *event);

/* What the value event of a mark says of the two clocks. */
void
fold_compared(struct session *session, const struct event *event);

/* Behind a resume nobody knows what became of a job. */
void
fold_jobs_unknown(struct session *session);

/* The event of a fault: begins it, or takes its card down. */
enum status
fold_fault(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* Whether an injected fault is noticed by this event, which was folded. */
void
fold_fault_follow(struct session *session, const struct event *event);

/* Where the record's events were saved. */
void
fold_saved_forget(struct session *session);

/* An exception as it was written on paper, of that step. */
enum status
fold_carried(size_t *step, struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* Shuts the gate and drops its voices and what was typed there, because. */
void
fold_empty_gate(struct session *session, const char *why);

/* The last line: "2.11 <format>, 18:37". */
void
fold_last(struct session *session, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
