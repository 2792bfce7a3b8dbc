/* The printer is named, and what was printed is printed again. */
#include "ceremony/moves.h"

#include <string.h>

#include "ceremony/printer.h"
#include "ceremony/room.h"

static enum status
check_now(const struct room *room, struct err *err)
{
	const struct session *session = room->session;

	if (session->state != SESSION_RUNNING ||
		session_current(session) == NULL)
		return err_set(err, STATUS_RULE, "the ceremony is not running");
	if (session->saved.lost)
		return err_set(err, STATUS_RULE,
			"a drive is lost: that is decided first");
	return STATUS_OK;
}

static bool
is_found(const struct session_printing *printing, const char *queue)
{
	size_t i;

	for (i = 0; i < printing->queue_count; i++) {
		if (strcmp(printing->queues[i].name, queue) == 0)
			return true;
	}
	return false;
}

enum status
move_printer(struct room *room, const char *queue, struct err *err)
{
	const struct session *session = room->session;
	enum status status = check_now(room, err);
	json_t *fields;

	if (status != STATUS_OK)
		return status;
	if (queue != NULL && !is_found(&session->printing, queue))
		return err_set(err, STATUS_USAGE,
			"CUPS on this computer has no queue %.40s", queue);
	fields = fields_new(session);
	fields_add(fields, "state", "named");
	fields_add(fields, "queue", queue);
	if (queue == NULL)
		fields_add_flag(fields, "without", true);
	return room_post(room, "print", fields, err);
}

enum status
move_print_again(struct room *room, size_t n, unsigned copies,
	struct err *err)
{
	const struct session_printing *printing = &room->session->printing;
	enum status status = check_now(room, err);

	if (status != STATUS_OK)
		return status;
	if (n >= printing->print_count)
		return err_set(err, STATUS_USAGE, "nothing was printed yet");
	if (copies == 0 || copies > PRINTER_COPIES)
		return err_set(err, STATUS_USAGE, "1 to %d copies",
			PRINTER_COPIES);
	if (printing->queue == NULL)
		return err_set(err, STATUS_RULE, "no printer is named: %s "
			"lies there as text", printing->prints[n].file);
	if (printing->prints[n].state == JOB_RUNS)
		return err_set(err, STATUS_RULE, "%s is on its way already",
			printing->prints[n].file);
	return printer_send(room, n, copies, err);
}
