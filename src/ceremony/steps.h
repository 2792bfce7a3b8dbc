/*
 * One step's state: its phases, whether it is complete, who fits its roles.
 */
#ifndef CEREMONY_STEPS_H
#define CEREMONY_STEPS_H

#include "ceremony/session.h"

void
steps_clear(struct session_step *state);

/* Nothing was typed. */
void
steps_forget_values(struct session_step *state);

/* Back to not done; how often it was opened stays, and that it was
 * skipped. */
void
steps_reset(struct session_step *state);

/* Built-in action by name; false for none. */
bool
steps_is(const struct step *step, const char *action);

/* What should happen at a step, as the script says it. */
const char *
steps_expected(const struct step *step);

/* Held at the console while the record is open: those on paper and after the
 * close only where the ceremony file says so. */
bool
steps_on_screen(const struct session *session, size_t step);

/* The next step at or after from that is on the screen, or step_count. */
size_t
steps_next(const struct session *session, size_t from);

/* The n-th word of a list of roles into dst; false past the end. */
bool
steps_role(char dst[8], const char *roles, size_t n);

size_t
steps_role_count(const char *roles);

/* Phases, in this order. */
bool
steps_acted(const struct session *session, size_t step);
/* The first place of the step where something is still to be typed; false where
 * there is none. */
bool
steps_unsettled(size_t *row, size_t *field, const struct session *session,
	size_t step);
bool
steps_values_settled(const struct session *session, size_t step);
/* A hold's time has come; true for every other step. */
bool
steps_waited(const struct session *session, size_t step);
bool
steps_answered(const struct session *session, size_t step);
bool
steps_finished(const struct session *session, size_t step);

/* Whether every person who confirms has signed in, or the rest comes later. */
bool
steps_all_signed_in(const struct session *session);

#endif
