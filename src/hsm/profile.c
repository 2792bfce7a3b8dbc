#include "hsm/profile.h"

#include <stdlib.h>
#include <string.h>

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
