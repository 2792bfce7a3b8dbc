#include "hsm/profile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

void
profile_init(struct hsm_profile *profile)
{
	*profile = (struct hsm_profile){
		.token_slot = -1,
		.sensitive = true,
		.timeouts = {
			.load_s = 30,
			.login_s = 900,
			.sign_s = 60,
			.keygen_s = 300,
			.other_s = 30,
		},
	};
}

void
profile_set_environment(struct hsm_profile *profile, const char *name,
	const char *value)
{
	struct hsm_variable *variable = profile->environment;
	size_t i;

	for (i = 0; i < profile->environment_count; i++, variable++) {
		if (strcmp(variable->name, name) == 0) {
			free(variable->value);
			variable->value = mem_string(value);
			return;
		}
	}
	variable = mem_append(&profile->environment,
		&profile->environment_count, sizeof(*variable));
	variable->name = mem_string(name);
	variable->value = mem_string(value);
}

enum status
profile_find_module(const char **dst, const struct hsm_profile *profile,
	struct err *err)
{
	struct buf tried = {0};
	size_t i;

	for (i = 0; i < profile->module_count; i++) {
		if (access(profile->modules[i], R_OK) == 0) {
			*dst = profile->modules[i];
			buf_clear(&tried);
			return STATUS_OK;
		}
		buf_add_format(&tried, " %s", profile->modules[i]);
	}
	err_set(err, STATUS_HSM,
		"HSM profile %s: no PKCS#11 module at%s; install the HSM's "
		"software or correct the profile",
		profile->name, buf_text(&tried));
	buf_clear(&tried);
	return err->status;
}

void
profile_clear(struct hsm_profile *profile)
{
	size_t i;

	for (i = 0; i < profile->module_count; i++)
		free(profile->modules[i]);
	for (i = 0; i < profile->environment_count; i++) {
		free(profile->environment[i].name);
		free(profile->environment[i].value);
	}
	free(profile->modules);
	free(profile->environment);
	free(profile->name);
	free(profile->reserved);
	free(profile->token_label);
	free(profile->token_serial);
	free(profile->login_hint);
	profile_init(profile);
}
