/* What somebody would type where nothing is expected, and what the record says
 * then. */
#include "hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "ceremony/addendum.h"
#include "ceremony/paper.h"
#include "support/test.h"

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
hall_plausible(const struct room *room, size_t at, size_t field)
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
		[FIELD_CHOICE] = "1",
	};
	const struct step *step = &room->session->script.steps[at];
	enum field_kind kind = session_field(room->session, at, field)->kind;

	if (field == PAPER_NOTE)
		return "";
	if (kind == FIELD_MARK || (step->kind == STEP_CLOCK &&
		kind == FIELD_DATE) || (step->wait_field != NULL &&
		kind == FIELD_TIME))
		return clock_value(room, kind);
	return values[kind];
}

unsigned
hall_count(const struct room *room, const char *text)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	const char *at = record;
	unsigned count = 0;

	for (; (at = strstr(at, text)) != NULL; at++)
		count++;
	free(record);
	return count;
}

char *
hall_replay(const char *dir)
{
	struct session *session;
	struct err err = { STATUS_OK, "" };
	size_t tail;
	char *dump;

	if (session_new(&session, dir, &err) != STATUS_OK ||
		record_read(dir, session_visit, session, &tail, &err) !=
			STATUS_OK ||
		addendum_read(session, dir, &tail, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		return NULL;
	}
	dump = hall_dump(session);
	session_free(session);
	return dump;
}

void
hall_folds_anew(const struct room *room)
{
	char *now = hall_dump(room->session);
	char *again = hall_replay(room->dir);

	CU_ASSERT_PTR_NOT_NULL_FATAL(again);
	CU_ASSERT_STRING_EQUAL(now, again);
	free(now);
	free(again);
}
