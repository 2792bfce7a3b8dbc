#include "w_form.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PIN_CELLS 4
#define INITIALS_MAX 3

void
form_init(struct form *form)
{
	memset(form, 0, sizeof(*form));
}

void
form_reset(struct form *form)
{
	size_t i;

	for (i = 0; i < FORM_PARTS; i++)
		secret_clear(&form->parts[i].secret);
	memset(form, 0, sizeof(*form));
}

void
form_again(struct form *form)
{
	size_t i;

	for (i = 0; i < form->count; i++) {
		struct form_part *part = &form->parts[i];

		if (part->kind == FORM_PIN)
			secret_wipe(&part->secret);
		part->proposed = part->text[0] != '\0';
	}
	form->at = 0;
}

struct form_part *
form_add(struct form *form, enum form_kind kind, const char *label)
{
	struct form_part *part = &form->parts[form->count++];

	part->kind = kind;
	part->label = label;
	part->needed = true;
	part->max = kind == FORM_INITIALS ? INITIALS_MAX : FORM_TEXT_SIZE - 1;
	if (kind == FORM_PIN)
		secret_init(&part->secret);
	return part;
}

void
form_add_person(struct form *form, bool initials, bool pin)
{
	if (initials)
		form_add(form, FORM_INITIALS, "initials");
	if (pin)
		form_add(form, FORM_PIN, "own PIN for today");
}

void
form_propose(struct form_part *part, const char *text)
{
	snprintf(part->text, sizeof(part->text), "%s", text);
	part->proposed = *text != '\0';
}

const struct form_part *
form_focus(const struct form *form)
{
	return form->at < form->count ? &form->parts[form->at] : NULL;
}

bool
form_types(const struct form *form)
{
	const struct form_part *part = form_focus(form);

	return part != NULL && part->kind != FORM_CHOICE;
}

/* UTF-8 of one character; returns its bytes. */
static size_t
encode(char dst[5], uint32_t c)
{
	size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t i;

	for (i = len; i > 1; i--) {
		dst[i - 1] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	dst[0] = (char)(first[len] | c);
	dst[len] = '\0';
	return len;
}

/* Two letters, then a letter or a digit ("BS2"): a PIN that is typed where
 * initials belong does not show. */
static bool
may_be_initials(const char *typed, const char *character)
{
	unsigned char c = (unsigned char)character[0];

	return character[1] == '\0' &&
		(isalpha(c) || (isdigit(c) && strlen(typed) >= 2));
}

static void
erase(struct form_part *part, bool all)
{
	size_t len = strlen(part->text);

	part->proposed = false;
	part->cut = false;
	do {
		if (part->kind == FORM_PIN) {
			if (!secret_remove(&part->secret))
				return;
			continue;
		}
		while (len > 0 && (part->text[len - 1] & 0xc0) == 0x80)
			len--;
		if (len > 0)
			len--;
		part->text[len] = '\0';
	} while (all && (part->kind == FORM_PIN || len > 0));
}

static void
type_text(struct form_part *part, uint32_t character)
{
	char bytes[5];
	size_t len = encode(bytes, character);
	size_t used;

	if (part->kind == FORM_INITIALS) {
		if (!may_be_initials(part->proposed ? "" : part->text, bytes))
			return;
	}
	if (part->kind == FORM_INITIALS || part->kind == FORM_PEOPLE)
		bytes[0] = (char)toupper((unsigned char)bytes[0]);
	if (part->proposed)
		erase(part, true);
	used = strlen(part->text);
	if (used + len <= part->max)
		memcpy(part->text + used, bytes, len + 1);
	else
		part->cut = true;
}

/* A choice by its number: "1", or "12" where there are as many. */
static enum form_result
type_number(struct form_part *part, uint32_t character)
{
	size_t number;

	if (character < '0' || character > '9')
		return FORM_IGNORED;
	number = (part->choice + 1) * 10 + (character - '0');
	if (part->text[0] == '\0' || number > part->choices)
		number = character - '0';
	if (number >= 1 && number <= part->choices) {
		part->choice = number - 1;
		part->text[0] = '#';
	}
	return FORM_TAKEN;
}

static enum form_result
type_one(struct form_part *part, uint32_t character)
{
	if (part->kind == FORM_CHOICE)
		return type_number(part, character);
	if (part->kind == FORM_PIN && character < 0x7f)
		secret_add(&part->secret, (char)character);
	if (part->kind != FORM_PIN && character != 0x7f)
		type_text(part, character);
	return FORM_TAKEN;
}

static bool
is_empty(const struct form_part *part)
{
	switch (part->kind) {
	case FORM_PIN:
		return part->secret.len == 0;
	case FORM_CHOICE:
		return false;
	default:
		return part->text[0] == '\0';
	}
}

bool
form_asks(const struct form *form, size_t number)
{
	unsigned asked_for = form->parts[number].asked_for;

	return asked_for == 0 || (form->parts[0].choice < 32 &&
		(asked_for & (1U << form->parts[0].choice)) != 0);
}

bool
form_skip_to(struct form *form, enum form_kind kind)
{
	size_t i;

	for (i = form->at; i < form->count; i++) {
		if (form->parts[i].kind != kind)
			continue;
		form->at = i;
		return true;
	}
	return false;
}

static size_t
next_part(const struct form *form)
{
	size_t next = form->at + 1;

	while (next < form->count && !form_asks(form, next))
		next++;
	return next;
}

static enum form_result
enter(struct form *form)
{
	if (form->at < form->count) {
		struct form_part *part = &form->parts[form->at];

		if (part->needed && is_empty(part))
			return FORM_EMPTY;
		part->proposed = part->cut;
		part->cut = false;
		if (part->proposed)
			return FORM_CUT;
		if (next_part(form) < form->count) {
			form->at = next_part(form);
			return FORM_TAKEN;
		}
	}
	return FORM_DONE;
}

static enum form_result
choose(struct form_part *part, enum action action)
{
	if (part->kind != FORM_CHOICE || part->choices == 0)
		return FORM_IGNORED;
	if (action == ACTION_UP)
		part->choice += part->choices - 1;
	else
		part->choice++;
	part->text[0] = '\0';
	part->choice %= part->choices;
	return FORM_TAKEN;
}

enum form_result
form_input(struct form *form, const struct input *input)
{
	struct form_part *part =
		form->at < form->count ? &form->parts[form->at] : NULL;

	if (input->kind == INPUT_ACTION && input->action == ACTION_ENTER)
		return enter(form);
	if (part == NULL)
		return FORM_IGNORED;
	if (input->kind == INPUT_CHAR)
		return type_one(part, input->character);
	switch (input->action) {
	case ACTION_ERASE:
	case ACTION_ERASE_ALL:
		erase(part, input->action == ACTION_ERASE_ALL);
		return FORM_TAKEN;
	case ACTION_UP:
	case ACTION_DOWN:
		return choose(part, input->action);
	default:
		return FORM_IGNORED;
	}
}

const char *
form_text(const struct form *form, enum form_kind kind)
{
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (form->parts[i].kind == kind)
			return form->parts[i].text;
	}
	return NULL;
}

