#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "theme.h"

enum kind { KIND_FLAG, KIND_VALUE, KIND_MAYBE, KIND_LIST };

struct row {
	const char *name;
	enum kind kind;
	size_t given; /* offset of the bool, of the string or strings */
	size_t value; /* KIND_MAYBE: offset of its string */
	const char *argument;
	const char *help;
};

#define FLAG(name, field, help) \
	{ name, KIND_FLAG, offsetof(struct options, field), 0, NULL, help }
#define VALUE(name, field, argument, help) \
	{ name, KIND_VALUE, offsetof(struct options, field), 0, argument, help }

static const struct row rows[] = {
	VALUE("policy", policy, "FILE", "the operator's policy"),
	VALUE("hsm", hsm, "PROFILE", "the HSM's profile"),
	VALUE("token", token, "LABEL", "the token, where several fit"),
	VALUE("pin-file", pin_file, "FILE", "the HSM PIN, mode 0600"),
	VALUE("schema", schema, "NAME", "which schema of the policy"),
	VALUE("ksr", ksr, "KSR", "the request"),
	VALUE("previous-skr", previous_skr, "SKR", "the last quarter's answer"),
	VALUE("at", at, "UTC", "the time to judge at, not now"),
	VALUE("dir", dir, "DIR", "the ceremony's directory"),
	VALUE("mirror", mirror, "DIR", "a second one, on another drive"),
	{ "autoplay", KIND_MAYBE, offsetof(struct options, autoplay_given),
		offsetof(struct options, autoplay_how), "fast",
		"press the keys by itself" },
	{ "fault", KIND_LIST, offsetof(struct options, faults), 0,
		"NAME[@STEP]", "inject a fault; may be given again" },
	VALUE("scenario", scenario, "FILE", "the faults to inject"),
	VALUE("seed", seed, "N", "draw faults; the same N, the same ones"),
	VALUE("color", color, "WHEN", "auto, always or never"),
	VALUE("theme", theme, "NAME", THEME_NAMES),
	FLAG("plain", plain, "lines instead of a full screen"),
	FLAG("big", big, "large letters on a terminal, for a projector"),
	FLAG("ascii", ascii, "no characters beyond ASCII"),
	FLAG("json", json, "results for programs"),
	FLAG("yes", yes, "don't ask for the typed confirmation"),
	FLAG("help", help, "show this"),
	FLAG("version", version, "show the version"),
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))
#define EVERYWHERE "help version plain ascii color theme"

static bool
list_has(const char *list, const char *name)
{
	const char *word;
	size_t len;

	while ((list = text_next_word(list, &word, &len)) != NULL) {
		if (strlen(name) == len && strncmp(word, name, len) == 0)
			return true;
	}
	return false;
}

static bool
takes(const struct command *command, const char *name)
{
	return list_has(EVERYWHERE, name) ||
		(command != NULL && list_has(command->takes, name));
}

/* The next free place of a list, or NULL. */
static const char **
next_place(const char **list)
{
	size_t i = 0;

	while (i < OPTIONS_FAULTS && list[i] != NULL)
		i++;
	return i < OPTIONS_FAULTS ? &list[i] : NULL;
}

static void
store(struct options *dst, const struct row *row, const char *value)
{
	char *base = (char *)dst;

	if (row->kind == KIND_LIST) {
		*next_place((const char **)(void *)(base + row->given)) = value;
		return;
	}
	if (row->kind == KIND_VALUE) {
		memcpy(base + row->given, &value, sizeof(value));
		return;
	}
	*(bool *)(base + row->given) = true;
	if (row->kind == KIND_MAYBE)
		memcpy(base + row->value, &value, sizeof(value));
}

static void
make_long_options(struct option dst[ROWS + 1])
{
	static const int arguments[] = {
		[KIND_FLAG] = no_argument,
		[KIND_VALUE] = required_argument,
		[KIND_MAYBE] = optional_argument,
		[KIND_LIST] = required_argument,
	};
	size_t i;

	memset(dst, 0, (ROWS + 1) * sizeof(*dst));
	for (i = 0; i < ROWS; i++) {
		dst[i].name = rows[i].name;
		dst[i].has_arg = arguments[rows[i].kind];
		dst[i].val = (int)i + 1;
	}
}

static enum status
refuse(const char *element, int found, struct err *err)
{
	char shown[100];

	/* A short option: getopt may still stand on its element. */
	if (optopt >= ' ')
		return err_set(err, STATUS_USAGE,
			"-%c is no option; options are words: --help", optopt);
	text_clean_ascii(shown, sizeof(shown), element);
	if (found == ':')
		return err_set(err, STATUS_USAGE, "%s needs a value behind it",
			shown);
	return err_set(err, STATUS_USAGE,
		"%s is no option, or takes no value", shown);
}

static enum status
read_options(struct options *dst, bool given[ROWS], int argc, char **argv,
	struct err *err)
{
	struct option long_options[ROWS + 1];
	int found;

	make_long_options(long_options);
	opterr = 0;
	for (;;) {
		found = getopt_long(argc, argv, ":", long_options, NULL);
		if (found == -1)
			return STATUS_OK;
		if (found == ':' || found == '?')
			return refuse(argv[optind - 1], found, err);
		if (given[found - 1] && rows[found - 1].kind != KIND_LIST)
			return err_set(err, STATUS_USAGE,
				"--%s is given twice", rows[found - 1].name);
		if (rows[found - 1].kind == KIND_LIST &&
			next_place(dst->faults) == NULL)
			return err_set(err, STATUS_USAGE,
				"--%s is given more than %d times",
				rows[found - 1].name, OPTIONS_FAULTS);
		given[found - 1] = true;
		store(dst, &rows[found - 1], optarg);
	}
}

