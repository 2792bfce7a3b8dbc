#include "ceremony/readback.h"

#include <openssl/rand.h>
#include <stdio.h>

#define FIRST_WORDS 4
#define LINE_WORDS 4

/* What each source shows: how many digests, and from how many words of each
 * the blanks are picked. */
struct source {
	size_t (*digests)(struct digest dst[SESSION_DIGESTS],
		const struct session *session);
	size_t words;
	bool one_each; /* one blank in each digest */
};

static size_t
of_ksr(struct digest dst[SESSION_DIGESTS], const struct session *session)
{
	dst[0] = session->request.sha256;
	return 1;
}

static size_t
of_skr(struct digest dst[SESSION_DIGESTS], const struct session *session)
{
	dst[0] = session->skr.sha256;
	return session->skr.written ? 1 : 0;
}

static size_t
of_script(struct digest dst[SESSION_DIGESTS], const struct session *session)
{
	dst[0] = session->inputs[SESSION_SCRIPT].sha256;
	return 1;
}

static size_t
of_cover(struct digest dst[SESSION_DIGESTS], const struct session *session)
{
	dst[0] = session->program_sha256;
	dst[1] = session->inputs[SESSION_SCRIPT].sha256;
	dst[2] = session->inputs[SESSION_POLICY].sha256;
	dst[3] = session->inputs[SESSION_PROFILE].sha256;
	dst[4] = session->inputs[SESSION_CEREMONY].sha256;
	return SESSION_DIGESTS;
}

static size_t
of_record(struct digest dst[SESSION_DIGESTS], const struct session *session)
{
	dst[0] = session->last_digest;
	return 1;
}

static size_t
of_nothing(struct digest dst[SESSION_DIGESTS], const struct session *session)
{
	(void)dst;
	(void)session;
	return 0;
}

static const struct source sources[] = {
	[WORDS_NONE] = { of_nothing, 0, false },
	[WORDS_KSR] = { of_ksr, DIGEST_LEN, false },
	[WORDS_SKR] = { of_skr, DIGEST_LEN, false },
	[WORDS_SCRIPT] = { of_script, FIRST_WORDS, false },
	[WORDS_COVER] = { of_cover, FIRST_WORDS, true },
	[WORDS_RECORD] = { of_record, FIRST_WORDS, false },
	[WORDS_FINAL] = { of_record, DIGEST_LEN, false },
};

const char *const readback_covers[SESSION_DIGESTS] = {"program", "script",
	"policy", "profile", "ceremony"};

bool
readback_of_record(enum words_source source)
{
	return source == WORDS_RECORD || source == WORDS_FINAL;
}

void
readback_place(char *dst, size_t size, enum words_source source, size_t blank)
{
	static const char *const ordinals[] = {"first", "second", "third",
		"fourth"};
	size_t word = blank % DIGEST_LEN;
	const char *ordinal = ordinals[word % LINE_WORDS];

	if (source == WORDS_COVER)
		snprintf(dst, size, "%s, %s word",
			readback_covers[blank / DIGEST_LEN], ordinal);
	else if (sources[source].words == FIRST_WORDS)
		snprintf(dst, size, "%s word", ordinal);
	else
		snprintf(dst, size, "line %zu, %s word", word / LINE_WORDS + 1,
			ordinal);
}

/* A number below limit, each equally likely. */
static enum status
pick(size_t *dst, size_t limit, struct err *err)
{
	unsigned char byte;
	size_t fair = 256 - 256 % limit;

	do {
		if (RAND_bytes(&byte, 1) != 1)
			return err_set(err, STATUS_FILE,
				"no random numbers for the blanks");
	} while (byte >= fair);
	*dst = byte % limit;
	return STATUS_OK;
}

/* count of the first limit words, in order. */
static enum status
pick_words(json_t *blanks, size_t count, size_t limit, struct err *err)
{
	bool blank[DIGEST_LEN] = { false };
	size_t at = 0, i;

	if (count > limit)
		count = limit;
	while (count > 0) {
		if (pick(&at, limit, err) != STATUS_OK)
			return err->status;
		count -= blank[at] ? 0 : 1;
		blank[at] = true;
	}
	for (i = 0; i < limit; i++) {
		if (blank[i])
			json_array_append_new(blanks,
				json_integer((json_int_t)i));
	}
	return STATUS_OK;
}

static enum status
pick_one_each(json_t *blanks, size_t count, size_t limit, struct err *err)
{
	size_t at = 0, i;

	for (i = 0; i < count; i++) {
		if (pick(&at, limit, err) != STATUS_OK)
			return err->status;
		json_array_append_new(blanks,
			json_integer((json_int_t)(i * DIGEST_LEN + at)));
	}
	return STATUS_OK;
}

static json_t *
digest_list(const struct digest *digests, size_t count)
{
	json_t *list = json_array();
	char hex[DIGEST_HEX_SIZE];
	size_t i;

	for (i = 0; i < count; i++) {
		digest_format(hex, &digests[i]);
		json_array_append_new(list, json_string(hex));
	}
	return list;
}

/* How many words are left blank of so many digests. */
static size_t
blanks_of(const struct step *step, size_t count)
{
	const struct source *source = &sources[step->words];
	size_t most = count == 0 || source->one_each ? count : source->words;

	return step->blanks < most ? step->blanks : most;
}

bool
readback_matches(const struct session *session,
	const struct session_step *shown)
{
	const struct step *step = session_current(session);
	struct digest digests[SESSION_DIGESTS];
	size_t count = sources[step->words].digests(digests, session), i;

	if (shown->digest_count != count ||
		shown->blank_count != blanks_of(step, count))
		return false;
	for (i = 0; i < count; i++) {
		if (!digest_equal(&shown->digests[i], &digests[i]))
			return false;
	}
	for (i = 1; i < shown->blank_count; i++) {
		if (shown->blanks[i] <= shown->blanks[i - 1])
			return false;
	}
	return true;
}

enum status
readback_show(struct room *room, struct err *err)
{
	const struct step *step = session_current(room->session);
	const struct source *source = &sources[step->words];
	struct digest digests[SESSION_DIGESTS];
	size_t count = source->digests(digests, room->session);
	json_t *blanks = json_array(), *fields;
	enum status status = STATUS_OK;

	if (count > 0 && source->one_each)
		status = pick_one_each(blanks, step->blanks < count ?
			step->blanks : count, source->words, err);
	else if (count > 0)
		status = pick_words(blanks, step->blanks, source->words, err);
	if (status != STATUS_OK) {
		json_decref(blanks);
		return status;
	}
	fields = fields_new(room->session);
	fields_add(fields, "what", "readback");
	json_object_set_new(fields, "digests", digest_list(digests, count));
	json_object_set_new(fields, "blanks", blanks);
	return room_post(room, "show", fields, err);
}
