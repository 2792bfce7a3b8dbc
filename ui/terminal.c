#include "terminal.h"

#include <stddef.h>
#include <term.h>

bool
terminal_places_cursor(int fd)
{
	int found;
	bool places;

	if (setupterm(NULL, fd, &found) != 0 || cur_term == NULL)
		return false;
	places = cursor_address != NULL && *cursor_address != '\0';
	del_curterm(cur_term);
	return places;
}