static enum status
refuse_command(const char *name, struct err *err)
{
	const struct command *command;
	struct buf names = {0};
	char shown[100];

	for (command = commands; command->name != NULL; command++)
		buf_add_format(&names, " %s", command->name);
	text_clean_ascii(shown, sizeof(shown), name);
	err_set(err, STATUS_USAGE, "%s is no command; there are:%s", shown,
		buf_text(&names));
	buf_clear(&names);
	return err->status;
}

static enum status
find_command(struct options *dst, const char *name, struct err *err)
{
	const struct command *command;

	for (command = commands; command->name != NULL; command++) {
		if (strcmp(command->name, name) == 0) {
			dst->command = command;
			return STATUS_OK;
		}
	}
	return refuse_command(name, err);
}

static enum status
check_taken(const struct options *options, const bool given[ROWS],
	struct err *err)
{
	size_t i;

	for (i = 0; i < ROWS; i++) {
		if (given[i] && !takes(options->command, rows[i].name))
			return err_set(err, STATUS_USAGE,
				"%s takes no --%s", options->command->name,
				rows[i].name);
	}
	return STATUS_OK;
}

static enum status
check_arguments(const struct options *options, struct err *err)
{
	const struct command *command = options->command;

	if (options->arg_count < command->min_args)
		return err_set(err, STATUS_USAGE, "%s needs %s", command->name,
			command->arguments);
	if (options->arg_count > command->max_args)
		return err_set(err, STATUS_USAGE,
			"%s takes %s and nothing more", command->name,
			command->arguments[0] != '\0' ? command->arguments
						      : "no argument");
	return STATUS_OK;
}

static enum status
check_words(struct options *options, struct err *err)
{
	if (options->color != NULL &&
		!list_has("auto always never", options->color))
		return err_set(err, STATUS_USAGE,
			"--color takes auto, always or never");
	if (theme_find(options->theme) == NULL)
		return err_set(err, STATUS_USAGE,
			"--theme takes " THEME_NAMES);
	if (!options->autoplay_given)
		return STATUS_OK;
	options->autoplay = AUTOPLAY_PACED;
	if (options->autoplay_how == NULL)
		return STATUS_OK;
	if (strcmp(options->autoplay_how, "fast") != 0)
		return err_set(err, STATUS_USAGE,
			"--autoplay takes nothing or =fast");
	options->autoplay = AUTOPLAY_FAST;
	return STATUS_OK;
}

enum status
options_parse(struct options *dst, int argc, char **argv, struct err *err)
{
	bool given[ROWS] = { false };
	enum status status;

	memset(dst, 0, sizeof(*dst));
	status = read_options(dst, given, argc, argv, err);
	if (status != STATUS_OK)
		return status;
	if (optind == argc)
		return dst->help || dst->version ? STATUS_OK
			: err_set(err, STATUS_USAGE, "no command is given");
	status = find_command(dst, argv[optind], err);
	dst->args = argv + optind + 1;
	dst->arg_count = (size_t)(argc - optind - 1);
	if (status != STATUS_OK || dst->help || dst->version)
		return status;
	status = check_taken(dst, given, err);
	if (status == STATUS_OK)
		status = check_arguments(dst, err);
	if (status == STATUS_OK)
		status = check_words(dst, err);
	return status;
}

enum status
options_need(const char *value, const char *name, const struct options *options,
	struct err *err)
{
	if (value != NULL)
		return STATUS_OK;
	return err_set(err, STATUS_USAGE, "%s needs --%s",
		options->command->name, name);
}

static void
add_option_lines(struct buf *dst, const struct command *command)
{
	char shown[40];
	size_t i;

	for (i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];

		if (!takes(command, row->name))
			continue;
		snprintf(shown, sizeof(shown), "--%s%s%s%s", row->name,
			row->kind == KIND_VALUE || row->kind == KIND_LIST ?
				" " :
			row->kind == KIND_MAYBE ? "[=" : "",
			row->argument != NULL ? row->argument : "",
			row->kind == KIND_MAYBE ? "]" : "");
		buf_add_format(dst, "  %-22s %s\n", shown, row->help);
	}
}

static void
add_command_lines(struct buf *dst)
{
	const struct command *command;
	char shown[40];

	buf_add_text(dst, "usage: ksk-ceremony COMMAND [OPTION...]\n\n");
	for (command = commands; command->name != NULL; command++) {
		snprintf(shown, sizeof(shown), "%s %s", command->name,
			command->arguments);
		buf_add_format(dst, "  %-24s %s\n", shown, command->help);
	}
	buf_add_text(dst, "\nksk-ceremony COMMAND --help shows a command's "
			  "options; ksk-ceremony(1) the rest.\n");
}

char *
options_usage(const struct command *command)
{
	struct buf text = {0};

	if (command == NULL) {
		add_command_lines(&text);
		return buf_take_text(&text);
	}
	buf_add_format(&text, "usage: ksk-ceremony %s %s [OPTION...]\n\n%s\n\n",
		command->name, command->arguments, command->help);
	add_option_lines(&text, command);
	return buf_take_text(&text);
}
