/*
 * What is on this laptop, before the first step; and after a resume, what the
 * room may have lost. Read aloud, left by the CA's Enter.
 */
#include <stdio.h>

#include "base/utc.h"
#include "layout.h"
#include "screens.h"
#include "w_words.h"

#define NAME_COLUMN 13
#define WORDS_COLUMN 36
#define LOSSES_MAX 16
#define STATE_WIDTH 25
#define RESTORES_COLUMN 34
#define RESTORES_WIDTH 45

static void
draw_input(const struct session *session, struct page *page, int row,
	const char *label, enum session_file file, const char *name)
{
	const struct session_input *input = &session->inputs[file];
	char words[128];

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, label);
	if (!input->there) {
		page_put(page, row, NAME_COLUMN, ROLE_OFF, "none");
		return;
	}
	page_format(page, row, NAME_COLUMN, ROLE_PLAIN, "%.*s",
		(int)page_cut(name, WORDS_COLUMN - NAME_COLUMN - 1), name);
	words_first_four(words, sizeof(words), &input->sha256);
	page_put(page, row, WORDS_COLUMN, ROLE_STRONG, words);
}

static const char *
input_name(const struct session *session, const char *name)
{
	const struct ceremony_input *input =
		ceremony_find_input(&session->ceremony, name);

	return input == NULL || input->from == NULL ? name : input->from;
}

static int
draw_documents(const struct session *session, struct page *page, int row)
{
	char words[128];

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Program");
	page_format(page, row, NAME_COLUMN, ROLE_PLAIN, "%s %s",
		session->program == NULL ? "" : session->program,
		session->version == NULL ? "" : session->version);
	words_first_four(words, sizeof(words), &session->program_sha256);
	page_put(page, row, WORDS_COLUMN, ROLE_STRONG, words);
	draw_input(session, page, row + 1, "Script", SESSION_SCRIPT,
		session->script.name);
	draw_input(session, page, row + 2, "Policy", SESSION_POLICY,
		session->ceremony.policy);
	draw_input(session, page, row + 3, "Profile", SESSION_PROFILE,
		session->profile.name);
	draw_input(session, page, row + 4, "Ceremony", SESSION_CEREMONY,
		"ceremony.xml");
	draw_input(session, page, row + 5, "Request", SESSION_KSR,
		input_name(session, "ksr.xml"));
	draw_input(session, page, row + 6, "Previous", SESSION_PREVIOUS,
		input_name(session, "previous-skr.xml"));
	return 7;
}

static void
draw_offset(const struct session *session, struct page *page, int row)
{
	char began[UTC_SIZE];

	utc_format_date(began, session->started_utc);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Times");
	page_format(page, row, NAME_COLUMN, ROLE_PLAIN, session->offset_s == 0 ?
		"UTC, everywhere; the wall clock of the room rules" :
		"UTC, everywhere; a rehearsal's clock, begun on %s", began);
}

void
s_start_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	int row = LAYOUT_BODY;

	frame_title(page, "", session->script.title,
		"four words of each, read aloud");
	row += draw_documents(session, page, row) + 1;
	draw_offset(session, page, row++);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Saved in");
	if (session->saved.second != NULL)
		page_format(page, row++, NAME_COLUMN, ROLE_PLAIN,
			"%.28s and %.28s", session->saved.first,
			session->saved.second);
	else
		page_format(page, row++, NAME_COLUMN, ROLE_PLAIN, "%.62s",
			view->dir == NULL ? "DIR" : view->dir);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Printer");
	page_put(page, row++, NAME_COLUMN, ROLE_PLAIN,
		"named on the way; what is printed lies in print/ as text");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Missing");
	page_put(page, row, NAME_COLUMN, session->has_previous ? ROLE_PLAIN :
		ROLE_FAIL, session->has_previous ? "nothing" :
		"the previous SKR: the rules that need it will FAIL");
	page_put(page, layout_bottom(page) - 1, LAYOUT_TEXT, ROLE_PLAIN,
		"CA: Enter begins.");
	page_focus(page, layout_bottom(page) - 1, 6, LAYOUT_TEXT);
	page_key(page, ACTION_ENTER, "begin");
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_start_enter(struct view *view)
{
	view->greeted = true;
}

static void
say_how(char *dst, size_t size, const struct session *session)
{
	const struct session_resumed *resumed = &session->resumed;
	char stopped[UTC_SIZE];

	utc_format_time(stopped, resumed->stopped_utc);
	snprintf(dst, size, "%s after event %llu, %s; %s%s.",
		resumed->on_paper ? "Left to finish on paper" :
		resumed->after_suspend ? "Suspended by people" :
		"It stopped without a word",
		(unsigned long long)resumed->events, stopped,
		resumed->torn == NULL ? "nothing was torn" :
		"a torn end that never took effect is kept as ",
		resumed->torn == NULL ? "" : resumed->torn);
}

/* The number of the step that brings it back, what was there, how. */
static int
draw_loss(const struct session *session, struct page *page, int row,
	const struct session_loss *loss)
{
	int state = layout_rows(loss->state, STATE_WIDTH);
	int restores = layout_rows(loss->restores, RESTORES_WIDTH);

	if (loss->step < session->script.step_count)
		page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN,
			session->script.steps[loss->step].number);
	layout_paragraph(page, row, LAYOUT_TEXT, STATE_WIDTH, state,
		ROLE_STRONG, loss->state);
	layout_paragraph(page, row, RESTORES_COLUMN, RESTORES_WIDTH, restores,
		ROLE_PLAIN, loss->restores);
	return state > restores ? state : restores;
}

