/* Values: typed, judged, amended. */
#include "ceremony/moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/kinds.h"
#include "ceremony/paper.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "ceremony/values.h"

#define MISMATCHES_MAX 3 /* of one blank: an exception opens by itself */

static json_t *
place_fields(const struct session *session, const struct awaited *place)
{
	json_t *fields = fields_new(session);

	if (place->step != session->step)
		fields_add(fields, "of",
			session->script.steps[place->step].id);
	fields_add_number(fields, "row", place->row);
	fields_add(fields, "field", place->field == SESSION_BLANK ? "blank" :
		session_field(session, place->step, place->field)->id);
	return fields;
}

/* The verdict on what is typed, with the fields that its event has beside. */
static enum verdict
judge(json_t *seen, const struct room *room, const struct awaited *place,
	const char *text)
{
	const struct session *session = room->session;
	const struct kind *kind = kind_of(session_current(session));

	if (kind->judge != NULL && place->field != SESSION_BLANK)
		return kind->judge(seen, room, place->row, place->field, text);
	return values_judge(session, place->step, place->row, place->field,
		text);
}

static enum status
post_value(struct room *room, const struct awaited *place, const char *text,
	enum verdict verdict, json_t *seen, struct err *err)
{
	const struct session *session = room->session;
	const struct session_value *before =
		session_value(session, place->step, place->row, place->field);
	json_t *fields = place_fields(session, place);

	fields_add(fields, "value", text);
	fields_add(fields, "verdict", verdict_word(verdict));
	fields_add_person(fields, session,
		people_typist(session, session->step));
	fields_add_number(fields, "attempt",
		before != NULL ? before->attempts + 1U : 1U);
	json_object_update(fields, seen);
	return room_post(room, "value", fields, err);
}

/* Where a pause asks each person, another answer than the expected one is that
 * person's objection. */
static bool
asks_objection(size_t *person, const struct session *session, size_t row,
	size_t field)
{
	const struct step *step = session_current(session);

	if (step->kind != STEP_HOLD || field >= step->field_count ||
		step->fields[field].kind != FIELD_YES)
		return false;
	*person = ceremony_row_person(&session->ceremony, step, row);
	return *person < session->ceremony.person_count;
}

/* Before the value: a loss of power in between must not lose it. */
static enum status
object(struct room *room, size_t row, size_t field, const char *text,
	struct err *err)
{
	const struct step *step = session_current(room->session);
	size_t person;
	char *words;
	enum status status;

	if (!asks_objection(&person, room->session, row, field))
		return STATUS_OK;
	words = mem_format("%s: %s", step->fields[field].label, text);
	status = move_object(room, person, words, err);
	free(words);
	return status;
}

static enum status
too_many(struct room *room, size_t row, size_t field, struct err *err)
{
	const struct session *session = room->session;
	const struct session_value *value =
		session_value(session, session->step, row, field);
	char place[120];
	json_t *fields;
	char *happened;

	if (field != SESSION_BLANK || value->settled ||
		value->mismatches < MISMATCHES_MAX ||
		session_open_exception(session) != NULL)
		return STATUS_OK;
	values_place_name(place, sizeof(place), session, session->step, row,
		field);
	happened = mem_format("%s: what was heard differs for the third time",
		place);
	fields = fields_new(session);
	fields_add_number(fields, "exception", session->exception_count + 1U);
	fields_add(fields, "state", "open");
	fields_add_flag(fields, "machine", true);
	fields_add(fields, "expected", "the words read are those shown");
	fields_add(fields, "happened", happened);
	free(happened);
	return room_post(room, "exception", fields, err);
}

/* A word that is in no list is kept in the record, but is no answer. */
static enum status
check_value(struct room *room, const struct awaited *place, const char *text,
	struct err *err)
{
	enum status status = values_check(room->session, place->step,
		place->row, place->field, text, err);
	struct err ignored;

	if (status == STATUS_OK || place->field != SESSION_BLANK ||
		text[0] == '\0' || place->row >=
			room->session->steps[place->step].blank_count)
		return status;
	if (post_value(room, place, text, VERDICT_NONE, NULL, &ignored) !=
		STATUS_OK)
		*err = ignored;
	return err->status;
}

