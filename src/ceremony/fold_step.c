#include "ceremony/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "ceremony/correction.h"
#include "ceremony/fields.h"
#include "ceremony/kinds.h"
#include "ceremony/off.h"
#include "ceremony/paper.h"
#include "ceremony/readback.h"
#include "ceremony/steps.h"
#include "ceremony/values.h"

/* Forwards only from a complete step; backwards to do it again. */
static bool
may_open(const struct session *session, size_t index)
{
	if (session->step == SESSION_NOBODY)
		return index == steps_next(session, 0);
	if (index <= session->step)
		return session->steps[index].opened > 0;
	return session->steps[session->step].complete &&
		index == steps_next(session, session->step + 1);
}

static void
open_step(struct session *session, size_t index)
{
	const struct step *step = &session->script.steps[index];
	struct session_step *state = &session->steps[index];
	size_t paper, i;

	for (i = index; session->step != SESSION_NOBODY && i <= session->step;
		i++)
		steps_reset(&session->steps[i]);
	for (i = 0; paper_carried(&paper, session, index, i); i++)
		steps_forget_values(&session->steps[paper]);
	session->step = index;
	state->opened++;
	state->opened_utc = session->last_utc;
	state->again = false;
	if (steps_is(step, "sign-in"))
		session->sign_in_open = true;
	if (steps_is(step, "open-gate")) {
		session->gate.step = index;
		session->gate.planned = false;
		fold_empty_gate(session, "the gate is opened anew");
	}
}

/* From the current step on, then from the first: mostly it is the next one. */
static bool
find_step(size_t *dst, const struct session *session, const char *id)
{
	const struct script *script = &session->script;
	size_t first = session->step == SESSION_NOBODY ? 0 : session->step;
	size_t i;

	for (i = 0; i < script->step_count; i++) {
		*dst = (first + i) % script->step_count;
		if (strcmp(script->steps[*dst].id, id) == 0)
			return true;
	}
	return false;
}

enum status
fold_step(struct session *session, const struct event *event, struct err *err)
{
	const char *id = fields_text(event, "step");
	size_t index;

	if (!find_step(&index, session, id))
		return fold_refuse(event, err, "no step \"%.40s\"", id);
	if (!may_open(session, index))
		return fold_refuse(event, err,
			"step \"%.40s\" cannot be opened now", id);
	open_step(session, index);
	return STATUS_OK;
}

static enum status
show_words(struct session *session, struct session_step *state,
	const struct event *event, struct err *err)
{
	const json_t *digests = json_object_get(event->fields, "digests");
	const json_t *blanks = json_object_get(event->fields, "blanks");
	size_t i, count = json_array_size(digests);

	if (count > SESSION_DIGESTS || state->words_shown)
		return fold_refuse(event, err, "words are shown once");
	state->words_shown = true;
	state->digest_count = count;
	for (i = 0; i < count; i++) {
		const char *hex = json_string_value(json_array_get(digests, i));

		if (hex == NULL || !digest_parse(&state->digests[i], hex))
			return fold_refuse(event, err, "no SHA-256");
	}
	for (i = 0; i < json_array_size(blanks); i++) {
		json_int_t at = json_integer_value(json_array_get(blanks, i));
		size_t *blank;

		if (at < 0 || at >= (json_int_t)(count * DIGEST_LEN))
			return fold_refuse(event, err, "no such blank");
		blank = mem_append(&state->blanks, &state->blank_count,
			sizeof(*state->blanks));
		*blank = (size_t)at;
	}
	if (!readback_matches(session, state))
		return fold_refuse(event, err,
			"these are not the words of this step");
	return STATUS_OK;
}

static enum status
show_plan(struct session *session, const struct event *event, struct err *err)
{
	struct session_gate *gate = &session->gate;
	const char *output = fields_text(event, "output");
	struct digest plan;

	if (!fields_digest(&plan, event, "plan"))
		return fold_refuse(event, err, "no plan");
	if (gate->planned && !digest_equal(&gate->plan, &plan))
		fold_empty_gate(session, "the plan has changed");
	gate->planned = true;
	gate->plan = plan;
	gate->output = strcmp(output, "absent") == 0 ? OUTPUT_ABSENT :
		strcmp(output, "exists") == 0 ? OUTPUT_EXISTS : OUTPUT_UNKNOWN;
	return STATUS_OK;
}

