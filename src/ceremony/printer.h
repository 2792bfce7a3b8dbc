/*
 * What is printed, and on which queue of CUPS: each job and each question for
 * the queues is a process of its own (ksk-ceremony-print) that nobody waits
 * for.
 */
#ifndef CEREMONY_PRINTER_H
#define CEREMONY_PRINTER_H

#include "ceremony/moves.h"

#define PRINTER_COPIES 20

/* Sends the n-th printout to the queue that was named; where none is, nothing
 * happens. Its begin is an event now, its end another one later. */
enum status
printer_send(struct room *room, size_t n, unsigned copies, struct err *err)
	MUST_CHECK;

/* Records jobs that have ended and queues that have changed; asks for the
 * queues at the beginning, at the step that prints the test page and while
 * room->printer_shown. Returns at once. */
enum status
printer_look(struct room *room, struct err *err) MUST_CHECK;

/* Something is on its way. */
bool
printer_busy(const struct room *room);

/* A job that CUPS may not have yet goes on by itself, everything else ends. */
void
printer_end(struct room *room);

#endif
