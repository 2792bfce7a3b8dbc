#include "theme.h"

#include <string.h>

#define INK THEME_AS_IS

/* Strengths that most themes share; the inks are the theme's. */
#define LOOKS(pass, fail, rehearsal, focus)                                   \
	[ROLE_PLAIN] = {0, INK}, [ROLE_TITLE] = {THEME_BOLD, INK},            \
	[ROLE_STRONG] = {THEME_BOLD, INK}, [ROLE_DIM] = {THEME_DIM, INK},     \
	[ROLE_BAR] = {THEME_REVERSE, INK}, [ROLE_RULE] = {THEME_DIM, INK},    \
	[ROLE_PASS] = {0, pass}, [ROLE_FAIL] = {THEME_BOLD, fail},            \
	[ROLE_OFF] = {THEME_BOLD, INK},                                       \
	[ROLE_REHEARSAL] = {THEME_BOLD, rehearsal},                           \
	[ROLE_BAR_REHEARSAL] = {THEME_REVERSE | THEME_BOLD, rehearsal},       \
	[ROLE_FOCUS] = {THEME_BOLD, focus}, [ROLE_INPUT] = {THEME_BOLD, INK}, \
	[ROLE_HINT] = {THEME_DIM, INK}

static const struct theme themes[] = {
	{
		"terminal", true, INK, INK, /* its own colours */
		{LOOKS(THEME_GREEN, THEME_RED, THEME_MAGENTA, THEME_BLUE)},
	},
	{
		"dark", true, THEME_WHITE, THEME_BLACK,
		{LOOKS(THEME_GREEN, THEME_RED, THEME_YELLOW, THEME_CYAN)},
	},
	{
		"light", true, THEME_BLACK, THEME_WHITE,
		{LOOKS(THEME_GREEN, THEME_RED, THEME_MAGENTA, THEME_BLUE)},
	},
	{
		"projector", true, THEME_BLACK, THEME_WHITE, /* nothing faint */
		{
			[ROLE_PLAIN] = {0, INK},
			[ROLE_TITLE] = {THEME_BOLD, INK},
			[ROLE_STRONG] = {THEME_BOLD, INK},
			[ROLE_DIM] = {0, INK},
			[ROLE_BAR] = {THEME_REVERSE, INK},
			[ROLE_RULE] = {0, INK},
			[ROLE_PASS] = {THEME_BOLD, THEME_BLUE},
			[ROLE_FAIL] = {THEME_BOLD | THEME_REVERSE, THEME_RED},
			[ROLE_OFF] = {THEME_BOLD | THEME_UNDERLINE, INK},
			[ROLE_REHEARSAL] = {THEME_BOLD, INK},
			[ROLE_BAR_REHEARSAL] = {THEME_REVERSE | THEME_BOLD,
				INK},
			[ROLE_FOCUS] = {THEME_BOLD | THEME_REVERSE, INK},
			[ROLE_INPUT] = {THEME_BOLD | THEME_UNDERLINE, INK},
			[ROLE_HINT] = {0, INK},
		},
	},
	{
		"mono", false, INK, INK,
		{LOOKS(INK, INK, INK, INK)},
	},
};

const struct theme *
theme_find(const char *name)
{
	size_t i;

	if (name == NULL)
		return &themes[0];
	for (i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return NULL;
}
