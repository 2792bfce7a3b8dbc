#include "ceremony/kinds.h"

static const struct kind kinds[] = {
	[STEP_CONFIRM] = { NULL, NULL, NULL },
	[STEP_CLOCK] = { kind_clock_judge, NULL, NULL },
	[STEP_DEVICE] = { NULL, kind_device_done, kind_device_look },
	[STEP_HOLD] = { NULL, NULL, kind_hold_look },
	[STEP_CHOICE] = { NULL, NULL, NULL },
	[STEP_COMPARE] = { NULL, NULL, NULL },
};

const struct kind *
kind_of(const struct step *step)
{
	return &kinds[step->kind];
}
