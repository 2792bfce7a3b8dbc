#include "ceremony/correction.h"

#include "ceremony/paper.h"

static bool
can_be_corrected(const struct session *session, size_t step,
	const struct session_value *value)
{
	const struct field *field = session_field(session, step, value->field);

	return value->settled && field != NULL && value->field != PAPER_NOTE &&
		(session->script.steps[step].kind != STEP_HOLD ||
			field->kind != FIELD_YES);
}

bool
correction_find(struct correction *dst, const struct session *session,
	size_t n)
{
	size_t step = session->script.step_count;

	while (step-- > 0) {
		const struct session_step *state = &session->steps[step];
		size_t index = state->value_count;

		while (index-- > 0) {
			const struct session_value *value =
				&state->values[index];

			if (!can_be_corrected(session, step, value) || n-- > 0)
				continue;
			*dst = (struct correction){step, index, value};
			return true;
		}
	}
	return false;
}

size_t
correction_count(const struct session *session)
{
	struct correction ignored;
	size_t count = 0;

	while (correction_find(&ignored, session, count))
		count++;
	return count;
}