static void
draw_losses(const struct session *session, struct page *page, int row)
{
	struct session_loss losses[LOSSES_MAX];
	size_t count = session_lost(losses, LOSSES_MAX, session);
	size_t i;

	for (i = 0; i < count && row < layout_bottom(page) - 1; i++)
		row += draw_loss(session, page, row, &losses[i]);
	if (count == 0)
		page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN,
			"Nothing of the room is lost yet.");
}

void
s_resume_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	int bottom = layout_bottom(page);
	int row = LAYOUT_TITLE + 1;
	char how[512];

	frame_title(page, "", "Resumed: what the room may have lost",
		"the record is whole");
	say_how(how, sizeof(how), session);
	row += layout_paragraph(page, row, LAYOUT_EDGE, LAYOUT_END -
		LAYOUT_EDGE, 2, ROLE_PLAIN, how);
	draw_losses(session, page, row);
	page_format(page, bottom - 1, LAYOUT_TEXT, ROLE_PLAIN,
		"CA: Enter goes on at step %s, %s.", step->number, step->title);
	page_focus(page, bottom - 1, 6, LAYOUT_TEXT);
	page_key(page, ACTION_ENTER, "go on");
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

/* Suspended, too. */
static const char paper_words[] = "The room finishes by the page in print/. "
	"`ksk-ceremony resume DIR` goes on at this step, and asks what was done "
	"on paper.";

struct end {
	const char *title;
	const char *words;
};

static const struct end ends[] = {
	[SESSION_SUSPENDED] = {"Suspended",
		"Nothing is lost. `ksk-ceremony resume DIR` goes on at this "
		"step; everybody signs in again then."},
	[SESSION_CLOSED] = {"The ceremony is closed",
		"The record is closed: nothing in it can be changed any more. "
		"Its words stand above and belong on the tally sheet."},
	[SESSION_ABORTED] = {"The ceremony was aborted",
		"The record is closed, nothing more is signed. The reason "
		"stands in the record."},
};

static const struct end addendum_ends[] = {
	[SESSION_SUSPENDED] = {"Addendum, suspended",
		"Nothing is lost. `ksk-ceremony addendum DIR` goes on at this "
		"place; CA and IW sign in again then."},
	[SESSION_CLOSED] = {"The addendum is closed",
		"The addendum is closed, as the record before it is: nothing "
		"in them can be changed any more. Its words stand above."},
	[SESSION_ABORTED] = {"The addendum was ended",
		"It is closed; what was not typed is in no record. The reason "
		"stands in it."},
};

/* The steps that were skipped at some time; returns rows. */
static int
draw_skipped(const struct session *session, struct page *page, int row)
{
	struct buf text = {0};
	int rows = 0;
	size_t i;

	for (i = 0; i < session->script.step_count; i++) {
		if (session->steps[i].ever_skipped)
			buf_add_format(&text, "%s %s", text.len == 0 ?
				"SKIPPED: steps" : ",",
				session->script.steps[i].number);
	}
	if (text.len > 0)
		rows = layout_paragraph(page, row, LAYOUT_TEXT, LAYOUT_WIDTH,
			2, ROLE_STRONG, buf_text(&text));
	buf_clear(&text);
	return rows;
}

static bool
has_debrief(const struct session *session)
{
	return session->rehearsal && !session->addendum &&
		session->state != SESSION_SUSPENDED;
}

void
s_end_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	size_t state = session->state <= SESSION_ABORTED &&
		session->state >= SESSION_SUSPENDED ? session->state :
		SESSION_CLOSED;
	const struct end *end = session->addendum ? &addendum_ends[state] :
		&ends[state];
	struct words_grid grid = {
		.digests = &session->last_digest,
		.count = 1,
		.words = DIGEST_LEN,
	};
	int row = LAYOUT_BODY;

	frame_title(page, "", end->title, session->addendum ?
		"addendum, SHA-256 in words" : "record, SHA-256 in words");
	row += words_draw(page, row, &grid) + 1;
	if (session->skr.written)
		page_format(page, row++, LAYOUT_TEXT, ROLE_PLAIN,
			"%s   %zu bytes", session->skr.file, session->skr.size);
	page_format(page, row++, LAYOUT_TEXT, ROLE_PLAIN,
		"%llu events, %zu exceptions, %u objections",
		(unsigned long long)session->event_count,
		session->exception_count, session->objection.count);
	row += draw_skipped(session, page, row);
	layout_paragraph(page, row, LAYOUT_TEXT, LAYOUT_WIDTH, 3, ROLE_PLAIN,
		session->on_paper ? paper_words : end->words);
	page_put(page, layout_bottom(page) - 1, LAYOUT_TEXT, ROLE_PLAIN,
		has_debrief(session) ? "Enter goes on to the debrief." :
		"Enter leaves the console.");
	page_focus(page, layout_bottom(page) - 1, 6, LAYOUT_TEXT);
	page_key(page, ACTION_ENTER, has_debrief(session) ? "debrief" :
		"leave");
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_end_enter(struct view *view)
{
	view->ended = has_debrief(view->session);
	view->leaving = !view->ended;
}
