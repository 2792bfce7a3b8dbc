/*
 * The ceremony document: this occasion. Number, site, date, people and roles,
 * lists of things, what the last ceremony knows, inputs, token.
 */
#ifndef CEREMONY_CEREMONY_H
#define CEREMONY_CEREMONY_H

#include "ceremony/script.h"

/* Where the document says none. */
#define CEREMONY_CLOCK_LIMIT_S 60
#define CEREMONY_MEDIA "/media"

struct person {
	char *role; /* "CA", "CO3"; several AUD and EW may be there */
	char *name;
	bool confirms; /* signs in; the others stand on the door list */
};

struct ceremony_list {
	char *name;   /* "cameras" */
	char **labels; /* one a row */
	size_t count;
};

/* What the last ceremony or an input knows: hidden until it was answered. */
struct ceremony_expected {
	char *step; /* id */
	size_t row; /* 0-based */
	char *field;
	char *value;
};

struct ceremony_input {
	char *name; /* in in/: "ksr.xml", "previous-skr.xml" */
	char *from; /* the file's name before */
	bool known; /* sha256 is given */
	struct digest sha256;
};

struct ceremony {
	unsigned number;
	char *site;
	char *mode;    /* "normal" */
	char *date;    /* yyyy-mm-dd */
	char *quarter; /* "2017 Q2" */
	/* Names as given; the program finds the files. */
	char *script;
	char *policy;
	char *profile;
	char *schema;
	bool paper_on_screen; /* paper-steps="screen": nothing to carry in */
	char *media; /* the folder where drives appear, each under its label */
	char *log_line; /* tty, FIFO or file of the HSM's log, or NULL */
	unsigned log_speed; /* of a tty; 0: as it is set */
	unsigned clock_limit_s; /* the computer's clock may differ by so much */
	char *token_label;
	char *token_serial; /* or NULL */
	char *previous; /* the last ceremony's directory as given, or NULL */
	struct person *persons;
	size_t person_count;
	struct ceremony_list *lists;
	size_t list_count;
	struct ceremony_expected *expected;
	size_t expected_count;
	struct ceremony_input *inputs;
	size_t input_count;
	struct digest sha256; /* of the document */
};

/* The caller clears. */
enum status
ceremony_parse(struct ceremony *dst, const struct xml_source *source,
	struct err *err) MUST_CHECK;

/* Adds the document; a rehearsal fills scripts/rehearsal.xml in and writes it
 * so. sha256 is not looked at. */
void
ceremony_write(struct buf *dst, const struct ceremony *ceremony);

void
ceremony_clear(struct ceremony *ceremony);

/* Every role of the script has a person, every list a step asks for is there,
 * every expected value has its step, row and field. STATUS_INPUT says what is
 * missing. */
enum status
ceremony_check(const struct ceremony *ceremony, const struct script *script,
	struct err *err) MUST_CHECK;

const struct ceremony_list *
ceremony_find_list(const struct ceremony *ceremony, const char *name);

const struct ceremony_input *
ceremony_find_input(const struct ceremony *ceremony, const char *name);

/* Replaces what may be there; strings are copied. */
void
ceremony_set_input(struct ceremony *ceremony, const char *name,
	const char *from, const struct digest *sha256);
void
ceremony_set_expected(struct ceremony *ceremony, const char *step, size_t row,
	const char *field, const char *value);

/* Index of the next person from start on whose role fits (script_role_fits),
 * or person_count. */
size_t
ceremony_find_person(const struct ceremony *ceremony, size_t start,
	const char *role);

/* Rows of a step's table; 1 where the step is no table. */
size_t
ceremony_row_count(const struct ceremony *ceremony, const struct step *step);

/* "CO3  Dee Specimen", "Camera 1"; "" where the step is no table. */
void
ceremony_row_label(char *dst, size_t size, const struct ceremony *ceremony,
	const struct step *step, size_t row);

/* The same in a sentence: "CA Ada Example". */
void
ceremony_row_name(char *dst, size_t size, const struct ceremony *ceremony,
	const struct step *step, size_t row);

/* The person that a row of a table of people stands for, or person_count. */
size_t
ceremony_row_person(const struct ceremony *ceremony, const struct step *step,
	size_t row);

/* The value that is expected: the ceremony's <expected>, else the script's,
 * else what the field's from= names, else NULL.
 * FIELD_LAST4 is answered by its last four characters. */
const char *
ceremony_expected_value(const struct ceremony *ceremony,
	const struct step *step, size_t row, const struct field *field);

#endif
