/*
 * The reserve file: room on the disk that is given up when the disk is full,
 * so that the record can still be closed. Inside the room only.
 */
#ifndef RECORD_RESERVE_H
#define RECORD_RESERVE_H

#include <stdbool.h>

#include "base/err.h"

#define RESERVE_FILE "reserve"
#define RESERVE_SIZE 65536 /* bytes */

/* Makes the file unless it is there whole; a failure leaves none. */
enum status
reserve_make(int dir_fd, const char *dir, struct err *err) MUST_CHECK;

/* Gives it up; false when it was not there or cannot be removed. */
bool
reserve_give_up(int dir_fd);

#endif
