/*
 * The script document (ksk-ceremony-script(5)): the procedure as data. Acts
 * and numbered steps, composed of modules. Ids are stable, numbers computed.
 */
#ifndef CEREMONY_SCRIPT_H
#define CEREMONY_SCRIPT_H

#include "base/buf.h"
#include "base/digest.h"
#include "base/xml.h"

#define SCRIPT_ANSWERS 9 /* of one choice, at most */

enum step_kind {
	STEP_CONFIRM,
	STEP_VALUE,
	STEP_TABLE,
	STEP_READBACK,
	STEP_ACTION,
	STEP_CLOCK,  /* the room's clock against the computer's */
	STEP_DEVICE, /* a drive comes or goes, or something is attached */
	STEP_HOLD,   /* nothing to do but wait */
	STEP_CHOICE, /* one of listed answers */
	STEP_COMPARE, /* two values, character by character */
};

enum step_level { LEVEL_KEY, LEVEL_VALUE, LEVEL_PIN };

enum step_held { HELD_SCREEN, HELD_PAPER, HELD_AFTER };

enum field_kind {
	FIELD_TEXT,
	FIELD_NUMBER, /* digits */
	FIELD_TIME,   /* hh:mm, UTC */
	FIELD_DATE,   /* yyyy-mm-dd, UTC */
	FIELD_YES,    /* yes or no */
	FIELD_LAST4,  /* the last four characters of the expected value */
	FIELD_WHOLE,  /* the whole of a number that nobody knows yet */
	FIELD_WORDS,  /* PGP words, blank-separated */
	FIELD_CHOICE, /* one of the field's answers: its number or its words */
	FIELD_MARK,   /* hh:mm or hh:mm:ss, UTC, when its Enter is pressed */
};

/* What of the ceremony document, or of the session, answers a field. */
enum field_from {
	FROM_NOTHING,
	FROM_TOKEN_SERIAL, /* <token serial> */
	FROM_REQUEST_FILE, /* from= of the input ksr.xml */
	FROM_PREVIOUS, /* the last ceremony's record, at= says where */
	FROM_LOG_LINES, /* of the HSM's log, once it was stopped */
	FROM_LOG_HASH,
};

/* Where the words of a readback come from; each is SHA-256 in PGP words. */
enum words_source {
	WORDS_NONE,
	WORDS_KSR,    /* in/ksr.xml, 32 words */
	WORDS_SKR,    /* the file in out/, 32 words */
	WORDS_SCRIPT, /* in/script.xml, the first four */
	WORDS_COVER,  /* program, script, policy, profile, ceremony file: the
		       * first four of each, one blank in each */
	WORDS_RECORD, /* the record when the words are shown, the first four */
	WORDS_FINAL,  /* the record when the words are shown, 32 words */
};

/* What the rows of a table stand for. */
enum rows_source {
	ROWS_NONE,	 /* no table: one row, number 0 */
	ROWS_ROLE,	 /* each person of role rows_name ("CO": all COs) */
	ROWS_PEOPLE,	 /* each person on the list */
	ROWS_CONFIRMERS, /* each person who confirms */
	ROWS_LIST,	 /* each row of the ceremony's list rows_name */
};

struct field {
	char *id;
	char *label;
	enum field_kind kind;
	char *expected; /* or NULL; the ceremony's own goes first */
	enum field_from from; /* what else may know the value */
	char *at; /* of FROM_PREVIOUS: "STEP/FIELD ...", the first that has */
	char **answers; /* of FIELD_CHOICE, two or more */
	size_t answer_count;
	bool optional;	/* may stay empty */
	unsigned width; /* cells; 0: as the kind is */
	long line;
};

/* One paragraph: who it is for, and what is said, done or looked at. White
 * space is single blanks; it is wrapped at 70. */
struct say {
	bool see; /* <see>: what the witness looks for */
	char *role;
	char *text;
};

