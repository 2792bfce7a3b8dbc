#include "ceremony/values.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/utc.h"
#include "base/words.h"
#include "ceremony/off.h"
#include "ceremony/paper.h"
#include "ceremony/readback.h"
#include "ceremony/steps.h"

#define VALUE_MAX 200 /* characters of one typed value */
#define NEAREST 3

size_t
values_shown(const struct session *session, const struct step *step)
{
	return step->kind == STEP_COMPARE && ceremony_expected_value(
		&session->ceremony, step, 0, &step->fields[0]) != NULL ? 1 : 0;
}

static size_t
typed_fields(const struct session *session, const struct step *step)
{
	return step->field_count - values_shown(session, step);
}

static size_t
field_places(const struct session *session, const struct step *step)
{
	if (steps_is(step, "sign-in") || steps_is(step, "open-gate"))
		return 0;
	return typed_fields(session, step) * ceremony_row_count(&session->ceremony, step);
}

bool
session_place(size_t *row, size_t *field, const struct session *session,
	size_t step, size_t n)
{
	const struct step *what = &session->script.steps[step];
	size_t blanks = session->steps[step].blank_count;

	if (paper_step(session, step))
		return paper_place(row, field, session, step, n);
	if (n < blanks) {
		*row = n;
		*field = SESSION_BLANK;
		return true;
	}
	n -= blanks;
	if (n >= field_places(session, what))
		return false;
	*row = n / typed_fields(session, what);
	*field = n % typed_fields(session, what) + values_shown(session, what);
	return true;
}

size_t
session_places(const struct session *session, size_t step)
{
	size_t row, field, n = 0;

	if (!paper_step(session, step))
		return session->steps[step].blank_count + field_places(
			session, &session->script.steps[step]);
	while (paper_place(&row, &field, session, step, n))
		n++;
	return n;
}

const struct field *
session_field(const struct session *session, size_t step, size_t field)
{
	const struct step *what = &session->script.steps[step];

	return field < what->field_count ? &what->fields[field] :
		paper_field(field);
}

const struct session_value *
session_value(const struct session *session, size_t step, size_t row,
	size_t field)
{
	const struct session_step *state = &session->steps[step];
	size_t i;

	for (i = 0; i < state->value_count; i++) {
		if (state->values[i].row == row &&
			state->values[i].field == field)
			return &state->values[i];
	}
	return NULL;
}

static const char *
off_rule_word(const struct session *session, size_t row)
{
	const struct session_rule *rule = session_off_rule(session, row);

	return rule != NULL ? off_word(rule->name) : NULL;
}

static const char *
blank_word(const struct session_step *state, size_t blank)
{
	size_t index;

	if (blank >= state->blank_count)
		return NULL;
	index = state->blanks[blank];
	return words_of(state->digests[index / DIGEST_LEN]
				.bytes[index % DIGEST_LEN],
		index % DIGEST_LEN);
}

/* Of the second of two that are compared: the first, as it stands there. */
static const char *
compared_with(const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];
	const struct session_value *value;

	if (values_shown(session, what) > 0)
		return ceremony_expected_value(&session->ceremony, what, 0,
			&what->fields[0]);
	value = session_value(session, step, 0, 0);
	return value != NULL ? value->text : NULL;
}

static const char *
logged(const struct session *session, enum field_from from)
{
	const char *text = from == FROM_LOG_LINES ? session->log.lines :
		from == FROM_LOG_HASH ? session->log.hash : "";

	return *text != '\0' ? text : NULL;
}

const char *
session_expected(const struct session *session, size_t step, size_t row,
	size_t field)
{
	const struct step *what = &session->script.steps[step];
	const struct session_carried *carried =
		session_carried(session, step, row, field);
	const char *value;
	size_t len;

	if (field == SESSION_BLANK)
		return blank_word(&session->steps[step], row);
	if (field == SESSION_OFF)
		return off_rule_word(session, row);
	if (field >= what->field_count)
		return NULL;
	if (what->kind == STEP_COMPARE && field == 1)
		return compared_with(session, step);
	value = carried != NULL ? carried->value :
		ceremony_expected_value(&session->ceremony, what, row,
			&what->fields[field]);
	if (value == NULL)
		value = logged(session, what->fields[field].from);
	if (value == NULL || what->fields[field].kind != FIELD_LAST4)
		return value;
	len = strlen(value);
	return len > 4 ? value + len - 4 : value;
}

