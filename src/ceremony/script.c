#include "ceremony/script.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/script_parse.h"
#include "ceremony/script_words.h"

const struct script_action script_actions[] = {
	{"sign-in", "those who will confirm sign in"},
	{"print-test", "prints the test page"},
	{"open-token", "logs in and compares the keys with the policy"},
	{"check-request", "runs every rule on the request"},
	{"open-gate", "opens the signing gate when all voices are there"},
	{"sign", "signs the plan, writes and verifies the response"},
	{"print-slips", "prints request, response and slots"},
	{"close-token", "logs out and closes the token"},
	{"read-exceptions", "says how many there are; those left short are "
		"finished first"},
	{"carry-in", "what was held on paper is typed"},
	{"close-record", "the record ends here, or after the last step"},
	{"print-record", "prints the record"},
	{"start-log", "takes the lines of the HSM's log"},
	{"stop-log", "ends that; lines and hash are recorded"},
	{"copy-folder", "compares what was written with the record"},
};

const size_t script_action_count =
	sizeof(script_actions) / sizeof(script_actions[0]);

const struct script_action *
script_action_find(const char *name)
{
	size_t i;

	for (i = 0; i < script_action_count; i++) {
		if (strcmp(script_actions[i].name, name) == 0)
			return &script_actions[i];
	}
	return NULL;
}

/* The file name that stands in folder beside the script. */
static enum status
read_module(struct bytes *dst, char **name, const char *folder,
	const struct xml_node *use, struct err *err)
{
	const char *module = xml_attribute(use, "module");
	enum status status;
	char clean[120];
	char *path;

	if (!file_name_is_safe(module)) {
		text_clean_ascii(clean, sizeof(clean), module);
		return xml_fail(use, err, "module: \"%s\"; allowed: a plain "
			"file name in the folder of the script", clean);
	}
	path = file_join(folder, module);
	status = file_read(dst, path, XML_MAX_SIZE, err);
	free(path);
	if (status != STATUS_OK)
		return status;
	*name = mem_string(module);
	return STATUS_OK;
}

static enum status
take_acts(struct script *script, const struct xml_node *root, struct err *err)
{
	const struct xml_node *child;
	enum status status = STATUS_OK;

	for (child = xml_first(root); status == STATUS_OK && child != NULL;
		child = xml_next(child))
		status = script_take_act(script, child, err);
	return status;
}

static enum status
take_module(struct script *script, const char *folder,
	const struct xml_node *use, struct err *err)
{
	struct bytes bytes = {NULL, 0};
	struct xml_doc *doc = NULL;
	char *name = NULL;
	enum status status = read_module(&bytes, &name, folder, use, err);

	if (status == STATUS_OK) {
		const struct xml_source source = {name, bytes.data, bytes.len,
			0};

		status = xml_parse(&doc, &source, "script", err);
	}
	if (status == STATUS_OK && !xml_is(xml_root(doc), "module"))
		status = xml_fail(xml_root(doc), err, "a script; allowed: a "
			"module, one level deep");
	if (status == STATUS_OK)
		status = take_acts(script, xml_root(doc), err);
	xml_free(doc);
	free(name);
	bytes_clear(&bytes);
	return status;
}

/* folder NULL: modules are not allowed. */
static enum status
take_child(struct script *script, const char *folder,
	const struct xml_node *child, struct err *err)
{
	if (!xml_is(child, "use"))
		return script_take_act(script, child, err);
	if (folder == NULL)
		return xml_fail(child, err, "<use> in a flattened script; "
			"allowed: acts");
	return take_module(script, folder, child, err);
}

static enum status
take_script(struct script *dst, const struct xml_source *source,
	const char *folder, struct err *err)
{
	struct script script = {0};
	struct xml_doc *doc = NULL;
	const struct xml_node *root, *child;
	enum status status = xml_parse(&doc, source, "script", err);

	if (status != STATUS_OK)
		return status;
	root = xml_root(doc);
	if (!xml_is(root, "script"))
		status = xml_fail(root, err, "a module; allowed: a script");
	if (status == STATUS_OK) {
		script.name = word_attribute(root, "name");
		script.title = word_attribute(root, "title");
	}
	for (child = xml_first(root); status == STATUS_OK && child != NULL;
		child = xml_next(child))
		status = take_child(&script, folder, child, err);
	xml_free(doc);
	if (status == STATUS_OK)
		*dst = script;
	else
		script_clear(&script);
	return status;
}

enum status
script_parse(struct script *dst, const struct xml_source *source,
	struct err *err)
{
	enum status status = take_script(dst, source, NULL, err);

	if (status == STATUS_OK)
		dst->sha256 = digest_of(source->data, source->len);
	return status;
}

/* The folder of path in new memory. */
static char *
folder_of(const char *path)
{
	size_t len = (size_t)(file_base_name(path) - path);

	if (len == 0)
		return mem_string(".");
	return mem_format("%.*s", (int)(len == 1 ? 1 : len - 1), path);
}

enum status
script_load(struct script *dst, struct buf *flat, const char *path,
	struct err *err)
{
	struct bytes bytes = {NULL, 0};
	struct buf written = {0};
	char *folder;
	enum status status = file_read(&bytes, path, XML_MAX_SIZE, err);

	if (status != STATUS_OK)
		return status;
	const struct xml_source source = {file_base_name(path), bytes.data,
		bytes.len, 0};

	folder = folder_of(path);
	status = take_script(dst, &source, folder, err);
	free(folder);
	bytes_clear(&bytes);
	if (status != STATUS_OK)
		return status;
	script_write(&written, dst);
	dst->sha256 = digest_of(written.data, written.len);
	if (flat != NULL)
		buf_add(flat, written.data, written.len);
	buf_clear(&written);
	return STATUS_OK;
}

void
script_clear(struct script *script)
{
	size_t i;

	for (i = 0; i < script->act_count; i++) {
		free(script->acts[i].title);
		free(script->acts[i].name);
	}
	for (i = 0; i < script->step_count; i++)
		script_step_clear(&script->steps[i]);
	free(script->acts);
	free(script->steps);
	free(script->name);
	free(script->title);
	*script = (struct script){0};
}

const struct step *
script_find_step(const struct script *script, const char *id)
{
	size_t i;

	for (i = 0; i < script->step_count; i++) {
		if (strcmp(script->steps[i].id, id) == 0)
			return &script->steps[i];
	}
	return NULL;
}

size_t
script_step_index(const struct script *script, const struct step *step)
{
	return (size_t)(step - script->steps);
}

unsigned
script_minutes_before(const struct script *script, size_t index)
{
	unsigned minutes = 0;
	size_t i;

	for (i = 0; i < index && i < script->step_count; i++)
		minutes += script->steps[i].minutes;
	return minutes;
}

size_t
script_field_index(const struct step *step, const char *id)
{
	size_t i;

	for (i = 0; i < step->field_count; i++) {
		if (strcmp(step->fields[i].id, id) == 0)
			break;
	}
	return i;
}