struct step {
	char *id;
	char number[8]; /* "3.10" */
	size_t act;	/* index into acts */
	char *title;
	enum step_kind kind;
	enum step_level level;
	enum step_held held;
	/* Blank-separated roles. "CO" is any crypto officer, said n times it
	 * is n of them; "each" is everyone who confirms, "all" everyone. */
	char *acts;
	char *answers; /* in this order, after the actor's Enter */
	char *types;   /* who types the fields: attribute, or first answerer */
	char *voices;  /* who must have confirmed the plan, or NULL */
	unsigned minutes;
	unsigned background; /* minutes that run beside the next steps */
	enum rows_source rows;
	char *rows_name; /* of ROWS_ROLE and ROWS_LIST */
	enum words_source words;
	unsigned blanks; /* words to be typed; 0: shown and read only */
	const struct script_action *action; /* or NULL: only "done" */
	/* Of a device: the drive's label, or NULL; whether it is to go; a file
	 * on it as sha256sum writes it, or NULL. */
	char *drive;
	bool drive_gone;
	char *manifest;
	/* Of a device: the labels that stay in; of a hold: the roles who stay
	 * in the room. Or NULL. */
	char *stay;
	/* Of a hold: at least so many minutes, and until the time that is typed
	 * at this field (NULL: none). */
	unsigned wait_minutes;
	char *wait_field;
	struct say *says;
	size_t say_count;
	struct field *fields;
	size_t field_count;
	long line;
};

struct act {
	unsigned number; /* from 1, without a gap */
	char *title;	 /* "Open the room and the safes" */
	char *name;	 /* attribute short: "Open" */
	size_t first;	 /* index of its first step */
	size_t count;
};

struct script {
	char *name; /* "sign-ksr" */
	char *title;
	struct act *acts;
	size_t act_count;
	struct step *steps; /* of all acts, in order */
	size_t step_count;
	struct digest sha256; /* of the flattened bytes */
};

/* A built-in action; session has the functions. */
struct script_action {
	const char *name;
	const char *does; /* for people */
};

/* check-request open-token open-gate sign close-token print-test print-slips
 * print-record start-log stop-log copy-folder sign-in carry-in read-exceptions
 * close-record. close-record marks the place where a ceremony with paper steps
 * ends its record; where paper steps are held on the screen, `close` follows
 * the last step. */
extern const struct script_action script_actions[];
extern const size_t script_action_count;

const struct script_action *
script_action_find(const char *name);

/* Reads the script at path, with its modules from the same folder (plain
 * names, one level deep), into dst and the one flattened document into flat:
 * what is hashed, kept in in/script.xml and read by script_parse. Unknown
 * words, roles, kinds and duplicate ids are STATUS_INPUT with file, line, the
 * value found and the values allowed. flat may be NULL. */
enum status
script_load(struct script *dst, struct buf *flat, const char *path,
	struct err *err) MUST_CHECK;

/* Parses a flattened document (no <use>). The caller clears. */
enum status
script_parse(struct script *dst, const struct xml_source *source,
	struct err *err) MUST_CHECK;

/* Adds the flattened document: same script, same bytes. */
void
script_write(struct buf *dst, const struct script *script);

void
script_clear(struct script *script);

/* NULL when there is none. */
const struct step *
script_find_step(const struct script *script, const char *id);

/* The step's place among all of them, from 0. */
size_t
script_step_index(const struct script *script, const struct step *step);

/* Minutes planned from the beginning to the start of step index. */
unsigned
script_minutes_before(const struct script *script, size_t index);

/* The field's place in the step, or field_count. */
size_t
script_field_index(const struct step *step, const char *id);

/* "CA", "CO", "CO3", "each": whether the word is a role of scripts. */
bool
script_role_known(const char *role);

/* Whether a person of this role fills wanted: the same, "CO" for any of
 * CO1..CO7, "each" and "all" for everybody. */
/* Never one person's, at any time of a ceremony: CA and IW, SSC1 and SSC2. */
bool
script_roles_conflict(const char *a, const char *b);

/* Who stands in for a role by its own: CA2 for CA, IW2 for IW. */
bool
script_role_stands_in(const char *role, const char *wanted);

bool
script_role_fits(const char *wanted, const char *role);

/* The attribute words: "confirm", "key", "screen", "last4", "ksr". */
const char *
script_kind_word(enum step_kind kind);
const char *
script_level_word(enum step_level level);
const char *
script_held_word(enum step_held held);
const char *
script_field_word(enum field_kind kind);
const char *
script_words_word(enum words_source source);

#endif
