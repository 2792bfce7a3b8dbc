#include "hsm/profile.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define SECONDS_MAX 86400

struct choice {
	const char *word;
	int value;
};

static const struct choice logins[] = {
	{"pin", HSM_LOGIN_PIN},
	{"protected-path", HSM_LOGIN_PROTECTED_PATH},
	{"none", HSM_LOGIN_NONE},
	{NULL, 0},
};

static const struct choice hashes[] = {
	{"host", HSM_HASH_HOST},
	{"hsm", HSM_HASH_HSM},
	{NULL, 0},
};

static const struct choice yes_no[] = {
	{"yes", true},
	{"no", false},
	{NULL, 0},
};

/* What the words of a table are, for an error. */
static enum status
fail_choice(const struct xml_node *node, const char *name, const char *found,
	const struct choice *choices, struct err *err)
{
	struct buf allowed = {0};
	enum status status;

	for (; choices->word != NULL; choices++)
		buf_add_format(&allowed, "%s%s", allowed.len == 0 ? "" : ", ",
			choices->word);
	status = xml_fail(node, err, "%s/@%s is \"%s\"; allowed: %s",
		xml_name(node), name, found, buf_text(&allowed));
	buf_clear(&allowed);
	return status;
}

/* An absent attribute leaves *dst as it is. */
static enum status
read_choice(int *dst, const struct xml_node *node, const char *name,
	const struct choice *choices, struct err *err)
{
	const char *found = xml_attribute(node, name);
	const struct choice *choice;

	if (found == NULL)
		return STATUS_OK;
	for (choice = choices; choice->word != NULL; choice++) {
		if (strcmp(choice->word, found) == 0) {
			*dst = choice->value;
			return STATUS_OK;
		}
	}
	return fail_choice(node, name, found, choices, err);
}

static enum status
read_module(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	const char *path = xml_attribute(node, "path");
	char **place;

	if (path[0] != '/')
		return xml_fail(node, err,
			"module/@path is \"%s\"; allowed: an absolute path",
			path);
	place = mem_append(&dst->modules, &dst->module_count, sizeof(*place));
	*place = mem_string(path);
	return STATUS_OK;
}

static bool
is_variable_name(const char *name)
{
	return *name != '\0' && strchr(name, '=') == NULL;
}

static enum status
read_environment(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	const char *name = xml_attribute(node, "name");

	if (!is_variable_name(name))
		return xml_fail(node, err,
			"environment/@name is \"%s\"; allowed: a name "
			"without =",
			name);
	if (strcmp(name, "LD_PRELOAD") == 0 || strcmp(name, "LD_AUDIT") == 0)
		return xml_fail(node, err,
			"environment/@name is \"%s\": other code than the "
			"module's is never put into the HSM's process", name);
	profile_set_environment(dst, name, xml_attribute(node, "value"));
	return STATUS_OK;
}

static enum status
read_initialize(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	(void)err;
	dst->reserved = mem_string(xml_attribute(node, "reserved"));
	return STATUS_OK;
}

static enum status
read_token(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	const char *slot = xml_attribute(node, "slot");
	uint64_t number = 0;

	if (slot != NULL) {
		if (xml_number(&number, node, "token/@slot", slot, LONG_MAX,
			    err) != STATUS_OK)
			return err->status;
		dst->token_slot = (long)number;
	}
	dst->token_label = mem_string(xml_attribute(node, "label"));
	dst->token_serial = mem_string(xml_attribute(node, "serial"));
	return STATUS_OK;
}

static enum status
read_login(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	int kind = HSM_LOGIN_PIN;
	enum status status = read_choice(&kind, node, "kind", logins, err);

	dst->login = (enum hsm_login)kind;
	dst->login_hint = mem_string(xml_attribute(node, "hint"));
	return status;
}

static enum status
read_sign(struct hsm_profile *dst, const struct xml_node *node, struct err *err)
{
	int hash = HSM_HASH_HOST;
	enum status status = read_choice(&hash, node, "hash", hashes, err);

	dst->hash = (enum hsm_hash)hash;
	return status;
}

static enum status
read_keygen(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	int sensitive = dst->sensitive;
	int extractable = dst->extractable;
	enum status status;

	status = read_choice(&sensitive, node, "sensitive", yes_no, err);
	if (status == STATUS_OK)
		status = read_choice(&extractable, node, "extractable", yes_no,
			err);
	dst->sensitive = sensitive != 0;
	dst->extractable = extractable != 0;
	return status;
}

/* An absent attribute leaves *dst as it is. */
static enum status
read_seconds(unsigned *dst, const struct xml_node *node, const char *name,
	struct err *err)
{
	const char *text = xml_attribute(node, name);
	uint64_t number = 0;
	char what[40];

	if (text == NULL)
		return STATUS_OK;
	snprintf(what, sizeof(what), "timeouts/@%s", name);
	if (xml_number(&number, node, what, text, SECONDS_MAX, err) !=
		STATUS_OK)
		return err->status;
	*dst = (unsigned)number;
	return STATUS_OK;
}

static enum status
read_timeouts(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	struct hsm_timeouts *timeouts = &dst->timeouts;
	const struct {
		const char *name;
		unsigned *place;
	} rows[] = {
		{"load", &timeouts->load_s},
		{"login", &timeouts->login_s},
		{"sign", &timeouts->sign_s},
		{"keygen", &timeouts->keygen_s},
		{"other", &timeouts->other_s},
	};
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows) && status == STATUS_OK;
		i++)
		status = read_seconds(rows[i].place, node, rows[i].name, err);
	return status;
}

static const struct {
	const char *name;
	enum status (*read)(struct hsm_profile *dst,
		const struct xml_node *node, struct err *err);
} readers[] = {
	{"module", read_module},
	{"environment", read_environment},
	{"initialize", read_initialize},
	{"token", read_token},
	{"login", read_login},
	{"sign", read_sign},
	{"keygen", read_keygen},
	{"timeouts", read_timeouts},
};

/* The grammar has seen that the element is one of these. */
static enum status
read_element(struct hsm_profile *dst, const struct xml_node *node,
	struct err *err)
{
	size_t i;

	for (i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
		if (xml_is(node, readers[i].name))
			return readers[i].read(dst, node, err);
	}
	return xml_fail(node, err, "element %s is unknown", xml_name(node));
}

enum status
profile_parse(struct hsm_profile *dst, const struct xml_source *source,
	struct err *err)
{
	struct hsm_profile profile;
	const struct xml_node *node;
	struct xml_doc *doc = NULL;
	enum status status = xml_parse(&doc, source, "profile", err);

	if (status != STATUS_OK)
		return status;
	profile_init(&profile);
	node = xml_root(doc);
	profile.name = mem_string(xml_attribute(node, "name"));
	for (node = xml_first(node); node != NULL && status == STATUS_OK;
		node = xml_next(node))
		status = read_element(&profile, node, err);
	xml_free(doc);
	if (status == STATUS_OK)
		*dst = profile;
	else
		profile_clear(&profile);
	return status;
}
