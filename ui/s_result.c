/*
 * Signing, slot by slot, and what came of it.
 */
#include <stdio.h>

#include "base/utc.h"
#include "layout.h"
#include "screens.h"
#include "w_people.h"
#include "w_words.h"

#define VALUE_COLUMN 10

static size_t
signatures_of(const struct session *session, size_t slot)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < session->policy.ksk_count; i++)
		count += (policy_use(&session->policy, session->schema, slot,
			i) & KSK_SIGN) != 0;
	return count;
}

static void
draw_slot(const struct session *session, struct page *page, int row,
	size_t slot, size_t before)
{
	const struct ksr_bundle *bundle = &session->request.bundles[slot];
	size_t wanted = signatures_of(session, slot);
	size_t made = session->signing.made > before ?
		session->signing.made - before : 0;
	char begins[UTC_SIZE];
	char ends[UTC_SIZE];

	if (made > wanted)
		made = wanted;
	utc_format_date(begins, bundle->inception_utc);
	utc_format_date(ends, bundle->expiration_utc);
	page_format(page, row, LAYOUT_TEXT, made == wanted ? ROLE_PLAIN :
		ROLE_DIM, "%-6zu%s  %s  %zu of %zu", slot + 1, begins, ends,
		made, wanted);
	if (made == wanted)
		page_put(page, row, 50, ROLE_PASS, "signed, verified");
}

void
s_signing_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	int row = LAYOUT_BODY;
	char state[64];
	size_t before = 0;
	size_t slot;

	snprintf(state, sizeof(state), "attempt %u   %zu of %zu signatures",
		session->signing.attempt, session->signing.made,
		session->signing.total);
	frame_title(page, step->number, "Signing", state);
	page_put(page, row++, LAYOUT_TEXT, ROLE_DIM,
		"Slot  Begins      Ends        Signatures");
	for (slot = 0; slot < session->request.bundle_count &&
		row < layout_bottom(page) - 4; slot++) {
		draw_slot(session, page, row++, slot, before);
		before += signatures_of(session, slot);
	}
	layout_paragraph(page, layout_bottom(page) - 3, LAYOUT_TEXT,
		LAYOUT_WIDTH, 3, ROLE_PLAIN, "Each signature is verified with "
		"the policy's key before the next is made. Then the file is "
		"written, read back and verified. No key is needed.");
}

static enum page_role
role_of(enum verdict verdict)
{
	return verdict == VERDICT_PASS ? ROLE_PASS : ROLE_FAIL;
}

static void
draw_verdicts(const struct session *session, struct page *page, int row)
{
	const struct session_skr *skr = &session->skr;
	const struct {
		const char *name;
		enum verdict verdict;
		int column;
	} verdicts[] = {
		{"SKR-VERIFY", skr->verify, 21},
		{"SKR-ANCHOR", skr->anchor, 41},
		{"SKR-MATCH", skr->match, 61},
	};
	size_t slots = session->request.bundle_count;
	size_t i;
	int end;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Slots");
	page_format(page, row, VALUE_COLUMN, ROLE_PLAIN, "%zu of %zu",
		session->signing.made == session->signing.total ? slots : 0,
		slots);
	for (i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		end = page_put(page, row, verdicts[i].column, ROLE_PLAIN,
			verdicts[i].name);
		page_put(page, row, end + 1, role_of(verdicts[i].verdict),
			verdict_word(verdicts[i].verdict));
	}
}

static void
draw_copies(const struct session *session, struct page *page, int row)
{
	const struct session_saved *saved = &session->saved;

	if (saved->second != NULL)
		page_format(page, row, VALUE_COLUMN, ROLE_PLAIN,
			"same bytes on %.20s and %.20s, read back",
			saved->first, saved->second);
	else
		page_put(page, row, VALUE_COLUMN, ROLE_PLAIN, "none yet; the "
			"file as written was read back and is the same");
}

static void
draw_next(const struct session *session, struct page *page, int row)
{
	const struct step *next = &session->script.steps[session->step] + 1;

	if (session->step + 1 == session->script.step_count)
		return;
	page_put(page, row, LAYOUT_EDGE, ROLE_DIM, "Next");
	page_format(page, row, VALUE_COLUMN, ROLE_DIM, "%s", next->number);
	page_put(page, row, VALUE_COLUMN + 6, ROLE_DIM, next->title);
}

void
s_result_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	struct words_grid grid = {
		.digests = &session->skr.sha256,
		.count = 1,
		.words = DIGEST_LEN,
	};
	int row = LAYOUT_BODY;

	frame_title(page, step->number, step->title, "SKR, SHA-256 in words");
	row += words_draw(page, row, &grid) + 1;
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "File");
	if (session->skr.file != NULL)
		page_format(page, row, VALUE_COLUMN, ROLE_PLAIN,
			"%s   %zu bytes", session->skr.file, session->skr.size);
	draw_verdicts(session, page, row + 1);
	page_put(page, row + 2, LAYOUT_EDGE, ROLE_PLAIN, "Copies");
	draw_copies(session, page, row + 2);
	people_draw_answer(view, page, row + 3,
		"when the room has seen the verdicts");
	draw_next(session, page, row + 4);
	page_key(page, ACTION_ENTER, "done");
	frame_offer_usual(page, true);
}
