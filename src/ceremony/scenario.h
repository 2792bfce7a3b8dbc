/*
 * The scenario document (ksk-ceremony-scenario(5)): which faults a rehearsal
 * injects, at which steps.
 */
#ifndef CEREMONY_SCENARIO_H
#define CEREMONY_SCENARIO_H

#include "base/buf.h"
#include "base/xml.h"
#include "ceremony/script.h"

#define SCENARIO_FILE "scenario.xml"
#define SCENARIO_DRAWN 2 /* by a seed, where nothing else is said */
#define SCENARIO_DRAWN_MAX 10

struct drill_fault; /* drill.h */

struct scenario_fault {
	const struct drill_fault *fault;
	char *step; /* id or number as written; after scenario_settle the id */
	long line;  /* of the document; 0: of the command line */
};

struct scenario {
	char *name;  /* of the file, NULL without one */
	char *title; /* or NULL */
	struct scenario_fault *faults;
	size_t fault_count;
	unsigned draw; /* how many more are drawn; 0: none */
	uint64_t seed;
};

/* The caller clears. */
enum status
scenario_parse(struct scenario *dst, const struct xml_source *source,
	struct err *err) MUST_CHECK;

/* Adds "NAME" or "NAME@STEP". */
enum status
scenario_add(struct scenario *dst, const char *text, struct err *err)
	MUST_CHECK;

/* Sets what is drawn by a seed, as on the command line. */
enum status
scenario_seed(struct scenario *dst, const char *text, struct err *err)
	MUST_CHECK;

/* Gives each fault its step of the script and draws the rest: the same seed
 * and script, the same faults. paper: paper steps are held on the screen. */
enum status
scenario_settle(struct scenario *dst, const struct script *script, bool paper,
	struct err *err) MUST_CHECK;

/* Adds the document; what was drawn stands there as if it had been named. */
void
scenario_write(struct buf *dst, const struct scenario *scenario);

void
scenario_clear(struct scenario *scenario);

#endif
