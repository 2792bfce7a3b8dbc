/*
 * The gate: exactly this plan, who has confirmed it, SHUT or OPEN.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "who.h"
#include "dns/algorithm.h"
#include "layout.h"
#include "preflight.h"
#include "screens.h"
#include "w_off.h"
#include "w_people.h"
#include "w_words.h"

#define VALUE_COLUMN 12
#define NAME_COLUMN 14
#define INITIALS_COLUMN 32
#define PIN_COLUMN 46
#define TIME_COLUMN 60
#define VOICES_MAX 8
#define WHY_WIDTH (LAYOUT_END - VALUE_COLUMN)
#define OFF_ROWS 5
#define KEY_ROWS 2

static void
put_label(struct page *page, int row, const char *label)
{
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, label);
}

/* How many words of the request were read back. */
static void
say_readback(char *dst, size_t size, const struct session *session)
{
	size_t step;
	size_t i;
	size_t pass = 0;

	dst[0] = '\0';
	for (step = 0; step < session->step; step++) {
		const struct session_step *now = &session->steps[step];

		if (session->script.steps[step].words != WORDS_KSR)
			continue;
		for (i = 0; i < now->value_count; i++)
			pass += now->values[i].field == SESSION_BLANK &&
				now->values[i].verdict == VERDICT_PASS;
		snprintf(dst, size, "readback %zu of %zu %s", pass,
			now->blank_count, now->complete &&
			pass == now->blank_count ? "PASS" : "FAIL");
	}
}

static int
draw_request(const struct session *session, struct page *page, int row)
{
	struct preflight_counts counts = preflight_count(session);
	char words[128];
	char readback[64];
	int column;

	put_label(page, row, "Request");
	column = page_format(page, row, VALUE_COLUMN, ROLE_PLAIN,
		"%s   %zu slots", preflight_file(session),
		session->request.bundle_count);
	page_format(page, row, column + 3, counts.fail > 0 ? ROLE_FAIL :
		ROLE_PLAIN, "%zu PASS   %zu FAIL   %zu OFF", counts.pass,
		counts.fail, counts.off);
	words_first_four(words, sizeof(words),
		&session->inputs[SESSION_KSR].sha256);
	say_readback(readback, sizeof(readback), session);
	column = page_format(page, row + 1, VALUE_COLUMN, ROLE_PLAIN, "%s ..",
		words);
	page_put(page, row + 1, column + 5, ROLE_PLAIN, readback);
	return 2;
}

/* "1 to 9", "1, 9": the slots in which a key has this use. */
static void
say_slots(char *dst, size_t size, const struct session *session, size_t ksk,
	enum ksk_use use)
{
	size_t count = session->request.bundle_count;
	size_t used = 0;
	size_t first;
	size_t slot;

	dst[0] = '\0';
	for (slot = 0; slot < count && used < size; slot++) {
		if ((policy_use(&session->policy, session->schema, slot, ksk) &
			use) == 0)
			continue;
		first = slot;
		while (slot + 1 < count && (policy_use(&session->policy,
			session->schema, slot + 1, ksk) & use) != 0)
			slot++;
		used += (size_t)snprintf(dst + used, size - used,
			first == slot ? "%s%zu" : "%s%zu to %zu",
			used > 0 ? ", " : "", first + 1, slot + 1);
	}
}

/* "RSA 2048", "ECDSA P-256", "ED25519". */
static void
say_algorithm(char *dst, size_t size, const struct policy_ksk *ksk)
{
	const struct algorithm *algorithm = algorithm_find(ksk->algorithm);

	if (algorithm == NULL)
		snprintf(dst, size, "algorithm %u", ksk->algorithm);
	else if (strcmp(algorithm->element, "EdDSA") == 0)
		snprintf(dst, size, "%s", algorithm->mnemonic);
	else
		snprintf(dst, size, "%s %s%u", algorithm->element,
			strcmp(algorithm->element, "ECDSA") == 0 ? "P-" : "",
			ksk->bits);
}

/* What a key is and signs, gap between its parts; false if it signs nothing. */
static bool
say_key(struct buf *dst, const struct session *session, size_t ksk,
	const char *gap)
{
	const struct policy_ksk *key = &session->policy.ksks[ksk];
	char algorithm[32];
	char slots[64];
	bool revokes;

	say_slots(slots, sizeof(slots), session, ksk, KSK_REVOKE);
	revokes = slots[0] != '\0';
	say_slots(slots, sizeof(slots), session, ksk, KSK_SIGN);
	if (slots[0] == '\0')
		return false;
	say_algorithm(algorithm, sizeof(algorithm), key);
	buf_add_format(dst, "tag %u%s%s%ssigns %s %s%s", key->tag, gap,
		algorithm, gap, strspn(slots, "0123456789") == strlen(slots) ?
		"slot" : "slots", slots, revokes ? ", REVOKED" : "");
	return true;
}

