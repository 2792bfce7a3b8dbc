#include "ceremony/ceremony.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "ceremony/script_words.h"

static const char *const inputs[] = {"ksr.xml", "previous-skr.xml"};
static const struct word_table input_words = {inputs, 2};

static const char *const papers[] = {"paper", "screen"};
static const struct word_table paper_words = {papers, 2};

/* Roles that one person has; there may be several of the others. */
static bool
is_single(const char *role)
{
	static const char *const many[] = {"AUD", "EW", "SA", "RKSH"};
	size_t i;

	for (i = 0; i < sizeof(many) / sizeof(many[0]); i++) {
		if (strcmp(many[i], role) == 0)
			return false;
	}
	return true;
}

/* Two spellings that people read alike are one person. */
static enum status
check_name(const struct ceremony *ceremony, const struct xml_node *node,
	const char *role, const char *name, struct err *err)
{
	const struct person *other;
	uint32_t unseen;
	size_t i;

	if (text_find_unseen(&unseen, xml_attribute(node, "name")))
		return xml_fail(node, err, "the name of %s holds U+%04X, which "
			"cannot be seen; allowed: characters that can, and "
			"the blank U+0020", role, (unsigned)unseen);
	for (i = 0; i < ceremony->person_count; i++) {
		other = &ceremony->persons[i];
		if (text_equal_folded(other->name, name))
			return xml_fail(node, err, "%s \"%.60s\" and %s "
				"\"%.60s\" have the same name, but for case "
				"and blanks; allowed: one role a person",
				other->role, other->name, role, name);
	}
	return STATUS_OK;
}

static enum status
check_person(const struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	const char *role = xml_attribute(node, "role");
	char *name;
	size_t i;
	int known;
	enum status status = word_read(&known, node, "role", &role_words, err);

	if (status != STATUS_OK)
		return status;
	if (strcmp(role, "CO") == 0 || strcmp(role, "each") == 0 ||
		strcmp(role, "all") == 0)
		return xml_fail(node, err, "role: \"%s\" is no one person's; "
			"allowed: one person's role, CO1 to CO7 for crypto "
			"officers", role);
	for (i = 0; i < ceremony->person_count; i++) {
		if (is_single(role) &&
			strcmp(ceremony->persons[i].role, role) == 0)
			return xml_fail(node, err, "role \"%s\" is there "
				"twice; allowed: once", role);
	}
	name = word_attribute(node, "name");
	status = check_name(ceremony, node, role, name, err);
	free(name);
	return status;
}

static enum status
take_person(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	struct person *person;
	int confirms;
	enum status status = check_person(ceremony, node, err);

	if (status == STATUS_OK)
		status = word_read(&confirms, node, "confirms", &yes_words,
			err);
	if (status != STATUS_OK)
		return status;
	person = mem_append(&ceremony->persons, &ceremony->person_count,
		sizeof(*person));
	person->role = word_attribute(node, "role");
	person->name = word_attribute(node, "name");
	person->confirms = confirms != 0;
	return STATUS_OK;
}

static enum status
take_list(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	const char *name = xml_attribute(node, "name");
	const struct xml_node *row;
	struct ceremony_list *list;
	char **label;

	if (ceremony_find_list(ceremony, name) != NULL)
		return xml_fail(node, err, "list \"%s\" is there twice; "
			"allowed: once", name);
	list = mem_append(&ceremony->lists, &ceremony->list_count,
		sizeof(*list));
	list->name = word_attribute(node, "name");
	for (row = xml_first(node); row != NULL; row = xml_next(row)) {
		label = mem_append(&list->labels, &list->count,
			sizeof(*label));
		*label = word_attribute(row, "label");
	}
	return STATUS_OK;
}

static enum status
take_expected(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	size_t before = ceremony->expected_count;
	char *value = word_attribute(node, "value");
	unsigned row;
	enum status status = word_number(&row, node, "row", err);

	if (status == STATUS_OK) {
		ceremony_set_expected(ceremony, xml_attribute(node, "step"),
			row, xml_attribute(node, "field"), value);
		if (ceremony->expected_count == before)
			status = xml_fail(node, err, "expected value of the "
				"same step, row and field twice; allowed: "
				"once");
	}
	free(value);
	return status;
}

static enum status
take_input(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	const char *name = xml_attribute(node, "name");
	const char *hex = xml_attribute(node, "sha256");
	struct digest digest;
	char *from;
	int known;
	enum status status = word_read(&known, node, "name", &input_words, err);

	if (status != STATUS_OK)
		return status;
	if (hex != NULL && !digest_parse(&digest, hex))
		return xml_fail(node, err, "sha256: allowed: 64 hex digits");
	if (ceremony_find_input(ceremony, name) != NULL)
		return xml_fail(node, err, "input \"%s\" is there twice; "
			"allowed: once", name);
	from = word_attribute(node, "from");
	ceremony_set_input(ceremony, name, from, hex == NULL ? NULL : &digest);
	free(from);
	return STATUS_OK;
}

