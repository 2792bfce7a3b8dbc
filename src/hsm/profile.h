/*
 * HSM profile documents: how one model of HSM is driven (hsm-profiles/).
 */
#ifndef HSM_PROFILE_H
#define HSM_PROFILE_H

#include <stdbool.h>

#include "base/xml.h"

enum hsm_login { HSM_LOGIN_PIN, HSM_LOGIN_PROTECTED_PATH, HSM_LOGIN_NONE };
enum hsm_hash { HSM_HASH_HOST, HSM_HASH_HSM };

struct hsm_variable {
	char *name;
	char *value;
};

/* Seconds that a call usually takes at most. They colour the wait and end
 * nothing: an operator decides to give up. */
struct hsm_timeouts {
	unsigned load_s;
	unsigned login_s; /* cards and PIN at the HSM included */
	unsigned sign_s;
	unsigned keygen_s;
	unsigned other_s;
};

struct hsm_profile {
	char *name;
	char **modules; /* paths, the first that exists is taken */
	size_t module_count;
	struct hsm_variable *environment;
	size_t environment_count;
	char *reserved; /* for C_Initialize, or NULL */
	char *token_label; /* NULL: any */
	char *token_serial;
	long token_slot; /* -1: any */
	enum hsm_login login;
	char *login_hint; /* what to do at the HSM, or NULL */
	enum hsm_hash hash;
	bool sensitive;
	bool extractable;
	struct hsm_timeouts timeouts;
};

/* An empty profile: any token, the usual time-outs, sensitive keys. */
void
profile_init(struct hsm_profile *profile);

/* The caller clears with profile_clear. */
enum status
profile_parse(struct hsm_profile *dst, const struct xml_source *source,
	struct err *err) MUST_CHECK;

/* Adds or replaces one variable (a rehearsal sets its own). */
void
profile_set_environment(struct hsm_profile *profile, const char *name,
	const char *value);

/* The module that is there, the first of the profile's: its path, which lives
 * as long as the profile. STATUS_HSM: none is. */
enum status
profile_find_module(const char **dst, const struct hsm_profile *profile,
	struct err *err) MUST_CHECK;

void
profile_clear(struct hsm_profile *profile);

#endif
