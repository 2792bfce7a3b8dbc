/*
 * The built-in actions of steps: one function each.
 */
#ifndef CEREMONY_ACTIONS_H
#define CEREMONY_ACTIONS_H

#include "ceremony/moves.h"

#define ACTION_TEXT_SIZE 400

struct action_result {
	enum verdict verdict;
	char text[ACTION_TEXT_SIZE];
};

/* Writes its own events; what went wrong with HSM or files is a FAIL in
 * result. A status other than OK is the record's: the ceremony stops. */
typedef enum status action_run(struct room *room, struct action_result *result,
	struct err *err);

action_run action_check_request, action_sign, action_close_token;
action_run action_print_test, action_print_slips, action_print_record;
action_run action_print_paper;
action_run action_start_log, action_stop_log;
action_run action_copy_folder, action_read_exceptions, action_close_record;

/* The function for a name of script_actions; NULL for those that a move of
 * their own does (sign-in, open-token, open-gate). */
action_run *
action_find(const char *name);

void
action_set(struct action_result *result, enum verdict verdict,
	const char *format, ...) PRINTF_LIKE(3, 4);

#endif
