#include "record/vocabulary.h"

#include <string.h>

#include "record/record.h"

/* ksk-ceremony-record(5) says what each means. */
static const struct vocabulary_event events[] = {
	{"start", VOCABULARY_FIRST},
	{"sign-in", 0},
	{"sign-out", 0},
	{"step", 0},
	{"show", 0},
	{"confirm", 0},
	{"value", 0},
	{"action", 0},
	{"exception", VOCABULARY_WHEN_FULL},
	{"objection", VOCABULARY_WHEN_FULL},
	{"withdraw", 0},
	{"amend", 0},
	{"clock", 0},
	{"device", 0},
	{"hsm", 0},
	{"rule", 0},
	{"sign.begin", 0},
	{"sign.signature", 0},
	{"skr.written", 0},
	{"print", 0},
	{"break", 0},
	{"resume", VOCABULARY_WHEN_FULL},
	{"close", VOCABULARY_LAST | VOCABULARY_WHEN_FULL},
};

const struct vocabulary_event *
vocabulary_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		if (strcmp(events[i].name, name) == 0)
			return &events[i];
	}
	return NULL;
}

bool
record_knows(const char *name)
{
	return vocabulary_find(name) != NULL;
}
