/*
 * The command line: one table of commands, one of options.
 */
#ifndef UI_OPTIONS_H
#define UI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define OPTIONS_FAULTS 50

enum autoplay { AUTOPLAY_OFF = 0, AUTOPLAY_PACED, AUTOPLAY_FAST };

/* Strings are argv's or NULL. */
struct options {
	const struct command *command;
	const char *policy;
	const char *hsm;
	const char *token;
	const char *pin_file;
	const char *schema;
	const char *ksr;
	const char *previous_skr;
	const char *at;
	const char *dir;
	const char *mirror;
	const char *faults[OPTIONS_FAULTS + 1]; /* NULL behind the last */
	const char *scenario;
	const char *seed;
	const char *color;
	const char *theme; /* a name of theme.h's; checked */
	const char *autoplay_how;
	bool autoplay_given;
	bool plain;
	bool big;
	bool ascii;
	bool json;
	bool yes;
	bool help;
	bool version;
	enum autoplay autoplay;
	char *const *args;
	size_t arg_count;
};

struct command {
	const char *name;
	const char *arguments; /* for the usage: "KSR SKR" */
	const char *help;
	size_t min_args;
	size_t max_args;
	const char *takes; /* its options, blank-separated */
	enum status (*run)(const struct options *options, struct err *err);
};

/* NULL name at the end; defined by the program (main.c). */
extern const struct command commands[];

/* STATUS_USAGE names what is wrong with the line. With help or version set,
 * command may be NULL. */
enum status
options_parse(struct options *dst, int argc, char **argv, struct err *err)
	MUST_CHECK;

/* STATUS_USAGE unless given; name without the dashes. */
enum status
options_need(const char *value, const char *name, const struct options *options,
	struct err *err) MUST_CHECK;

/* The usage of one command, or of the program when NULL; the caller frees. */
char *
options_usage(const struct command *command);

#endif
