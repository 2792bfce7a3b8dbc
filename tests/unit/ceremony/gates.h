/*
 * A ceremony at its signing gate, for tests.
 */
#ifndef TESTS_UNIT_CEREMONY_GATES_H
#define TESTS_UNIT_CEREMONY_GATES_H

#include "ceremony/moves.h"

/* Played until the gate has its plan; aborts the test program otherwise. */
struct room *
gates_open_room(void);

/* The voice of that role, with own initials and PIN. */
enum status
gates_voice(struct room *room, const char *role, struct err *err);

enum status
gates_open_gate(struct room *room, const char *role, struct err *err);

/* How many the gate has heard. */
size_t
gates_voices(const struct room *room);

#endif
