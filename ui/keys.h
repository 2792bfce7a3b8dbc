/*
 * What keys mean: one table for the key decoder, the footer, the help screen
 * and the words of plain mode ("/objection").
 */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

enum action {
	ACTION_NONE = 0,
	ACTION_ENTER,
	ACTION_TAB,
	ACTION_UP,
	ACTION_DOWN,
	ACTION_LEFT,
	ACTION_RIGHT,
	ACTION_PAGE_UP,
	ACTION_PAGE_DOWN,
	ACTION_ERASE,
	ACTION_ERASE_ALL,
	ACTION_HELP,
	ACTION_EXCEPTION,
	ACTION_OBJECTION,
	ACTION_OUTLINE,
	ACTION_SECOND,
	ACTION_MORE,
	ACTION_RECORD,
	ACTION_PEOPLE,
	ACTION_COPIES,
	ACTION_PRINTER,
	ACTION_CHANGE,
	ACTION_AMEND,
	ACTION_COMMAND,
	ACTION_PAPER,
	ACTION_LEAVE,
	ACTION_BACK,
	ACTION_PAUSE,
	ACTION_REPAINT,
};

struct key {
	enum action action;
	int function;	   /* F-key number, 0: none */
	char letter;	   /* twin where no text field has the focus */
	char control;	   /* as typed with Ctrl, or 0 */
	const char *name;  /* on the footer: "F3", "Enter" */
	const char *word;  /* in plain mode, behind a slash */
	const char *label; /* on the footer, unless the screen says another */
	const char *help;  /* what it does; NULL: not listed */
};

extern const struct key keys[];
extern const size_t key_count;

const struct key *
key_of_action(enum action action);

/* ACTION_NONE where the key means nothing. Letters are case folded. */
enum action
key_of_function(int number);
enum action
key_of_letter(char letter);
enum action
key_of_control(char letter);

/* A word of plain mode, without slash; any beginning that fits one alone. */
enum action
key_of_word(const char *word);

#endif
