#include "ceremony/kinds.h"

static const struct kind kinds[] = {
	[STEP_CONFIRM] = { NULL },
	[STEP_CLOCK] = { kind_clock_judge },
	[STEP_HOLD] = { NULL },
};

const struct kind *
kind_of(const struct step *step)
{
	return &kinds[step->kind];
}