static int
draw_key_rows(const struct session *session, struct page *page, int row)
{
	const struct policy *policy = &session->policy;
	int used = 0;
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		struct buf text = {0};

		if (say_key(&text, session, i, "   "))
			page_format(page, row + used++, VALUE_COLUMN,
				ROLE_PLAIN, "%s   %s", policy->ksks[i].name,
				buf_text(&text));
		buf_clear(&text);
	}
	return used;
}

/* A row each where there are two; more in one sentence, in as many rows. */
static int
draw_keys(const struct session *session, struct page *page, int row)
{
	struct buf list = {0};
	size_t count = 0;
	size_t i;

	put_label(page, row, "Key");
	for (i = 0; i < session->policy.ksk_count; i++) {
		struct buf text = {0};

		if (say_key(&text, session, i, " "))
			buf_add_format(&list, "%s%s", count++ > 0 ? "; " : "",
				buf_text(&text));
		buf_clear(&text);
	}
	if (count > KEY_ROWS)
		layout_paragraph(page, row, VALUE_COLUMN, WHY_WIDTH, KEY_ROWS,
			ROLE_PLAIN, buf_text(&list));
	buf_clear(&list);
	return count > KEY_ROWS ? KEY_ROWS :
		draw_key_rows(session, page, row);
}

/* The serial number from the case was typed where the token was opened, and it
 * was this one. */
static bool
compared_on_case(const struct session *session)
{
	size_t i, k;

	for (i = 0; i < session->step; i++) {
		const struct step *step = &session->script.steps[i];

		for (k = 0; k < step->field_count; k++) {
			const struct session_value *value;

			if (step->fields[k].from != FROM_TOKEN_SERIAL)
				continue;
			value = session_value(session, i, 0, k);
			if (value != NULL && value->verdict == VERDICT_PASS)
				return true;
		}
	}
	return false;
}

static const struct {
	enum page_role role;
	const char *words;
} outputs[] = {
	[OUTPUT_UNKNOWN] = {ROLE_FAIL, "not looked for yet"},
	[OUTPUT_ABSENT] = {ROLE_PLAIN, "does not exist yet"},
	[OUTPUT_EXISTS] = {ROLE_FAIL, "EXISTS: signing will refuse"},
};

static int
draw_plan(const struct view *view, struct page *page, int row)
{
	const struct session *session = view->session;
	char *name = session_skr_name(session);
	char words[128];
	int column;

	put_label(page, row, "HSM");
	page_format(page, row, VALUE_COLUMN, ROLE_PLAIN, "%s   serial %s   %s",
		session->hsm.label, session->hsm.serial, !session->hsm.open ?
		"NOT OPEN" : compared_on_case(session) ? "as on the case" :
		"not compared on the case");
	put_label(page, row + 1, "Will be");
	column = page_put(page, row + 1, VALUE_COLUMN, ROLE_PLAIN, name);
	page_put(page, row + 1, column + 3, outputs[session->gate.output].role,
		outputs[session->gate.output].words);
	free(name);
	put_label(page, row + 2, "Plan");
	if (!session->gate.planned) {
		page_put(page, row + 2, VALUE_COLUMN, ROLE_FAIL,
			"not made yet");
		return 3;
	}
	words_first_four(words, sizeof(words), &session->gate.plan);
	column = page_put(page, row + 2, VALUE_COLUMN, ROLE_STRONG, words);
	page_put(page, row + 2, column + 5 < 59 ? column + 5 : column + 2,
		ROLE_PLAIN, "what each one confirms");
	return 3;
}

static void
put_person(const struct view *view, struct page *page, int row, size_t person)
{
	const struct person *who;

	if (person >= view->session->ceremony.person_count)
		return;
	who = session_person(view->session, person);
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, who->role);
	page_put(page, row, NAME_COLUMN, ROLE_PLAIN, who->name);
}

/* Initials and PIN of the one whose turn it is. */
static void
draw_typing(const struct view *view, struct page *page, int row)
{
	static const int columns[] = {INITIALS_COLUMN, PIN_COLUMN};
	size_t i;

	for (i = 0; i < view->form.count && i < 2; i++)
		form_draw(page, row, columns[i], &view->form, i, 4);
}

/* A person's line: confirmed, confirming, or awaited. */
static void
draw_voice(const struct view *view, struct page *page, int row, size_t number,
	size_t person)
{
	const struct session_gate *gate = &view->session->gate;
	char time[32];

	put_person(view, page, row, person);
	if (number < gate->voice_count) {
		page_put(page, row, INITIALS_COLUMN, ROLE_PLAIN,
			view->session->people[person].initials);
		page_put(page, row, PIN_COLUMN, ROLE_PASS, "PIN right");
		page_put(page, row, TIME_COLUMN, ROLE_PLAIN,
			layout_time(time, gate->voices[number].at_utc));
	} else if (number == gate->voice_count &&
		view->awaited.what == AWAITED_VOICE) {
		draw_typing(view, page, row);
	} else {
		page_put(page, row, INITIALS_COLUMN, ROLE_DIM, "awaited");
	}
}

