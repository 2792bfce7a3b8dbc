/* What somebody would type where nothing is expected. */
#include "hall.h"

#include "base/utc.h"

/* What the room's clock says, which is the computer's here. */
static const char *
clock_value(const struct room *room, const struct field *field)
{
	static char text[UTC_SIZE];

	utc_format(text, record_now_utc(room->record));
	text[sizeof("2017-02-20") - 1] = '\0';
	text[sizeof("2017-02-20T18:37:00") - 1] = '\0';
	return field->kind == FIELD_MARK ? text + sizeof("2017-02-20") : text;
}

const char *
hall_plausible(const struct room *room, size_t field)
{
	static const char *const values[] = {
		[FIELD_TEXT] = "as seen",
		[FIELD_NUMBER] = "3",
		[FIELD_TIME] = "18:37",
		[FIELD_DATE] = "2017-02-20",
		[FIELD_YES] = "yes",
		[FIELD_LAST4] = "4417",
		[FIELD_WHOLE] = "NB0001",
		[FIELD_WORDS] = "guidance",
	};
	const struct step *step = session_current(room->session);

	if (step->kind == STEP_CLOCK)
		return clock_value(room, &step->fields[field]);
	return values[step->fields[field].kind];
}
