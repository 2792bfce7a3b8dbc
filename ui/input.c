#include "input.h"

struct input
input_of(uint32_t character)
{
	struct input input = {.kind = INPUT_CHAR, .character = character};

	if (character == '\n') {
		input.kind = INPUT_ACTION;
		input.action = ACTION_ENTER;
	}
	return input;
}