static enum status
take_token(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	(void)err;
	ceremony->token_label = word_attribute(node, "label");
	ceremony->token_serial = word_attribute(node, "serial");
	return STATUS_OK;
}

static enum status
take_previous(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	(void)err;
	ceremony->previous = word_attribute(node, "dir");
	return STATUS_OK;
}

static const struct {
	const char *name;
	enum status (*take)(struct ceremony *ceremony,
		const struct xml_node *node, struct err *err);
} elements[] = {
	{"token", take_token},
	{"previous", take_previous},
	{"person", take_person},
	{"list", take_list},
	{"expected", take_expected},
	{"input", take_input},
};

static enum status
take_child(struct ceremony *ceremony, const struct xml_node *node,
	struct err *err)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (xml_is(node, elements[i].name))
			return elements[i].take(ceremony, node, err);
	}
	return xml_fail(node, err, "<%s> is not known", xml_name(node));
}

static enum status
check_date(const struct xml_node *root, struct err *err)
{
	const char *date = xml_attribute(root, "date");
	char *time = mem_format("%sT00:00:00Z", date);
	int64_t utc;
	char clean[40];
	enum status status = utc_parse(&utc, time, err);

	free(time);
	if (status == STATUS_OK)
		return STATUS_OK;
	text_clean_ascii(clean, sizeof(clean), date);
	return xml_fail(root, err, "date: \"%s\"; allowed: yyyy-mm-dd", clean);
}

static enum status
read_log_speed(struct ceremony *ceremony, const struct xml_node *root,
	struct err *err)
{
	static const char *const speeds[] = {"0", "1200", "2400", "4800",
		"9600", "19200", "38400", "57600", "115200"};
	static const struct word_table words = {speeds, 9};
	int speed;
	enum status status = word_read(&speed, root, "log-speed", &words, err);

	if (status == STATUS_OK)
		ceremony->log_speed = (unsigned)strtoul(speeds[speed], NULL,
			10);
	return status;
}

static enum status
read_clock_limit(struct ceremony *ceremony, const struct xml_node *root,
	struct err *err)
{
	unsigned limit_s = CEREMONY_CLOCK_LIMIT_S;
	enum status status = STATUS_OK;

	if (xml_attribute(root, "clock-limit") != NULL)
		status = word_number(&limit_s, root, "clock-limit", err);
	if (status == STATUS_OK && limit_s == 0)
		status = xml_fail(root, err, "clock-limit: 0; allowed: 1 to "
			"1000 seconds");
	ceremony->clock_limit_s = limit_s;
	return status;
}

static enum status
take_root(struct ceremony *ceremony, const struct xml_node *root,
	struct err *err)
{
	int screen;
	enum status status = check_date(root, err);

	if (status == STATUS_OK)
		status = word_number(&ceremony->number, root, "number", err);
	if (status == STATUS_OK)
		status = read_clock_limit(ceremony, root, err);
	if (status == STATUS_OK)
		status = read_log_speed(ceremony, root, err);
	if (status == STATUS_OK)
		status = word_read(&screen, root, "paper-steps", &paper_words,
			err);
	if (status != STATUS_OK)
		return status;
	ceremony->site = word_attribute(root, "site");
	ceremony->mode = word_attribute(root, "mode");
	ceremony->date = word_attribute(root, "date");
	ceremony->quarter = word_attribute(root, "quarter");
	ceremony->script = word_attribute(root, "script");
	ceremony->policy = word_attribute(root, "policy");
	ceremony->profile = word_attribute(root, "profile");
	ceremony->schema = word_attribute(root, "schema");
	ceremony->paper_on_screen = screen != 0;
	ceremony->log_line = word_attribute(root, "log-line");
	ceremony->media = word_attribute(root, "media");
	if (ceremony->media == NULL)
		ceremony->media = mem_string(CEREMONY_MEDIA);
	return STATUS_OK;
}

enum status
ceremony_parse(struct ceremony *dst, const struct xml_source *source,
	struct err *err)
{
	struct ceremony ceremony = {0};
	struct xml_doc *doc = NULL;
	const struct xml_node *child;
	enum status status = xml_parse(&doc, source, "ceremony", err);

	if (status != STATUS_OK)
		return status;
	status = take_root(&ceremony, xml_root(doc), err);
	for (child = xml_first(xml_root(doc));
		status == STATUS_OK && child != NULL; child = xml_next(child))
		status = take_child(&ceremony, child, err);
	xml_free(doc);
	if (status != STATUS_OK) {
		ceremony_clear(&ceremony);
		return status;
	}
	ceremony.sha256 = digest_of(source->data, source->len);
	*dst = ceremony;
	return STATUS_OK;
}
