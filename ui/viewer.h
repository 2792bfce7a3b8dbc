/*
 * Looking at a ceremony without taking part: one that is running (watch), or
 * one that is over, event by event (replay). The screens are the ceremony's
 * own; nothing is written, and no key does anything but look.
 */
#ifndef UI_VIEWER_H
#define UI_VIEWER_H

#include "console.h"

struct viewer_options {
	struct console_options console;
	bool big; /* step, awaited person and words in large letters */
};

/* Follows DIR's record until it is closed (STATUS_OK) or a key leaves. */
enum status
viewer_watch(const char *dir, const struct viewer_options *options,
	struct err *err) MUST_CHECK;

/* Walks DIR's record forward and back. */
enum status
viewer_replay(const char *dir, const struct viewer_options *options,
	struct err *err) MUST_CHECK;

#endif
