#include "ceremony/paper.h"

#include "ceremony/steps.h"
#include "ceremony/values.h"

static char time_id[] = "paper-time", time_label[] = "Time on paper";
static char note_id[] = "paper-exception", note_label[] = "Exception, or none";

static const struct field paper_time = {
	.id = time_id,
	.label = time_label,
	.kind = FIELD_TIME,
};

static const struct field paper_note = {
	.id = note_id,
	.label = note_label,
	.kind = FIELD_TEXT,
	.optional = true,
	.width = 40,
};

bool
paper_step(const struct session *session, size_t step)
{
	return session->script.steps[step].held != HELD_SCREEN &&
		!session->ceremony.paper_on_screen;
}

const struct field *
paper_field(size_t field)
{
	if (field == PAPER_TIME)
		return &paper_time;
	return field == PAPER_NOTE ? &paper_note : NULL;
}

/* The n-th field that is typed of a row, or field_count. */
static size_t
typed_field(const struct session *session, const struct step *step, size_t n)
{
	size_t i;

	for (i = values_shown(session, step); i < step->field_count; i++) {
		if (step->fields[i].kind != FIELD_YES && n-- == 0)
			return i;
	}
	return step->field_count;
}

static size_t
typed_count(const struct session *session, const struct step *step)
{
	size_t n = 0;

	while (typed_field(session, step, n) < step->field_count)
		n++;
	return n;
}

bool
paper_place(size_t *row, size_t *field, const struct session *session,
	size_t step, size_t n)
{
	const struct step *what = &session->script.steps[step];
	size_t fields = typed_count(session, what);
	size_t places = fields * ceremony_row_count(&session->ceremony, what);

	if (n > places + 1)
		return false;
	*row = 0;
	if (n == 0) {
		*field = PAPER_TIME;
	} else if (n > places) {
		*field = PAPER_NOTE;
	} else {
		*row = (n - 1) / fields;
		*field = typed_field(session, what, (n - 1) % fields);
	}
	return true;
}

bool
paper_carried(size_t *dst, const struct session *session, size_t step,
	size_t n)
{
	const struct script *script = &session->script;
	size_t i = step;

	if (!steps_is(&script->steps[step], "carry-in"))
		return false;
	while (i > 0 && !steps_is(&script->steps[i - 1], "carry-in"))
		i--;
	for (; i < step; i++) {
		if (!paper_step(session, i) || n-- > 0)
			continue;
		*dst = i;
		return true;
	}
	return false;
}

bool
paper_unsettled(size_t *dst, size_t *row, size_t *field,
	const struct session *session, size_t step)
{
	size_t paper, n;

	for (n = 0; paper_carried(&paper, session, step, n); n++) {
		if (!steps_unsettled(row, field, session, paper))
			continue;
		*dst = paper;
		return true;
	}
	return false;
}

const struct session_exception *
paper_exception(const struct session *session, size_t step)
{
	size_t i;

	for (i = 0; i < session->exception_count; i++) {
		if (session->exceptions[i].carried &&
			session->exceptions[i].step == step)
			return &session->exceptions[i];
	}
	return NULL;
}

enum status
paper_check(const struct script *script, struct err *err)
{
	const struct step *waiting = NULL;
	size_t i;

	for (i = 0; i < script->step_count; i++) {
		const struct step *step = &script->steps[i];

		if (steps_is(step, "carry-in"))
			waiting = NULL;
		else if (steps_is(step, "close-record"))
			break;
		else if (step->held == HELD_PAPER && waiting == NULL)
			waiting = step;
	}
	if (waiting == NULL || i == script->step_count)
		return STATUS_OK;
	return err_set(err, STATUS_INPUT, "step %s \"%s\" is held on paper and "
		"carried in nowhere; allowed: a step with action=\"carry-in\" "
		"between it and close-record, or paper-steps=\"screen\" in the "
		"ceremony file", waiting->number, waiting->id);
}
