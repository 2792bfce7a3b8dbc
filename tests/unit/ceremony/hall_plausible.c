/* What somebody would type where nothing is expected. */
#include "hall.h"

#include "base/utc.h"

/* What the room's clock says, which is the computer's here. */
static const char *
clock_value(const struct room *room, enum field_kind kind)
{
	static const struct {
		size_t from, to;
	} parts[] = {
		[FIELD_TIME] = { 11, 16 },
		[FIELD_DATE] = { 0, 10 },
		[FIELD_MARK] = { 11, 19 },
	};
	static char text[UTC_SIZE];

	utc_format(text, record_now_utc(room->record));
	text[parts[kind].to] = '\0';
	return text + parts[kind].from;
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
	enum field_kind kind = step->fields[field].kind;

	if (kind == FIELD_MARK || (step->kind == STEP_CLOCK &&
		kind == FIELD_DATE) || (step->wait_field != NULL &&
		kind == FIELD_TIME))
		return clock_value(room, kind);
	return values[kind];
}
