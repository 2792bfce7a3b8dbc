/* A shell command: it begins with an exception of the console's, and what came
 * of it stands in that. */
#include "ceremony/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/fields.h"

/* The exception of this command, or NULL. */
static struct session_exception *
exception_of(struct session *session)
{
	struct session_exception *last = session->exception_count == 0 ? NULL :
		&session->exceptions[session->exception_count - 1];

	return last != NULL && last->open && last->machine ? last : NULL;
}

static enum status
begin(struct session *session, const struct event *event, struct err *err)
{
	struct session_command *command = &session->command;
	enum status status = fold_witness(session, event, err);

	if (status != STATUS_OK)
		return status;
	if (command->running || exception_of(session) == NULL ||
		fields_number(event, "exception") != session->exception_count ||
		fields_number(event, "number") != command->count + 1U)
		return fold_refuse(event, err,
			"no command begins without its exception");
	command->running = true;
	command->count++;
	fields_keep(&command->text, fields_text(event, "command"));
	fields_keep(&command->how, NULL);
	fields_keep(&command->file, NULL);
	fields_keep(&command->output, NULL);
	command->bytes = 0;
	fold_empty_gate(session, "a shell command was run");
	fold_last(session, "command %u begins", command->count);
	return STATUS_OK;
}

static enum status
end(struct session *session, const struct event *event, struct err *err)
{
	struct session_exception *exception = exception_of(session);
	struct session_command *command = &session->command;
	const char *file = fields_text(event, "file");
	char *happened;

	if (!command->running || exception == NULL ||
		fields_number(event, "number") != command->count ||
		!fields_digest(&command->sha256, event, "sha256"))
		return fold_refuse(event, err, "no such command is running");
	command->running = false;
	command->bytes = fields_number(event, "bytes");
	fields_keep(&command->how, fields_text(event, "how"));
	fields_keep(&command->file, file);
	fields_keep(&command->output, fields_text(event, "output"));
	happened = mem_format("%s; %s, %llu bytes%s%s", exception->happened,
		command->how, (unsigned long long)command->bytes,
		*file == '\0' ? ", not saved" : " in ", file);
	free(exception->happened);
	exception->happened = happened;
	fold_last(session, "command %u, %s", command->count, command->how);
	return STATUS_OK;
}

enum status
fold_command(struct session *session, const struct event *event,
	struct err *err)
{
	const char *state = fields_text(event, "state");

	if (strcmp(state, "begins") == 0)
		return begin(session, event, err);
	if (strcmp(state, "ended") == 0)
		return end(session, event, err);
	return fold_refuse(event, err, "no state of a command");
}