const struct secret *
form_pin(const struct form *form, size_t n)
{
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (form->parts[i].kind == FORM_PIN && n-- == 0)
			return &form->parts[i].secret;
	}
	return NULL;
}

/* "20__": a PIN shows that something was typed, not how much. */
static void
show_part(char *dst, size_t size, const struct form_part *part,
	const char *text, int width)
{
	int used = page_width(text);

	if (part->kind == FORM_PIN && part->secret.len > 0) {
		snprintf(dst, size, "%s", FORM_HIDDEN);
		return;
	}
	if (part->kind == FORM_PIN)
		width = PIN_CELLS;
	snprintf(dst, size, "%s", text);
	while (used++ < width && strlen(dst) + 1 < size)
		strcat(dst, "_");
}

/* The end of text that fits; what is typed at last stays in view. */
static const char *
text_end(const char *text, int width)
{
	while (page_width(text) > width) {
		size_t first = page_cut(text, 1);

		text += first > 0 ? first : page_cut(text, 2);
	}
	return text;
}

static int
cursor_of(const struct form_part *part, int column, const char *from)
{
	if (part->kind != FORM_PIN)
		return column + page_width(from);
	return column + (part->secret.len > 0 ? (int)strlen(FORM_HIDDEN) : 0);
}

int
form_draw_marked(struct page *page, int row, int column, int mark,
	const struct form *form, size_t number, int width)
{
	const struct form_part *part = &form->parts[number];
	bool focus = number == form->at && !page->letters;
	const char *from = text_end(part->text, width);
	char shown[FORM_TEXT_SIZE + 64];
	int end;

	if (!focus && number <= form->at && part->kind != FORM_PIN &&
		part->text[0] != '\0')
		snprintf(shown, sizeof(shown), "%s", from);
	else
		show_part(shown, sizeof(shown), part, from, width);
	end = page_put(page, row, column, focus ? ROLE_INPUT : ROLE_PLAIN,
		shown);
	if (!focus)
		return end;
	page_focus(page, row, mark, cursor_of(part, column, from));
	page->typing = true;
	page->secret = part->kind == FORM_PIN;
	return end;
}

int
form_draw(struct page *page, int row, int column, const struct form *form,
	size_t number, int width)
{
	return form_draw_marked(page, row, column, column - 2, form, number,
		width);
}

void
form_draw_choice(struct page *page, int row, int column,
	const struct form *form, size_t number, size_t choice,
	const char *label)
{
	const struct form_part *part = &form->parts[number];
	bool chosen = part->choice == choice;

	/* From ten on the number begins one to the left. */
	page_format(page, row, column - (choice >= 9), chosen ?
		ROLE_STRONG : ROLE_PLAIN, "%zu %s %s", choice + 1, chosen ? "(*)" : "( )", label);
	if (!chosen || number != form->at || page->letters)
		return;
	page_focus(page, row, column - 2, column);
	page->typing = true;
}
