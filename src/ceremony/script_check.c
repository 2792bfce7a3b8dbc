#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/script_parse.h"

#define BLANKS_MAX 32

/* Whether a word of one list stands in the other too; "CO" may, it is several
 * people. */
static bool
shares_person(char dst[8], const char *list, const char *other)
{
	const char *start, *rest = other, *found;
	size_t len, found_len;

	while ((list = text_next_word(list, &start, &len)) != NULL) {
		for (rest = other; (rest = text_next_word(rest, &found,
			&found_len)) != NULL;) {
			if (len == found_len &&
				memcmp(start, found, len) == 0 &&
				memcmp(start, "CO", len) != 0) {
				snprintf(dst, 8, "%.*s", (int)len, start);
				return true;
			}
		}
	}
	return false;
}

/* A gate that one person opens alone is none. */
static enum status
check_voices(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	bool gate = step->action != NULL &&
		strcmp(step->action->name, "open-gate") == 0;
	const char *rest = step->voices, *start;
	size_t count = 0, len;

	while (rest != NULL &&
		(rest = text_next_word(rest, &start, &len)) != NULL)
		count++;
	if (step->voices != NULL && !gate)
		return xml_fail(node, err, "step \"%s\": voices without action "
			"open-gate", step->id);
	if (gate && count < 2)
		return xml_fail(node, err, "step \"%s\": open-gate with %zu "
			"voices; allowed: two or more", step->id, count);
	return STATUS_OK;
}

enum status
script_check_step(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	char role[8];

	if (shares_person(role, step->acts, step->answers))
		return xml_fail(node, err, "step \"%s\": %s acts and answers; "
			"allowed: answers by those who do not act", step->id,
			role);
	if (step->kind != STEP_READBACK && step->words != WORDS_NONE)
		return xml_fail(node, err, "step \"%s\": words in a step of "
			"kind \"%s\"; allowed: kind readback", step->id,
			script_kind_word(step->kind));
	if (step->kind == STEP_READBACK && step->words == WORDS_NONE &&
		step->field_count == 0)
		return xml_fail(node, err, "step \"%s\": a readback without "
			"words or fields", step->id);
	if (step->blanks > BLANKS_MAX ||
		(step->blanks > 0 && step->words == WORDS_NONE))
		return xml_fail(node, err, "step \"%s\": %u blanks; allowed: "
			"up to %d where there are words", step->id,
			step->blanks, BLANKS_MAX);
	if (script_check_kind(step, node, err) != STATUS_OK)
		return err->status;
	return check_voices(step, node, err);
}