static bool
all_digits(const char *text)
{
	return text[strspn(text, "0123456789")] == '\0';
}

static bool
is_number(const char *text)
{
	return text[0] != '\0' && strlen(text) <= 12 && all_digits(text);
}

static bool
is_date(const char *text)
{
	char whole[UTC_SIZE];
	struct err ignored;
	int64_t utc;

	if (strlen(text) != 10)
		return false;
	snprintf(whole, sizeof(whole), "%.10sT00:00:00Z", text);
	return utc_parse(&utc, whole, &ignored) == STATUS_OK;
}

static bool
is_time_of_day(const char *text, const char *rest)
{
	char whole[UTC_SIZE];
	struct err ignored;
	int64_t utc;

	snprintf(whole, sizeof(whole), "2000-01-01T%.8s%s", text, rest);
	return utc_parse(&utc, whole, &ignored) == STATUS_OK;
}

static bool
is_time(const char *text)
{
	return strlen(text) == 5 && is_time_of_day(text, ":00Z");
}

static bool
is_mark(const char *text)
{
	return is_time(text) ||
		(strlen(text) == 8 && is_time_of_day(text, "Z"));
}

static bool
is_yes_or_no(const char *text)
{
	return text_equal_folded(text, "yes") || text_equal_folded(text, "no");
}

static bool
is_last4(const char *text)
{
	return strlen(text) == 4;
}

static bool
is_text(const char *text)
{
	return text[strspn(text, " ")] != '\0';
}

struct form {
	bool (*fits)(const char *text);
	const char *wanted;
};

static const struct form forms[] = {
	[FIELD_TEXT] = { is_text, "something to be typed" },
	[FIELD_NUMBER] = { is_number, "a number in digits" },
	[FIELD_TIME] = { is_time, "a time as hh:mm, UTC" },
	[FIELD_DATE] = { is_date, "a date as yyyy-mm-dd" },
	[FIELD_YES] = { is_yes_or_no, "yes or no" },
	[FIELD_LAST4] = { is_last4, "the last four characters" },
	[FIELD_WHOLE] = { is_text, "the whole number" },
	[FIELD_WORDS] = { is_text, "words" },
	[FIELD_CHOICE] = { is_text, "one of the answers" },
	[FIELD_MARK] = { is_mark, "a time as hh:mm or hh:mm:ss, UTC" },
};

/* A word of no list is told with the nearest ones; of the expected word this
 * says nothing. */
static enum status
check_word(const struct session_step *state, size_t blank, const char *text,
	struct err *err)
{
	const char *near[NEAREST] = { "", "", "" };
	size_t offset;

	if (blank >= state->blank_count)
		return err_set(err, STATUS_USAGE, "there is no such blank");
	offset = state->blanks[blank] % DIGEST_LEN;
	if (words_find(text, offset) >= 0)
		return STATUS_OK;
	words_nearest(near, NEAREST, text, offset);
	return err_set(err, STATUS_USAGE,
		"\"%.40s\" is no word of the list; nearest: %s %s %s", text,
		near[0], near[1], near[2]);
}

static enum status
check_off_word(const struct session *session, size_t row, const char *text,
	struct err *err)
{
	if (session_off_rule(session, row) == NULL)
		return err_set(err, STATUS_USAGE, "there is no such rule");
	if (!is_text(text))
		return err_set(err, STATUS_USAGE,
			"the last word of the rule's name is wanted");
	return STATUS_OK;
}

const char *
values_meant(const struct session *session, size_t step, size_t field,
	const char *text)
{
	const struct step *what = &session->script.steps[step];
	const struct field *choice;
	size_t i;

	if (field >= what->field_count)
		return text;
	choice = &what->fields[field];
	for (i = 0; i < choice->answer_count; i++) {
		if (text_equal_folded(choice->answers[i], text) ||
			(text[0] == (char)('1' + i) && text[1] == '\0'))
			return choice->answers[i];
	}
	return text;
}