static size_t
draw_voices(const struct view *view, struct page *page, int row)
{
	const struct session *session = view->session;
	const struct session_gate *gate = &session->gate;
	const struct step *step = session_current(session);
	size_t persons[VOICES_MAX];
	size_t taken[VOICES_MAX];
	size_t known = 0;
	size_t count;
	size_t i;

	for (i = 0; i < gate->voice_count && i < VOICES_MAX; i++)
		taken[known++] = gate->voices[i].person;
	if (view->awaited.what == AWAITED_VOICE && known < VOICES_MAX)
		taken[known++] = view->awaited.person;
	count = who_fill(persons, VOICES_MAX, session,
		step->voices == NULL ? step->answers : step->voices, taken,
		known);
	for (i = 0; i < count; i++)
		draw_voice(view, page, row + (int)i, i, persons[i]);
	return count;
}

/* NULL where nothing is to be said of it. */
static const char *
emptied_why(const struct view *view)
{
	const struct session_gate *gate = &view->session->gate;

	return view->awaited.what == AWAITED_OPEN_GATE || gate->emptied == 0 ?
		NULL : gate->emptied_why;
}

/* The last rows, from first on: the CA's turn, or what waits for it. */
static void
draw_opening(const struct view *view, struct page *page, int first)
{
	const char *why = emptied_why(view);
	int row = layout_bottom(page) - 2;
	int rows;

	if (view->awaited.what == AWAITED_OPEN_GATE) {
		put_person(view, page, row, view->awaited.person);
		draw_typing(view, page, row);
	} else if (why != NULL) {
		rows = layout_rows(why, WHY_WIDTH);
		first = row - rows + 1 < first ? first : row - rows + 1;
		page_put(page, first, LAYOUT_EDGE, ROLE_STRONG, "Emptied");
		layout_paragraph(page, first, VALUE_COLUMN, WHY_WIDTH,
			row - first + 1, ROLE_STRONG, why);
	}
	page_put(page, row + 1, LAYOUT_EDGE, ROLE_PLAIN,
		"Then the CA opens it. An objection shuts it, whoever speaks, "
		"no reason asked.");
}

static void
draw_words(const struct view *view, struct page *page)
{
	struct words_grid grid = {
		.digests = &view->session->gate.plan,
		.count = 1,
		.words = DIGEST_LEN,
	};

	words_draw(page, LAYOUT_BODY, &grid);
	layout_paragraph(page, LAYOUT_BODY + 9, LAYOUT_TEXT, LAYOUT_WIDTH, 3,
		ROLE_PLAIN, "The plan: SHA-256 over everything that will be "
		"signed, in order, with request, previous response, policy and "
		"the HSM's serial. F8 goes back.");
}

/* Below what the gate is about: rules that are off, then the voices. */
static void
draw_all(const struct view *view, struct page *page, char *state, size_t size)
{
	const struct session_gate *gate = &view->session->gate;
	const char *why = emptied_why(view);
	int row = LAYOUT_BODY;
	size_t needed;
	int used;

	row += draw_request(view->session, page, row);
	used = draw_keys(view->session, page, row);
	row += used + draw_plan(view, page, row + used);
	/* A second key takes the blank row, or why the gate was emptied. */
	row += used > 1 || (why != NULL && layout_rows(why, WHY_WIDTH) > 1) ?
		0 : 1;
	if (view->awaited.what == AWAITED_OFF_WORD) {
		off_state(state, size, view);
		off_draw(view, page, row);
		row += OFF_ROWS;
	} else {
		needed = draw_voices(view, page, row);
		snprintf(state, size, "%s   %zu of %zu have confirmed",
			gate->open ? "OPEN" : "SHUT", gate->voice_count,
			needed);
		row += (int)needed;
	}
	draw_opening(view, page, row);
}

void
s_gate_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	char state[64] = "the plan, SHA-256 in words";

	if (view->tab == 1)
		draw_words(view, page);
	else
		draw_all(view, page, state, sizeof(state));
	frame_title(page, step->number, step->title, state);
	if (view->tab != 1)
		page_format(page, LAYOUT_TITLE, LAYOUT_END - page_width(state),
			session->gate.open ? ROLE_PASS : ROLE_FAIL, "%.4s",
			state);
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_EXCEPTION, NULL);
	page_key(page, ACTION_SECOND, view->tab == 1 ? "Gate" : "Words");
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

bool
s_gate_key(struct view *view, enum action action)
{
	if (action != ACTION_SECOND)
		return false;
	view->tab = view->tab == 1 ? 0 : 1;
	return true;
}
