#include "people.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/utc.h"
#include "ceremony/moves.h"

const char *
people_paper(const struct field *field)
{
	static const char *const papers[] = {
		[FIELD_TEXT] = "as seen",
		[FIELD_NUMBER] = "417",
		[FIELD_TIME] = "18:37",
		[FIELD_DATE] = "2017-02-20",
		[FIELD_YES] = "yes",
		[FIELD_LAST4] = "4417",
		[FIELD_WHOLE] = "TR51464417",
		[FIELD_WORDS] = "guidance",
		[FIELD_CHOICE] = "1",
		[FIELD_MARK] = "18:37:00",
	};

	return papers[field->kind];
}

static void
say_initials(char dst[PEOPLE_TEXT_SIZE], const struct session *session,
	size_t person)
{
	char proposed[SESSION_INITIALS_SIZE];

	move_propose_initials(proposed, session, person);
	if (session->people[person].initials[0] != '\0')
		snprintf(proposed, sizeof(proposed), "%s",
			session->people[person].initials);
	snprintf(dst, PEOPLE_TEXT_SIZE, "%s\r", proposed);
}

/* By a room clock that goes as the computer's; false: no time is wanted. */
static bool
say_clock(char dst[PEOPLE_TEXT_SIZE], const struct session *session,
	enum field_kind kind)
{
	char now[UTC_SIZE];

	utc_format(now, clock_now_utc() + session->offset_s);
	if (kind == FIELD_DATE)
		snprintf(dst, PEOPLE_TEXT_SIZE, "%.10s\r", now);
	else if (kind == FIELD_MARK)
		snprintf(dst, PEOPLE_TEXT_SIZE, "%.8s\r", now + 11);
	else if (kind == FIELD_TIME)
		snprintf(dst, PEOPLE_TEXT_SIZE, "%.5s\r", now + 11);
	return kind == FIELD_DATE || kind == FIELD_MARK || kind == FIELD_TIME;
}

static void
say_value(char dst[PEOPLE_TEXT_SIZE], const struct session *session,
	const struct awaited *awaited)
{
	const struct step *step = session_current(session);
	const char *text = session_expected(session, awaited->step,
		awaited->row, awaited->field);

	if (text == NULL && say_clock(dst, session,
			step->fields[awaited->field].kind))
		return;
	if (text == NULL)
		text = people_paper(&step->fields[awaited->field]);
	snprintf(dst, PEOPLE_TEXT_SIZE, "%s\r", text);
}

static size_t
say_seal(char dst[PEOPLE_TEXTS][PEOPLE_TEXT_SIZE],
	const struct session *session, const struct awaited *awaited)
{
	size_t count = 0;

	if (awaited->initials)
		say_initials(dst[count++], session, awaited->person);
	if (awaited->pin)
		snprintf(dst[count++], PEOPLE_TEXT_SIZE, PEOPLE_PIN "\r");
	if (count == 0)
		snprintf(dst[count++], PEOPLE_TEXT_SIZE, "\r");
	return count;
}

size_t
people_say(char dst[PEOPLE_TEXTS][PEOPLE_TEXT_SIZE],
	const struct session *session, const char *hsm_pin)
{
	struct awaited awaited;
	size_t count;

	session_awaited(&awaited, session);
	switch (awaited.what) {
	case AWAITED_RULES:
		snprintf(dst[0], PEOPLE_TEXT_SIZE, "\t");
		return 1;
	case AWAITED_VALUE:
	case AWAITED_OFF_WORD:
		say_value(dst[0], session, &awaited);
		return 1;
	case AWAITED_HSM_PIN:
		snprintf(dst[0], PEOPLE_TEXT_SIZE, "%s\r", hsm_pin);
		return 1;
	case AWAITED_SIGN_IN:
	case AWAITED_SIGN_IN_AGAIN:
		count = say_seal(dst, session, &awaited);
		snprintf(dst[count++], PEOPLE_TEXT_SIZE, PEOPLE_PIN "\r");
		return count;
	default:
		return say_seal(dst, session, &awaited);
	}
}
