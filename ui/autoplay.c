#include "autoplay.h"

#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "base/words.h"

#define TARGET_SIZE 128

static void
press(struct input *dst, enum action action)
{
	dst->kind = INPUT_ACTION;
	dst->action = action;
}

/* Digits for today: each person's own, the same after a resume. */
static void
say_pin(char *dst, size_t size, size_t person)
{
	snprintf(dst, size, "%04u", 1234U + 37U * (unsigned)(person % 100));
}

/* What somebody would type where nothing is expected. */
static void
say_plausible(char *dst, size_t size, const struct view *view,
	const struct field *field)
{
	char text[UTC_SIZE];

	switch (field->kind) {
	case FIELD_NUMBER:
		snprintf(dst, size, "%zu", view->awaited.row + 12);
		break;
	case FIELD_TIME:
		utc_format_time(text, view->now_utc);
		snprintf(dst, size, "%s", text);
		break;
	case FIELD_DATE:
		utc_format_date(text, view->now_utc);
		snprintf(dst, size, "%s", text);
		break;
	case FIELD_YES:
		snprintf(dst, size, "yes");
		break;
	case FIELD_LAST4:
		snprintf(dst, size, "%04zu", view->awaited.row + 4417);
		break;
	case FIELD_WHOLE:
		snprintf(dst, size, "TR5146%04zu", view->awaited.row + 5501);
		break;
	default:
		snprintf(dst, size, "as seen");
		break;
	}
}

static void
say_value(char *dst, size_t size, const struct view *view)
{
	const struct awaited *awaited = &view->awaited;
	const struct step *step = &view->session->script.steps[awaited->step];
	const char *expected = session_expected(view->session, awaited->step,
		awaited->row, awaited->field);

	if (expected != NULL)
		snprintf(dst, size, "%s", expected);
	else
		say_plausible(dst, size, view, &step->fields[awaited->field]);
}

/* A word as it is heard: of the document itself, not of what is expected;
 * six letters are enough. */
static void
say_word(char *dst, size_t size, const struct view *view)
{
	const struct session_step *now = &view->session->steps[
		view->awaited.step];
	size_t index = now->blanks[view->awaited.row];
	size_t offset = index % DIGEST_LEN;
	uint8_t byte = now->digests[index / DIGEST_LEN].bytes[offset];

	snprintf(dst, size, "%.6s", words_of(byte, offset));
}

static void
say_initials(char *dst, size_t size, const struct view *view)
{
	char proposed[SESSION_INITIALS_SIZE];
	size_t person = view->screen == SCREEN_SIGN_IN ? view->chosen :
		view->awaited.person;

	if (person >= view->session->ceremony.person_count)
		return;
	if (view->session->people[person].initials[0] != '\0') {
		snprintf(dst, size, "%s",
			view->session->people[person].initials);
		return;
	}
	move_propose_initials(proposed, view->session, person);
	snprintf(dst, size, "%s", proposed);
}

static void
say_text(char *dst, size_t size, const struct view *view)
{
	if (view->awaited.what != AWAITED_VALUE &&
		view->awaited.what != AWAITED_OFF_WORD)
		snprintf(dst, size, "settled");
	else if (view->awaited.field == SESSION_BLANK)
		say_word(dst, size, view);
	else
		say_value(dst, size, view);
}

/* The whole text of the part that has the focus. */
static void
say_part(char *dst, size_t size, const struct view *view,
	const struct form_part *part)
{
	size_t person = view->screen == SCREEN_SIGN_IN ? view->chosen :
		view->awaited.person;

	dst[0] = '\0';
	if (part->kind == FORM_INITIALS)
		say_initials(dst, size, view);
	else if (part->kind == FORM_TEXT)
		say_text(dst, size, view);
	else if (part->kind == FORM_PIN &&
		view->awaited.what == AWAITED_HSM_PIN)
		snprintf(dst, size, "%s", view->training_pin);
	else if (part->kind == FORM_PIN)
		say_pin(dst, size, person);
}

/* The next letter of target, Enter behind the last. */
static void
type_on(struct input *dst, const struct form_part *part, const char *target)
{
	size_t typed = part->kind == FORM_PIN ? part->secret.len :
		part->proposed ? 0 : strlen(part->text);

	if (part->proposed && strcmp(part->text, target) == 0) {
		press(dst, ACTION_ENTER);
	} else if (part->kind != FORM_PIN &&
		strncmp(part->text, target, typed) != 0) {
		press(dst, ACTION_ERASE_ALL);
	} else if (typed < strlen(target)) {
		dst->kind = INPUT_CHAR;
		dst->character = (unsigned char)target[typed];
	} else {
		press(dst, ACTION_ENTER);
	}
}

void
autoplay_next(struct input *dst, const struct view *view)
{
	const struct form_part *part = form_focus(&view->form);
	char target[TARGET_SIZE];

	memset(dst, 0, sizeof(*dst));
	if (view->keys || view->overlay_count > 0) {
		press(dst, ACTION_BACK);
		return;
	}
	if (view->awaited.what == AWAITED_RULES &&
		view->screen == SCREEN_PREFLIGHT) {
		press(dst, ACTION_TAB);
		return;
	}
	if (part == NULL || part->kind == FORM_CHOICE) {
		press(dst, ACTION_ENTER);
		return;
	}
	say_part(target, sizeof(target), view, part);
	type_on(dst, part, target);
	explicit_bzero(target, sizeof(target));
}
