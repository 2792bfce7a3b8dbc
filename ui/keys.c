#include "keys.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const struct key keys[] = {
	{ACTION_ENTER, 0, 0, 0, "Enter", "enter", "next",
		"take what was typed; on the answer place: answer"},
	{ACTION_TAB, 0, 0, 0, "Tab", "tab", "page",
		"next page; inside a text field: to the keys below"},
	{ACTION_UP, 0, 0, 0, "Up", "up", "back", NULL},
	{ACTION_DOWN, 0, 0, 0, "Down", "down", "on", NULL},
	{ACTION_LEFT, 0, 0, 0, "Left", "left", "back", NULL},
	{ACTION_RIGHT, 0, 0, 0, "Right", "right", "on", NULL},
	{ACTION_PAGE_UP, 0, 0, 'B', "PgUp", "pageup", "earlier", NULL},
	{ACTION_PAGE_DOWN, 0, 0, 'F', "PgDn", "pagedown", "later", NULL},
	{ACTION_ERASE, 0, 0, 'H', "Backspace", "erase", "erase", NULL},
	{ACTION_ERASE_ALL, 0, 0, 'U', "Ctrl-U", "clear", "empty", NULL},
	{ACTION_HELP, 2, '?', 0, "F2", "help", "Help",
		"this page: the keys that work now"},
	{ACTION_EXCEPTION, 3, 'x', 0, "F3", "exception", "Exception",
		"something is not as the script says"},
	{ACTION_OBJECTION, 4, 'o', 0, "F4", "objection", "Objection",
		"anybody may: shuts the gate, no reason asked"},
	{ACTION_OUTLINE, 5, 'l', 0, "F5", "outline", "Outline",
		"all acts and steps, times and answers"},
	{ACTION_SECOND, 8, '.', 0, "F8", "second", "Second",
		"the screen's own second action"},
	{ACTION_MORE, 9, 'm', 0, "F9", "more", "More",
		"record, people, change, amend, leave"},
	{ACTION_RECORD, 0, 'r', 'R', "R", "record", "Record",
		"the events so far, in words"},
	{ACTION_PEOPLE, 0, 'p', 0, "P", "people", "People",
		"who is here, signed in, seated"},
	{ACTION_COPIES, 0, 'k', 0, "K", "copies", "Copies",
		"each drive: written, read back, compared"},
	{ACTION_PRINTER, 0, 't', 0, "T", "printer", "Printer",
		"which queue, what was sent, print again"},
	{ACTION_CHANGE, 0, 'c', 0, "C", "change", "Change",
		"late, leaving, a role changes hands, a break"},
	{ACTION_AMEND, 0, 'a', 0, "A", "amend", "Amend",
		"a value typed before was mistyped: both remain"},
	{ACTION_LEAVE, 0, 'q', 'C', "Ctrl-C", "leave", "Leave",
		"asks: go on, suspend, abort; never ends by itself"},
	{ACTION_BACK, 0, 0, '[', "Esc", "back", "Back",
		"back to where you were"},
	{ACTION_PAUSE, 0, 0, 'Z', "Ctrl-Z", "pause", "Pause",
		"to the shell; \"fg\" comes back, nothing is lost"},
	{ACTION_REPAINT, 0, 0, 'L', "Ctrl-L", "again", "Repaint",
		"paint the screen anew"},
	{ACTION_COMMAND, 0, 0, 0, "F9", "command", "Command",
		"one shell command: an exception by itself"},
	{ACTION_PAPER, 0, 0, 0, "F9", "paper", "Paper",
		"the state on one page, to finish on paper"},
};

const size_t key_count = sizeof(keys) / sizeof(keys[0]);

const struct key *
key_of_action(enum action action)
{
	size_t i;

	for (i = 0; i < key_count; i++) {
		if (keys[i].action == action)
			return &keys[i];
	}
	return &keys[0];
}

enum action
key_of_function(int number)
{
	size_t i;

	for (i = 0; i < key_count; i++) {
		if (number != 0 && keys[i].function == number)
			return keys[i].action;
	}
	return ACTION_NONE;
}

enum action
key_of_letter(char letter)
{
	int wanted = tolower((unsigned char)letter);
	size_t i;

	for (i = 0; i < key_count; i++) {
		if (letter != 0 && keys[i].letter == wanted)
			return keys[i].action;
	}
	return ACTION_NONE;
}

enum action
key_of_control(char letter)
{
	size_t i;

	for (i = 0; i < key_count; i++) {
		if (letter != 0 && keys[i].control == letter)
			return keys[i].action;
	}
	return ACTION_NONE;
}

enum action
key_of_word(const char *word)
{
	enum action found = ACTION_NONE;
	size_t len = strlen(word);
	size_t i;

	for (i = 0; i < key_count; i++) {
		if (strcasecmp(keys[i].word, word) == 0)
			return keys[i].action;
		if (len == 0 || strncasecmp(keys[i].word, word, len) != 0)
			continue;
		if (found != ACTION_NONE)
			return ACTION_NONE;
		found = keys[i].action;
	}
	return found;
}