/* Typed again, after the step was opened anew, it has its number already. */
static bool
is_new_exception(const struct session *session, const struct awaited *place,
	const char *text)
{
	return place->field == PAPER_NOTE &&
		text[strspn(text, " ")] != '\0' &&
		paper_exception(session, place->step) == NULL;
}

/* One event, so that no loss of power makes two exceptions of one. */
static enum status
carry_exception(struct room *room, const struct awaited *place,
	const char *text, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = place_fields(session, place);

	fields_add_number(fields, "exception", session->exception_count + 1U);
	fields_add(fields, "state", "carried");
	fields_add(fields, "expected",
		steps_expected(&session->script.steps[place->step]));
	fields_add(fields, "happened", text);
	fields_add_person(fields, session,
		people_typist(session, session->step));
	return room_post(room, "exception", fields, err);
}

static enum status
take_value(struct room *room, const struct awaited *place, const char *text,
	struct err *err)
{
	json_t *seen = json_object();
	enum verdict verdict = judge(seen, room, place, text);
	enum status status = STATUS_OK;

	if (verdict == VERDICT_FAIL)
		status = object(room, place->row, place->field, text, err);
	if (status == STATUS_OK)
		status = is_new_exception(room->session, place, text) ?
			carry_exception(room, place, text, err) :
			post_value(room, place, text, verdict, seen, err);
	json_decref(seen);
	return status;
}

enum status
move_value(struct room *room, size_t row, size_t field, const char *text,
	struct err *err)
{
	const struct session *session = room->session;
	const struct session_value *value;
	char clean[FIELDS_TEXT_MAX];
	struct awaited awaited;
	enum status status = room_awaits(&awaited, room, AWAITED_VALUE, err);

	if (status != STATUS_OK)
		return status;
	awaited.row = row;
	awaited.field = field;
	text = values_meant(session, awaited.step, field, text);
	if (check_value(room, &awaited, text, err) != STATUS_OK)
		return err->status;
	value = session_value(session, awaited.step, row, field);
	if (value != NULL && value->settled)
		return err_set(err, STATUS_RULE,
			"this was answered; a change needs an exception");
	/* As it will stand in the record, where it is judged again. */
	text_clean(clean, sizeof(clean), text);
	status = take_value(room, &awaited, clean, err);
	if (status == STATUS_OK)
		status = too_many(room, row, field, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

static enum status
post_amend(struct room *room, const struct awaited *awaited, const char *why,
	size_t witness, struct err *err)
{
	const struct session *session = room->session;
	const struct session_value *value = session_value(session,
		awaited->step, awaited->row, awaited->field);
	json_t *fields = place_fields(session, awaited);

	fields_add(fields, "old", session_expected(session, awaited->step,
		awaited->row, awaited->field));
	fields_add(fields, "value", value->text);
	fields_add(fields, "why", why);
	fields_add_person(fields, session, witness);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	return room_post(room, "amend", fields, err);
}

enum status
move_amend(struct room *room, const char *why, const char *initials,
	const struct secret *pin, struct err *err)
{
	struct awaited awaited;
	size_t witness, person;
	enum status status = room_awaits(&awaited, room, AWAITED_VALUE, err);

	if (status != STATUS_OK)
		return status;
	if (asks_objection(&person, room->session, awaited.row, awaited.field))
		return err_set(err, STATUS_RULE,
			"an objection is never amended; who objected takes it "
			"back and answers again");
	if (awaited.field == SESSION_BLANK)
		return err_set(err, STATUS_RULE,
			"a word is typed again or becomes an exception; it is "
			"never amended");
	if (session_carried(room->session, awaited.step, awaited.row,
		awaited.field) != NULL)
		return err_set(err, STATUS_RULE,
			"what the last ceremony knows is never amended; a "
			"difference from it is an exception");
	if (session_expected(room->session, awaited.step, awaited.row,
		awaited.field) == NULL)
		return err_set(err, STATUS_RULE,
			"this is compared again or becomes an exception; it "
			"is never amended");
	if (awaited.mismatches < SESSION_AMENDS_FROM)
		return err_set(err, STATUS_RULE,
			"a value is amended after it differed twice");
	if (why[strspn(why, " ")] == '\0')
		return err_set(err, STATUS_USAGE, "say why");
	status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = post_amend(room, &awaited, why, witness, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}
