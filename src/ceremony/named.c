#include "ceremony/named.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "ceremony/people.h"

bool
named_has(const struct named *named, size_t person)
{
	size_t i;

	for (i = 0; i < named->count; i++) {
		if (named->persons[i] == person)
			return true;
	}
	return false;
}

/* By role each person of it, who are several for "EW". */
static bool
add_role(struct named *dst, const struct session *session, const char *word)
{
	bool found = false;
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (!text_equal_folded(session->ceremony.persons[i].role, word))
			continue;
		found = true;
		if (!named_has(dst, i) && dst->count < NAMED_MAX)
			dst->persons[dst->count++] = i;
	}
	return found;
}

static bool
add_word(struct named *dst, const struct session *session, const char *word)
{
	size_t person = people_of_initials(session, word);

	if (person == SESSION_NOBODY)
		return add_role(dst, session, word);
	if (!named_has(dst, person) && dst->count < NAMED_MAX)
		dst->persons[dst->count++] = person;
	return true;
}

enum status
named_parse(struct named *dst, const struct session *session,
	const char *text, struct err *err)
{
	struct named found = { .count = 0 };
	const char *start;
	char word[16];
	size_t len;

	while ((text = text_next_word(text, &start, &len)) != NULL) {
		snprintf(word, sizeof(word), "%.*s", (int)len, start);
		word[strcspn(word, ",")] = '\0';
		if (word[0] != '\0' && !add_word(&found, session, word))
			return err_set(err, STATUS_USAGE, "\"%s\" is nobody's "
				"initials and no role of this ceremony; type "
				"roles or initials, one blank between", word);
	}
	*dst = found;
	return STATUS_OK;
}

char *
named_text(const struct named *named, const struct session *session)
{
	struct buf text = { 0 };
	char name[120];
	size_t i;

	for (i = 0; i < named->count; i++) {
		people_name(name, sizeof(name), session, named->persons[i]);
		buf_add_format(&text, "%s%s", i > 0 ? ", " : "", name);
	}
	return buf_take_text(&text);
}
