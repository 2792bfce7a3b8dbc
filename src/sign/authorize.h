/*
 * The signing gate as a type. An authorization is for one plan digest, used
 * once, and dies with the process. This header holds its only constructors; a
 * test allows three files to include it: the ceremony's gate, the sign
 * command, the training material of a rehearsal.
 */
#ifndef SIGN_AUTHORIZE_H
#define SIGN_AUTHORIZE_H

#include "sign/plan.h"

struct authorization;

/* One confirmation of exactly this digest. */
struct authorization_voice {
	const char *role;
	const char *person;
	struct digest plan;
};

/* A ceremony's: voices must hold every role in needed (blank-separated, a role
 * named n times needs n different persons), each over the plan's digest, no
 * person twice. STATUS_STOPPED says who is missing. */
enum status
authorize_ceremony(struct authorization **dst, const struct plan *plan,
	const char *needed, const struct authorization_voice *voices,
	size_t count, struct err *err) MUST_CHECK;

/* The operator's alone (UNWITNESSED); STATUS_USAGE where the policy asks for a
 * ceremony. */
enum status
authorize_operator(struct authorization **dst, const struct plan *plan,
	struct err *err) MUST_CHECK;

/* For training material; STATUS_USAGE unless the token is the rehearsal's own
 * (its label begins with REHEARSAL). */
enum status
authorize_training(struct authorization **dst, const struct plan *plan,
	struct err *err) MUST_CHECK;

#endif
