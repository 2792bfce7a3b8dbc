/*
 * Who may do what: the actor, the one who types, the one who answers.
 */
#ifndef CEREMONY_PEOPLE_H
#define CEREMONY_PEOPLE_H

#include "ceremony/session.h"

/* Who is awaited for a role, or SESSION_NOBODY: seated people go before those
 * who are not, these before those who left, then the list's order; never
 * somebody in besides (count of them). */
size_t
people_for_role(const struct session *session, const char *role,
	const size_t *besides, size_t count);

/* Who acts at a step, types its fields, gives its next answer or voice. */
size_t
people_actor(const struct session *session, size_t step);
size_t
people_typist(const struct session *session, size_t step);
size_t
people_next_answer(const struct session *session, size_t step);
size_t
people_next_voice(const struct session *session, size_t step);

/* The role word that people_next_answer and _voice are about; "" past the
 * end. */
void
people_answer_role(char dst[8], const struct session *session, size_t step);
void
people_voice_role(char dst[8], const struct session *session, size_t step);

/* The person with these initials, or SESSION_NOBODY. */
size_t
people_of_initials(const struct session *session, const char *initials);

/* Two capitals and perhaps a third letter or a digit, folded into dst. */
bool
people_initials(char dst[SESSION_INITIALS_SIZE], const char *text);

/* Whether PINs and initials are asked for: somebody has signed in. */
bool
people_signed_in(const struct session *session);

/* Whether an objection of this name stands. */
bool
people_objects(const struct session *session, const char *name);

/* The first who has to sign in again, CA and IW before all; or NOBODY. */
size_t
people_again(const struct session *session);

/* "IW Ben Sample". */
void
people_name(char *dst, size_t size, const struct session *session,
	size_t person);

#endif
