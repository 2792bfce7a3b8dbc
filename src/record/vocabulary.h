/*
 * The fixed vocabulary of the record and where each event may stand. Inside
 * the room only.
 */
#ifndef RECORD_VOCABULARY_H
#define RECORD_VOCABULARY_H

enum vocabulary_place {
	VOCABULARY_FIRST = 1,	  /* line 1 and nowhere else */
	VOCABULARY_LAST = 2,	  /* nothing follows */
	VOCABULARY_WHEN_FULL = 4, /* taken when the disk is full */
};

struct vocabulary_event {
	const char *name;
	unsigned places; /* enum vocabulary_place */
};

const struct vocabulary_event *
vocabulary_find(const char *name);

#endif
