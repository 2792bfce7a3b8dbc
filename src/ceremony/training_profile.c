/* The profile of a rehearsal: SoftHSM, or a module that spoils its calls. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/folder.h"
#include "ceremony/training_parts.h"
#include "ceremony/xml_write.h"

#define SOFTHSM "libsofthsm2.so"
#define FAULTS "ksk-ceremony-faults.so"
#define FAULTS_VARIABLE "KSK_FAULTS_MODULE" /* what FAULTS stands before */
#define CONF_VARIABLE "SOFTHSM2_CONF"

static bool
is_named(const char *path, const char *name)
{
	return strcmp(file_base_name(path), name) == 0;
}

static const char *
find_variable(const struct hsm_profile *profile, const char *name)
{
	size_t i;

	for (i = 0; i < profile->environment_count; i++) {
		if (strcmp(profile->environment[i].name, name) == 0)
			return profile->environment[i].value;
	}
	return NULL;
}

static enum status
check_module(const struct hsm_profile *profile, const char *path,
	struct err *err)
{
	const char *behind = find_variable(profile, FAULTS_VARIABLE);

	if (is_named(path, SOFTHSM))
		return STATUS_OK;
	if (!is_named(path, FAULTS))
		return err_set(err, STATUS_USAGE,
			"HSM profile %s: a rehearsal makes a token of its own, "
			"so its module is " SOFTHSM " or " FAULTS ", never a "
			"real HSM's: not %s", profile->name, path);
	if (behind != NULL && is_named(behind, SOFTHSM))
		return STATUS_OK;
	return err_set(err, STATUS_USAGE,
		"HSM profile %s: in a rehearsal the module behind " FAULTS
		" is " SOFTHSM ": environment " FAULTS_VARIABLE " names %s",
		profile->name, behind != NULL ? behind : "none");
}

static enum status
parse(struct hsm_profile *dst, const struct training_source *source,
	struct err *err)
{
	struct xml_source xml = {source->name, source->data.data,
		source->data.len, 0};
	enum status status = profile_parse(dst, &xml, err);
	size_t i;

	if (status != STATUS_OK)
		return status;
	for (i = 0; i < dst->module_count && status == STATUS_OK; i++)
		status = check_module(dst, dst->modules[i], err);
	if (status != STATUS_OK)
		profile_clear(dst);
	return status;
}

enum status
training_check_profile(const struct training_source *source, struct err *err)
{
	struct hsm_profile profile;
	enum status status = parse(&profile, source, err);

	if (status == STATUS_OK)
		profile_clear(&profile);
	return status;
}

enum status
training_refuse_faults(const struct hsm_profile *profile, struct err *err)
{
	size_t i;

	for (i = 0; i < profile->module_count; i++) {
		if (is_named(profile->modules[i], FAULTS))
			return err_set(err, STATUS_USAGE,
				"HSM profile %s: " FAULTS " spoils what the "
				"HSM does and is for rehearsals only; name the "
				"HSM's own module", profile->name);
	}
	return STATUS_OK;
}

enum status
training_check_faults(const struct training_source *source, struct err *err)
{
	struct hsm_profile profile;
	enum status status = parse(&profile, source, err);
	size_t i;

	if (status != STATUS_OK)
		return status;
	for (i = 0; i < profile.module_count && status == STATUS_OK; i++) {
		if (!is_named(profile.modules[i], FAULTS))
			status = err_set(err, STATUS_USAGE,
				"HSM profile %s: faults of the HSM need the "
				"module " FAULTS ", as in softhsm-faults",
				profile.name);
	}
	profile_clear(&profile);
	return status;
}

/* Whatever token, login and keys the profile had in mind. */
static void
make_own(struct hsm_profile *profile)
{
	free(profile->token_label);
	free(profile->token_serial);
	profile->token_label = NULL;
	profile->token_serial = NULL;
	profile->token_slot = -1;
	profile->login = HSM_LOGIN_PIN;
	profile->sensitive = true;
	profile->extractable = false;
	profile_set_environment(profile, CONF_VARIABLE,
		TRAINING_FOLDER "/" TRAINING_CONF_FILE);
}

/* This program's own, wherever the profile looks for it. */
static void
place_faults(struct hsm_profile *profile, const char *path)
{
	size_t i;

	for (i = 0; i < profile->module_count; i++) {
		if (!is_named(profile->modules[i], FAULTS))
			continue;
		free(profile->modules[i]);
		profile->modules[i] = mem_string(path);
	}
}

enum status
training_profile_read(struct hsm_profile *dst, const struct training *training,
	struct err *err)
{
	enum status status = parse(dst, &training->profile, err);

	if (status != STATUS_OK)
		return status;
	make_own(dst);
	place_faults(dst, training->faults_module);
	return STATUS_OK;
}

static void
add_modules(struct buf *dst, const struct hsm_profile *profile)
{
	size_t i;

	for (i = 0; i < profile->module_count; i++) {
		buf_add_text(dst, "  <module");
		xml_write_attribute(dst, "path", profile->modules[i]);
		buf_add_text(dst, "/>\n");
	}
	for (i = 0; i < profile->environment_count; i++) {
		buf_add_text(dst, "  <environment");
		xml_write_attribute(dst, "name",
			profile->environment[i].name);
		xml_write_attribute(dst, "value",
			profile->environment[i].value);
		buf_add_text(dst, "/>\n");
	}
}

static void
add_timeouts(struct buf *dst, const struct hsm_timeouts *timeouts)
{
	buf_add_text(dst, "  <timeouts");
	xml_write_number(dst, "load", timeouts->load_s);
	xml_write_number(dst, "login", timeouts->login_s);
	xml_write_number(dst, "sign", timeouts->sign_s);
	xml_write_number(dst, "keygen", timeouts->keygen_s);
	xml_write_number(dst, "other", timeouts->other_s);
	buf_add_text(dst, "/>\n");
}

enum status
training_profile_write(const char *dir, const struct hsm_profile *profile,
	const struct hsm_token *token, struct err *err)
{
	struct buf text = {0};

	buf_add_text(&text, XML_WRITE_DECLARATION
			    "<hsm-profile name=\"rehearsal\">\n");
	add_modules(&text, profile);
	buf_add_text(&text, "  <token");
	xml_write_attribute(&text, "label", token->label);
	xml_write_attribute(&text, "serial", token->serial);
	buf_add_text(&text, "/>\n  <login kind=\"pin\"");
	xml_write_attribute(&text, "hint", profile->login_hint);
	buf_add_format(&text, "/>\n  <sign hash=\"%s\"/>\n"
		"  <keygen sensitive=\"yes\" extractable=\"no\"/>\n",
		profile->hash == HSM_HASH_HSM ? "hsm" : "host");
	add_timeouts(&text, &profile->timeouts);
	buf_add_text(&text, "</hsm-profile>\n");
	return folder_put_text(dir, "in", "profile.xml", &text, err);
}
