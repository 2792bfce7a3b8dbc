/*
 * The HSM's log: a line that the ceremony file names, captured into logs/.
 */
#ifndef CEREMONY_LOG_LINE_H
#define CEREMONY_LOG_LINE_H

#include "ceremony/actions.h"

/* Records that the first line arrived; where the log ran before a resume it is
 * started again, into a further file. */
enum status
log_line_look(struct room *room, struct err *err) MUST_CHECK;

/* Ends the capture where one runs, and says nothing. */
void
log_line_end(struct room *room);

#endif
