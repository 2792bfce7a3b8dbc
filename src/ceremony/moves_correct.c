/* A mistyped value, found out later. */
#include "ceremony/moves.h"

#include <string.h>

#include "ceremony/correction.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/values.h"

static enum status
check_now(const struct session *session, struct err *err)
{
	if (session->state != SESSION_RUNNING)
		return err_set(err, STATUS_RULE,
			"the ceremony is not running");
	if (session->objection.open || session->pause.on ||
		session_open_exception(session) != NULL)
		return err_set(err, STATUS_RULE, "nothing is corrected while "
			"an objection, an exception or a break is open");
	return STATUS_OK;
}

static enum status
check_correction(const struct session *session,
	const struct correction *place, const char *text, const char *why,
	struct err *err)
{
	enum status status = values_check(session, place->step,
		place->value->row, place->value->field, text, err);

	if (status != STATUS_OK)
		return status;
	if (strcmp(place->value->text, text) == 0)
		return err_set(err, STATUS_USAGE,
			"that is what stands there already");
	if (values_judge(session, place->step, place->value->row,
		place->value->field, text) == VERDICT_FAIL)
		return err_set(err, STATUS_RULE, "that is not as expected: it "
			"is no correction, but an exception");
	if (why[strspn(why, " ")] == '\0')
		return err_set(err, STATUS_USAGE, "say why");
	return STATUS_OK;
}

static enum status
post_correction(struct room *room, const struct correction *place,
	const char *text, const char *why, size_t witness, struct err *err)
{
	const struct session *session = room->session;
	const struct step *step = &session->script.steps[place->step];
	json_t *fields = json_object();

	fields_add(fields, "step", step->id);
	fields_add(fields, "what", "correction");
	fields_add_number(fields, "row", place->value->row);
	fields_add(fields, "field", session_field(session, place->step,
		place->value->field)->id);
	fields_add(fields, "old", place->value->text);
	fields_add(fields, "value", text);
	fields_add(fields, "verdict", verdict_word(values_judge(session,
		place->step, place->value->row, place->value->field, text)));
	fields_add(fields, "why", why);
	fields_add_person(fields, session, witness);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	return room_post(room, "amend", fields, err);
}

enum status
move_correct(struct room *room, size_t n, const char *text, const char *why,
	const char *initials, const struct secret *pin, struct err *err)
{
	const struct session *session = room->session;
	struct correction place;
	size_t witness;
	enum status status = check_now(session, err);

	if (status == STATUS_OK && !correction_find(&place, session, n))
		status = err_set(err, STATUS_USAGE, "say which value");
	if (status == STATUS_OK)
		status = check_correction(session, &place, text, why, err);
	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status != STATUS_OK)
		return status;
	return post_correction(room, &place, text, why, witness, err);
}
