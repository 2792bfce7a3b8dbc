/*
 * What a screen lets people type, one part after the other: text, initials,
 * PINs, choices. Enter goes from part to part; the last one's Enter is the
 * screen's.
 */
#ifndef UI_W_FORM_H
#define UI_W_FORM_H

#include "base/secret.h"
#include "input.h"
#include "page.h"

#define FORM_PARTS 9
#define FORM_TEXT_SIZE 256
#define FORM_HIDDEN "[hidden]"

enum form_kind {
	FORM_TEXT,
	FORM_PEOPLE, /* roles or initials, one blank between */
	FORM_INITIALS,
	FORM_PIN,
	FORM_CHOICE,
};

struct form_part {
	enum form_kind kind;
	const char *label; /* for AWAITED: "PIN for today" */
	size_t max;	   /* characters of a text */
	bool needed;	   /* Enter is refused while empty */
	size_t choices;	   /* of FORM_CHOICE */
	unsigned asked_for; /* bits of choices of the first part for which it
			     * is asked; 0: for all */
	/* Typed so far. */
	char text[FORM_TEXT_SIZE];
	bool proposed; /* text stands there until something is typed */
	bool cut;      /* more was typed than fits */
	struct secret secret;
	size_t choice;
};

struct form {
	struct form_part parts[FORM_PARTS];
	size_t count;
	size_t at; /* the part that has the focus */
};

enum form_result {
	FORM_IGNORED, /* not for a form */
	FORM_TAKEN,
	FORM_EMPTY,   /* Enter on a part that may not be empty */
	FORM_CUT,     /* Enter on less than was typed; one more takes it */
	FORM_DONE,    /* Enter on the last part, or a form without parts */
};

void
form_init(struct form *form);

/* Wipes what was typed and takes all parts away. */
void
form_reset(struct form *form);

/* Back to the first part: PINs are wiped, texts stand as proposals. */
void
form_again(struct form *form);

struct form_part *
form_add(struct form *form, enum form_kind kind, const char *label);

/* Initials, and the PIN where pin. */
void
form_add_person(struct form *form, bool initials, bool pin);

/* The text of a part stands there as a proposal. */
void
form_propose(struct form_part *part, const char *text);

/* The part that has the focus, or NULL. */
const struct form_part *
form_focus(const struct form *form);

/* Whether letters go into the form. */
bool
form_types(const struct form *form);

enum form_result
form_input(struct form *form, const struct input *input);

/* Text of the first part of that kind, or NULL. */
const char *
form_text(const struct form *form, enum form_kind kind);

/* Whether the part is asked for with what is chosen in the first one. */
bool
form_asks(const struct form *form, size_t part);

/* The focus goes on to the first part of that kind; false where none is. */
bool
form_skip_to(struct form *form, enum form_kind kind);
const struct secret *
form_pin(const struct form *form, size_t n);

/* Draws part number: what was typed with its blank, at least width wide; where
 * it has the focus the cursor is behind what was typed and ">" two columns
 * before the part, or at column mark. */
int
form_draw(struct page *page, int row, int column, const struct form *form,
	size_t part, int width);
int
form_draw_marked(struct page *page, int row, int column, int mark,
	const struct form *form, size_t part, int width);

/* One choice of a part, by its number from 1: "2 (*) go on". */
void
form_draw_choice(struct page *page, int row, int column,
	const struct form *form, size_t part, size_t choice,
	const char *label);

#endif
