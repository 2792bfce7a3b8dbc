#include "ceremony/actions.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/gate.h"
#include "ceremony/room.h"
#include "ceremony/token.h"
#include "ceremony/unchanged.h"

static const struct {
	const char *name;
	action_run *run;
} actions[] = {
	{ "check-request", action_check_request },
	{ "sign", action_sign },
	{ "close-token", action_close_token },
	{ "print-test", action_print_test },
	{ "print-slips", action_print_slips },
	{ "print-record", action_print_record },
	{ "start-log", action_start_log },
	{ "stop-log", action_stop_log },
	{ "copy-folder", action_copy_folder },
	{ "read-exceptions", action_read_exceptions },
	{ "close-record", action_close_record },
};

action_run *
action_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (strcmp(actions[i].name, name) == 0)
			return actions[i].run;
	}
	return NULL;
}

void
action_set(struct action_result *result, enum verdict verdict,
	const char *format, ...)
{
	va_list arguments;

	result->verdict = verdict;
	va_start(arguments, format);
	vsnprintf(result->text, sizeof(result->text), format, arguments);
	va_end(arguments);
}

enum status
action_check_request(struct room *room, struct action_result *result,
	struct err *err)
{
	return gate_run_rules(room, result, err);
}

enum status
action_close_token(struct room *room, struct action_result *result,
	struct err *err)
{
	json_t *fields;

	if (room->hsm == NULL) {
		action_set(result, VERDICT_PASS, "no token was open");
		return STATUS_OK;
	}
	fields = fields_new(room->session);
	fields_add(fields, "what", "logout");
	if (room_post(room, "hsm", fields, err) != STATUS_OK)
		return err->status;
	token_close(room);
	action_set(result, VERDICT_PASS, "logged out, token %s closed",
		room->session->hsm.label);
	return STATUS_OK;
}

/* Steps that were skipped at some time. */
static size_t
count_skipped(const struct session *session)
{
	size_t count = 0, i;

	for (i = 0; i < session->script.step_count; i++)
		count += session->steps[i].ever_skipped;
	return count;
}

/* Nothing is left short here: that was awaited before. */
enum status
action_read_exceptions(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session *session = room->session;

	(void)err;
	action_set(result, VERDICT_PASS,
		"%zu exceptions, all finished; %zu steps skipped; %u "
		"objections", session->exception_count,
		count_skipped(session), session->objection.count);
	return STATUS_OK;
}

enum status
action_close_record(struct room *room, struct action_result *result,
	struct err *err)
{
	struct err reason;

	(void)err;
	if (unchanged_inputs(room, &reason) == STATUS_OK)
		action_set(result, VERDICT_PASS,
			"the record is ready to be closed");
	else
		action_set(result, VERDICT_FAIL, "%.390s", reason.text);
	return STATUS_OK;
}
