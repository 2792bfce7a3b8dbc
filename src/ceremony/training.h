/*
 * What a rehearsal needs and no ceremony may have: a throw-away token with
 * KSKs of its own, a policy with those in the place of the real ones, and the
 * last quarter's answer signed again by them. No rule is relaxed by it.
 */
#ifndef CEREMONY_TRAINING_H
#define CEREMONY_TRAINING_H

#include "base/mem.h"
#include "hsm/profile.h"

struct scenario;

#define TRAINING_FOLDER "rehearsal"
#define TRAINING_MEDIA TRAINING_FOLDER "/media" /* drives that are in */
#define TRAINING_SHELF TRAINING_FOLDER "/drives" /* that are out */
#define TRAINING_LOG TRAINING_FOLDER "/hsm-log" /* the HSM's log line */
#define TRAINING_PIN_FILE "hsm-pin" /* in TRAINING_FOLDER, one line */

/* Documents as read; the names are for messages and the record. */
struct training_source {
	const char *name;
	struct bytes data; /* empty: there is none */
};

struct training {
	struct training_source script; /* flattened */
	struct training_source policy;
	struct training_source profile;	 /* see training_check_profile */
	struct training_source ceremony;
	struct training_source ksr;	 /* none: one is made */
	struct training_source previous; /* with ksr only */
	const struct scenario *drill; /* what goes wrong, or NULL */
	const char *schema; /* NULL: the ceremony's */
	const char *hsm_program;   /* the HSM's process */
	const char *faults_module; /* where the profile names that */
	int64_t now_utc;    /* the rehearsal's time */
};

/* STATUS_USAGE unless all modules of the profile are SoftHSM's, or
 * ksk-ceremony-faults.so with SoftHSM behind it: a rehearsal initialises a
 * token, and must never meet a real HSM. */
enum status
training_check_profile(const struct training_source *source, struct err *err)
	MUST_CHECK;

/* STATUS_USAGE where a module of the profile is ksk-ceremony-faults.so: a real
 * ceremony must never meet that. */
enum status
training_refuse_faults(const struct hsm_profile *profile, struct err *err)
	MUST_CHECK;

/* STATUS_USAGE unless the module is the one that spoils calls. */
enum status
training_check_faults(const struct training_source *source, struct err *err)
	MUST_CHECK;

/* Fills the new ceremony directory dir. It must be the working directory too:
 * the token's paths are relative, so that the folder can be moved. */
enum status
training_make(const char *dir, const struct training *training,
	struct err *err) MUST_CHECK;

#endif