static enum status
check_choice(const struct field *field, const char *text, struct err *err)
{
	struct buf answers = { 0 };
	size_t i;

	if (text[0] == '\0' && field->optional)
		return STATUS_OK;
	for (i = 0; i < field->answer_count; i++) {
		if (text_equal_folded(field->answers[i], text))
			return STATUS_OK;
	}
	for (i = 0; i < field->answer_count; i++)
		buf_add_format(&answers, "%s %zu %s", i > 0 ? "," : "", i + 1,
			field->answers[i]);
	err_set(err, STATUS_USAGE, "%s: its number or its words:%s",
		field->label, buf_text(&answers));
	buf_clear(&answers);
	return STATUS_USAGE;
}

enum status
values_check(const struct session *session, size_t step, size_t row,
	size_t field, const char *text, struct err *err)
{
	const struct step *what = &session->script.steps[step];
	const struct field *place = session_field(session, step, field);
	const struct form *form;

	if (strlen(text) > VALUE_MAX)
		return err_set(err, STATUS_USAGE,
			"longer than %d characters", VALUE_MAX);
	if (field == SESSION_BLANK)
		return check_word(&session->steps[step], row, text, err);
	if (field == SESSION_OFF)
		return check_off_word(session, row, text, err);
	if (place == NULL ||
		row >= ceremony_row_count(&session->ceremony, what))
		return err_set(err, STATUS_USAGE,
			"step %s has no such field", what->number);
	form = &forms[place->kind];
	if (place->kind == FIELD_CHOICE)
		return check_choice(place, text, err);
	if (form->fits(text) || (text[0] == '\0' && place->optional))
		return STATUS_OK;
	return err_set(err, STATUS_USAGE, "%s: %s is wanted", place->label,
		form->wanted);
}

static bool
same_words(const char *expected, const char *typed)
{
	const char *a, *b;
	size_t alen, blen, offset = 0;

	do {
		char word[2][32] = { "", "" };

		expected = text_next_word(expected, &a, &alen);
		typed = text_next_word(typed, &b, &blen);
		if (expected == NULL || typed == NULL)
			return expected == typed;
		snprintf(word[0], sizeof(word[0]), "%.*s", (int)alen, a);
		snprintf(word[1], sizeof(word[1]), "%.*s", (int)blen, b);
		if (!text_equal_folded(word[0], word[1]) &&
			(words_find(word[1], offset) < 0 ||
				words_find(word[0], offset) !=
					words_find(word[1], offset)))
			return false;
		offset++;
	} while (true);
}

enum verdict
values_judge(const struct session *session, size_t step, size_t row,
	size_t field, const char *text)
{
	const struct step *what = &session->script.steps[step];
	const char *expected = session_expected(session, step, row, field);
	bool same;

	if (expected == NULL)
		return VERDICT_NONE;
	if (field == SESSION_BLANK) {
		size_t offset = session->steps[step].blanks[row] % DIGEST_LEN;

		same = words_find(text, offset) == words_find(expected, offset);
	} else if (field != SESSION_OFF &&
		what->fields[field].kind == FIELD_WORDS) {
		same = same_words(expected, text);
	} else {
		same = text_equal_folded(expected, text);
	}
	return same ? VERDICT_PASS : VERDICT_FAIL;
}

void
values_place_name(char *dst, size_t size, const struct session *session,
	size_t step, size_t row, size_t field)
{
	const struct step *what = &session->script.steps[step];
	char label[100];

	if (field == SESSION_BLANK) {
		readback_place(dst, size, what->words,
			session->steps[step].blanks[row]);
		return;
	}
	if (field == SESSION_OFF) {
		snprintf(dst, size, "OFF rule %zu", row + 1);
		return;
	}
	ceremony_row_name(label, sizeof(label), &session->ceremony, what, row);
	if (session_field(session, step, field) == paper_field(field))
		label[0] = '\0';
	snprintf(dst, size, "%s%s%s",
		session_field(session, step, field)->label,
		label[0] != '\0' ? ", " : "", label);
}
