#include "ceremony/drill.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/drill_effects.h"
#include "ceremony/training.h"

#define PLANNED TRAINING_FOLDER "/" SCENARIO_FILE

enum status
drill_load(struct room *room, struct err *err)
{
	char *path = room_path(room, PLANNED);
	struct xml_source xml = {.name = PLANNED};
	struct bytes text = {0};
	enum status status = STATUS_OK;

	if (room->session->rehearsal && file_exists(path)) {
		status = file_read(&text, path, XML_MAX_SIZE, err);
		xml.data = text.data;
		xml.len = text.len;
		room->drill = mem_new(1, sizeof(*room->drill));
		if (status == STATUS_OK)
			status = scenario_parse(room->drill, &xml, err);
	}
	bytes_clear(&text);
	free(path);
	return status;
}

static bool
was_injected(const struct session *session, const struct drill_fault *fault)
{
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		if (strcmp(session->faults[i].name, fault->name) == 0)
			return true;
	}
	return false;
}

/* On disk before it takes effect, as all else. */
static enum status
inject(struct room *room, const struct drill_fault *fault, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "action", "fault");
	fields_add(fields, "fault", fault->name);
	if (fault->how == DRILL_CARD)
		fields_add(fields, "text", fault->sees);
	if (room_post(room, "action", fields, err) != STATUS_OK)
		return err->status;
	room->power_cut |= fault->how == DRILL_POWER;
	return STATUS_OK;
}

static enum status
inject_all(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	const struct step *step = session_current(session);
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; step != NULL && status == STATUS_OK &&
		i < room->drill->fault_count; i++) {
		const struct scenario_fault *planned = &room->drill->faults[i];

		if (planned->step != NULL &&
			strcmp(planned->step, step->id) == 0 &&
			!was_injected(session, planned->fault))
			status = inject(room, planned->fault, err);
	}
	return status;
}

static enum status
settle_files(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < session->fault_count && status == STATUS_OK; i++) {
		const struct session_fault *fault = &session->faults[i];
		const struct drill_fault *row = drill_find(fault->name);

		if (row == NULL || row->how != DRILL_FILE)
			continue;
		status = drill_is_over(session, fault) ?
			drill_mend_file(room, row, err) :
			drill_spoil_file(room, row, err);
	}
	return status;
}

enum status
drill_settle(struct room *room, struct err *err)
{
	enum status status = STATUS_OK;

	if (room->drill == NULL || room->session->state != SESSION_RUNNING)
		return STATUS_OK;
	if (session_open_exception(room->session) == NULL)
		status = inject_all(room, err);
	if (status == STATUS_OK)
		status = settle_files(room, err);
	if (status == STATUS_OK)
		status = drill_spoil_hsm(room, err);
	return status;
}

void
drill_leave(struct room *room)
{
	const struct session *session = room->session;
	struct err ignored;
	size_t i;

	for (i = 0; session != NULL && i < session->fault_count; i++) {
		const struct drill_fault *row =
			drill_find(session->faults[i].name);

		if (row != NULL && row->how == DRILL_FILE &&
			drill_mend_file(room, row, &ignored) != STATUS_OK)
			continue;
	}
}

static enum status
see_start(void *context, const struct event *event, struct err *err)
{
	bool *rehearsal = context;

	*rehearsal |= strcmp(event->name, "start") == 0 &&
		fields_flag(event, "rehearsal");
	return err_set(err, STATUS_STOPPED, "line 1 is enough");
}

static enum status
put_back(const char *dir, const struct drill_fault *fault, struct err *err)
{
	char *kept = drill_kept_path(dir, fault);
	char *file = file_join(dir, fault->file);
	enum status status = STATUS_OK;
	bool rehearsal = false;
	struct err ignored;
	size_t tail;

	if (file_exists(kept) && record_read(dir, see_start, &rehearsal, &tail,
		&ignored) == STATUS_STOPPED && rehearsal) {
		if (unlink(file) != 0 && file_exists(file))
			status = err_set_errno(err, STATUS_FILE, "%s", file);
		else
			status = file_rename(kept, file, err);
	}
	free(file);
	free(kept);
	return status;
}

enum status
drill_mend(const char *dir, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < drill_fault_count && status == STATUS_OK; i++) {
		if (drill_faults[i].how == DRILL_FILE &&
			drill_faults[i].file != NULL)
			status = put_back(dir, &drill_faults[i], err);
	}
	return status;
}

enum status
move_card_down(struct room *room, struct err *err)
{
	const struct session_fault *fault = drill_card(room->session);
	json_t *fields;

	if (fault == NULL)
		return err_set(err, STATUS_RULE, "no card lies on the screen");
	fields = fields_new(room->session);
	fields_add(fields, "action", "fault");
	fields_add(fields, "fault", fault->name);
	fields_add(fields, "state", "down");
	return room_post(room, "action", fields, err);
}