enum status
fold_show(struct session *session, const struct event *event, struct err *err)
{
	const char *what = fields_text(event, "what");
	struct session_step *state;
	enum status status = fold_current(&state, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (strcmp(what, "readback") == 0)
		return show_words(session, state, event, err);
	if (strcmp(what, "plan") == 0)
		return show_plan(session, event, err);
	if (strcmp(what, "preflight-rules") == 0)
		state->rules_seen = true;
	return STATUS_OK;
}

/* Of a rule that is off: by its number among them and its name. */
static enum status
find_off_rule(size_t *row, size_t *field, const struct session *session,
	const struct event *event, struct err *err)
{
	const struct session_rule *rule;

	*row = fields_number(event, "row");
	*field = SESSION_OFF;
	rule = session_off_rule(session, *row);
	if (!steps_is(session_current(session), "open-gate") || rule == NULL ||
		strcmp(rule->name, fields_text(event, "rule")) != 0)
		return fold_refuse(event, err, "no such rule is off here");
	return STATUS_OK;
}

static enum status
find_paper_place(size_t *field, size_t row, const struct session *session,
	size_t index, const struct event *event, struct err *err)
{
	const char *id = fields_text(event, "field");
	size_t at, n;

	for (n = 0; paper_place(&at, field, session, index, n); n++) {
		if (at == row && strcmp(id, session_field(session, index,
			*field)->id) == 0)
			return STATUS_OK;
	}
	return fold_refuse(event, err, "no such field");
}

static enum status
find_place(size_t *row, size_t *field, const struct session *session,
	size_t index, const struct event *event, struct err *err)
{
	const struct step *step = &session->script.steps[index];
	const char *id = fields_text(event, "field");
	bool blank = strcmp(id, "blank") == 0 && step->words != WORDS_NONE;

	if (strcmp(id, OFF_FIELD) == 0)
		return find_off_rule(row, field, session, event, err);
	*row = fields_number(event, "row");
	if (paper_step(session, index))
		return find_paper_place(field, *row, session, index, event,
			err);
	*field = blank ? SESSION_BLANK : script_field_index(step, id);
	if (blank ? *row >= session->steps[index].blank_count
		  : *field >= step->field_count ||
			*row >= ceremony_row_count(&session->ceremony, step))
		return fold_refuse(event, err, "no such field");
	return STATUS_OK;
}

/* The current step, or a paper step that it carries in. */
static enum status
find_step_of(size_t *dst, const struct session *session,
	const struct event *event, struct err *err)
{
	const char *of = fields_text(event, "of");
	size_t n;

	*dst = session->step;
	if (of[0] == '\0')
		return STATUS_OK;
	for (n = 0; paper_carried(dst, session, session->step, n); n++) {
		if (strcmp(session->script.steps[*dst].id, of) == 0)
			return STATUS_OK;
	}
	return fold_refuse(event, err, "step \"%.40s\" is not carried in here",
		of);
}

static struct session_value *
value_at(struct session *session, size_t step, size_t row, size_t field)
{
	struct session_step *state = &session->steps[step];
	struct session_value *value = NULL;
	size_t i;

	for (i = 0; i < state->value_count && value == NULL; i++) {
		if (state->values[i].row == row &&
			state->values[i].field == field)
			value = &state->values[i];
	}
	if (value == NULL)
		value = mem_append(&state->values, &state->value_count,
			sizeof(*value));
	value->row = row;
	value->field = field;
	return value;
}

/* The value at the place that the event names, with what was typed there. */
static enum status
typed_value(struct session_value **dst, size_t *step, struct session *session,
	const struct event *event, struct err *err)
{
	struct session_step *state;
	size_t row, field;
	enum status status = fold_current(&state, session, event, err);

	if (status == STATUS_OK)
		status = find_step_of(step, session, event, err);
	if (status == STATUS_OK)
		status = find_place(&row, &field, session, *step, event, err);
	if (status == STATUS_OK)
		*dst = value_at(session, *step, row, field);
	return status;
}

static bool
is_mark(const struct session *session, const struct session_value *value)
{
	const struct step *step = session_current(session);

	return value->field < step->field_count &&
		step->fields[value->field].kind == FIELD_MARK;
}

/* What the text is worth by the documents. A word that is in no list has no
 * verdict. */
static bool
is_worth(const struct session *session, size_t step,
	const struct session_value *value, const struct event *event)
{
	enum verdict verdict = fields_verdict(event);
	int64_t ahead_s;
	size_t blank;

	if (step == session->step && is_mark(session, value))
		return verdict == kind_clock_verdict(&ahead_s, session,
			value->text, fields_utc(event, "computer"),
			!fields_flag(event, "zone-differs")) &&
			ahead_s == fields_integer(event, "ahead");
	if (values_judge(session, step, value->row, value->field,
		    value->text) == verdict)
		return true;
	if (value->field != SESSION_BLANK || verdict != VERDICT_NONE)
		return false;
	blank = session->steps[session->step].blanks[value->row];
	return words_find(value->text, blank % DIGEST_LEN) < 0;
}

/* Where the clocks differ too much all of the room's time is typed again, its
 * date too. */
static void
fold_mark(struct session *session, const struct event *event)
{
	struct session_step *state = &session->steps[session->step];
	size_t i;

	fold_compared(session, event);
	for (i = 0; i < state->value_count; i++)
		state->values[i].settled &= session->clock.verdict ==
			VERDICT_PASS;
}

enum status
fold_carried(size_t *step, struct session *session, const struct event *event,
	struct err *err)
{
	struct session_value *value;
	enum status status = typed_value(&value, step, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (value->field != PAPER_NOTE || value->settled ||
		paper_exception(session, *step) != NULL)
		return fold_refuse(event, err,
			"no exception of a paper step is carried in here");
	fields_keep(&value->text, fields_text(event, "happened"));
	value->attempts++;
	value->settled = true;
	return STATUS_OK;
}

/* As a value it has no number. */
static bool
hides_exception(const struct session *session, size_t step,
	const struct session_value *value)
{
	return value->field == PAPER_NOTE && value->text[0] != '\0' &&
		paper_exception(session, step) == NULL;
}

enum status
fold_value(struct session *session, const struct event *event, struct err *err)
{
	struct session_value *value;
	char place[120];
	size_t step;
	bool here;
	enum status status = typed_value(&value, &step, session, event, err);

	if (status != STATUS_OK)
		return status;
	here = step == session->step;
	fields_keep(&value->text, fields_text(event, "value"));
	if (!here && hides_exception(session, step, value))
		return fold_refuse(event, err,
			"an exception as written is an exception here too");
	if (!is_worth(session, step, value, event))
		return fold_refuse(event, err,
			"this verdict is not the value's");
	value->verdict = fields_verdict(event);
	value->attempts++;
	value->mismatches += value->verdict == VERDICT_FAIL;
	value->settled = value->verdict == VERDICT_PASS ||
		(value->verdict == VERDICT_NONE &&
			value->field != SESSION_BLANK);
	if (here && is_mark(session, value))
		fold_mark(session, event);
	values_place_name(place, sizeof(place), session, step,
		value->row, value->field);
	fold_last(session, "%s%s%s %s", here ? "" :
		session->script.steps[step].number, here ? "" : " ", place,
		value->verdict != VERDICT_NONE ? verdict_word(value->verdict)
					       : "typed");
	return STATUS_OK;
}

/* The value of any step that was opened, as it was typed or amended last. */
static enum status
corrected_value(struct session_value **dst, struct session *session,
	const struct event *event, struct err *err)
{
	const struct step *step = script_find_step(&session->script,
		fields_text(event, "step"));
	size_t index, row, field, n;
	enum status status;

	if (step == NULL)
		return fold_refuse(event, err, "no such step");
	index = script_step_index(&session->script, step);
	status = find_place(&row, &field, session, index, event, err);
	for (n = 0; status == STATUS_OK; n++) {
		struct correction place;

		if (!correction_find(&place, session, n))
			return fold_refuse(event, err,
				"nothing was typed there that is corrected");
		if (place.step != index || place.value->row != row ||
			place.value->field != field)
			continue;
		*dst = &session->steps[index].values[place.index];
		return STATUS_OK;
	}
	return status;
}

static enum status
correct(struct session *session, const struct event *event, struct err *err)
{
	const char *text = fields_text(event, "value");
	const struct step *step = script_find_step(&session->script,
		fields_text(event, "step"));
	struct session_value *value = NULL;
	enum verdict verdict;
	enum status status = corrected_value(&value, session, event, err);

	if (status == STATUS_OK)
		status = fold_witness(session, event, err);
	if (status != STATUS_OK)
		return status;
	verdict = values_judge(session,
		script_step_index(&session->script, step), value->row,
		value->field, text);
	if (verdict == VERDICT_FAIL || verdict != fields_verdict(event))
		return fold_refuse(event, err,
			"no correction: it is not as expected");
	free(value->before);
	value->before = value->text;
	value->text = NULL;
	fields_keep(&value->text, text);
	fields_keep(&value->why, fields_text(event, "why"));
	value->verdict = verdict;
	fold_last(session, "mistyped value corrected");
	return STATUS_OK;
}

enum status
fold_amend(struct session *session, const struct event *event, struct err *err)
{
	struct session_value *value;
	size_t step;
	enum status status;

	if (strcmp(fields_text(event, "what"), "correction") == 0)
		return correct(session, event, err);
	status = typed_value(&value, &step, session, event, err);
	if (status != STATUS_OK)
		return status;
	if (value->field == SESSION_BLANK)
		return fold_refuse(event, err, "a word is never amended");
	if (value->field != SESSION_OFF && value->mismatches < SESSION_AMENDS_FROM)
		return fold_refuse(event, err,
			"amended before it differed twice");
	status = fold_witness(session, event, err);
	if (status != STATUS_OK)
		return status;
	fields_keep(&value->text, fields_text(event, "value"));
	fields_keep(&value->why, fields_text(event, "why"));
	value->settled = true;
	fold_last(session, "value amended");
	return STATUS_OK;
}
