/* What is printed: text files in print/, sent to the printer that is named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utc.h"
#include "base/words.h"
#include "ceremony/actions.h"
#include "ceremony/by_paper.h"
#include "ceremony/people.h"
#include "ceremony/printer.h"
#include "ceremony/room.h"

#define PAGE_LINES 60
#define WORDS_A_LINE 4

/* print/[REHEARSAL-]WHAT-N.txt */
static char *
file_name(const struct room *room, const char *what)
{
	char *base = mem_format("print/%s%s",
		room->session->rehearsal ? "REHEARSAL-" : "", what);
	char *name = room_free_name(room, base, ".txt");

	free(base);
	return name;
}

static size_t
pages(const struct buf *text)
{
	size_t lines = 0, i;

	for (i = 0; i < text->len; i++)
		lines += text->data[i] == '\n';
	return lines / PAGE_LINES + 1;
}

static size_t
index_of(const struct session *session, const char *file)
{
	size_t i = session->printing.print_count;

	while (i-- > 0) {
		if (strcmp(session->printing.prints[i].file, file) == 0)
			break;
	}
	return i;
}

static enum status
print_text(struct room *room, const char *what, const struct buf *text,
	struct action_result *result, struct err *err)
{
	char *name = file_name(room, what);
	char *path = room_path(room, name);
	struct digest digest = digest_of(text->data, text->len);
	json_t *fields = fields_new(room->session);
	const char *queue = room->session->printing.queue;
	struct err reason;
	enum status status;

	fields_add(fields, "file", name);
	fields_add_digest(fields, "sha256", &digest);
	fields_add_number(fields, "pages", pages(text));
	status = room_post(room, "print", fields, err);
	if (status == STATUS_OK && file_create(path, text->data, text->len,
			&reason) != STATUS_OK) {
		action_set(result, VERDICT_FAIL, "%.390s", reason.text);
	} else if (status == STATUS_OK) {
		action_set(result, VERDICT_PASS, "%s, %zu page%s%s%.60s", name,
			pages(text), pages(text) == 1 ? "" : "s", queue != NULL ? ", to " : "",
			queue != NULL ? queue : "");
		status = printer_send(room, index_of(room->session, name), 1,
			err);
	}
	free(path);
	free(name);
	return status;
}

static void
add_head(struct buf *text, const struct room *room, const char *title)
{
	const struct ceremony *ceremony = &room->session->ceremony;

	if (room->session->rehearsal)
		buf_add_text(text, "*** REHEARSAL: nothing here is real ***\n");
	buf_add_format(text, "KSK ceremony %u, %s, %s, %s\n%s\n\n",
		ceremony->number, ceremony->site, ceremony->mode,
		ceremony->date, title);
}

enum status
action_print_test(struct room *room, struct action_result *result,
	struct err *err)
{
	struct buf text = { 0 };
	enum status status;
	int i;

	add_head(&text, room, "Test page");
	for (i = 0; i < 8; i++)
		buf_add_text(&text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 "
				    "abcdefghijklmnopqrstuvwxyz\n");
	buf_add_text(&text, "\nThis is the last line.\n");
	status = print_text(room, "test-page", &text, result, err);
	buf_clear(&text);
	return status;
}

static void
add_words(struct buf *text, const char *title, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	size_t i;

	digest_format(hex, digest);
	buf_add_format(text, "%s\nSHA-256 %s\n", title, hex);
	for (i = 0; i < DIGEST_LEN; i += WORDS_A_LINE) {
		size_t k;

		buf_add_format(text, "  %zu", i / WORDS_A_LINE + 1);
		for (k = i; k < i + WORDS_A_LINE; k++)
			buf_add_format(text, "  %-14s",
				words_of(digest->bytes[k], k));
		buf_add_text(text, "\n");
	}
	buf_add_text(text, "\n");
}

static void
add_slots(struct buf *text, const struct ksr *request)
{
	char from[UTC_SIZE], to[UTC_SIZE];
	size_t i, k;

	buf_add_text(text, "Slot  Begins      Ends        ZSK tags\n");
	for (i = 0; i < request->bundle_count; i++) {
		const struct ksr_bundle *bundle = &request->bundles[i];

		utc_format_date(from, bundle->inception_utc);
		utc_format_date(to, bundle->expiration_utc);
		buf_add_format(text, "%-5zu %-11s %-11s", i + 1, from, to);
		for (k = 0; k < bundle->key_count; k++)
			buf_add_format(text, " %u", bundle->keys[k].tag);
		buf_add_text(text, "\n");
	}
}

enum status
action_print_slips(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session *session = room->session;
	struct buf text = { 0 };
	enum status status;

	add_head(&text, room, "Slip: request, response, slots");
	add_words(&text, "Request", &session->request.sha256);
	if (session->skr.written)
		add_words(&text, session->skr.file, &session->skr.sha256);
	else
		buf_add_text(&text, "No response was made.\n\n");
	add_slots(&text, &session->request);
	status = print_text(room, "slip", &text, result, err);
	buf_clear(&text);
	return status;
}

static void
add_step(struct buf *text, const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];
	const struct session_step *state = &session->steps[step];
	char at[UTC_SIZE] = "     ", name[120];
	size_t i;

	if (state->complete)
		utc_format_time(at, state->completed_utc);
	buf_add_format(text, "%s  %-5s %s%s\n", at, what->number, what->title,
		state->skipped ? "  SKIPPED" : state->ever_skipped ?
		"  SKIPPED, later done" : "");
	for (i = 0; i < state->value_count; i++) {
		const struct session_value *value = &state->values[i];

		buf_add_format(text, "             %s  %s\n", value->text,
			verdict_word(value->verdict));
		if (value->why != NULL)
			buf_add_format(text, "               amended%s%s, "
				"because %s\n", value->before != NULL ?
				" in place of " : "", value->before != NULL ?
				value->before : "", value->why);
	}
	for (i = 0; i < state->answer_count; i++) {
		people_name(name, sizeof(name), session,
			state->answers[i].person);
		buf_add_format(text, "             answered: %s, %s\n", name,
			script_level_word(state->answers[i].level));
	}
}

static void
add_exception(struct buf *text, const struct session *session,
	const struct session_exception *exception)
{
	const char *lacks = session_exception_lacks(exception);
	char at[UTC_SIZE], name[120];

	utc_format_time(at, exception->at_utc);
	people_name(name, sizeof(name), session, exception->agreed);
	buf_add_format(text, "\n%s  EXCEPTION SE-%u at step %s\n"
		"             expected: %s\n             happened: %s\n"
		"             decision: %s, because %s\n"
		"             agreed: %s; heard: %s\n", at, exception->number,
		session->script.steps[exception->step].number,
		exception->expected, exception->happened,
		session_decision_word(exception->decision), exception->reason,
		name, exception->heard);
	if (lacks != NULL)
		buf_add_format(text, "             UNFINISHED: it lacks %s\n",
			lacks);
}

enum status
action_print_record(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session *session = room->session;
	struct buf text = { 0 };
	enum status status;
	size_t i;

	add_head(&text, room, "Annotated script");
	for (i = 0; i < session->script.step_count; i++)
		add_step(&text, session, i);
	for (i = 0; i < session->exception_count; i++)
		add_exception(&text, session, &session->exceptions[i]);
	buf_add_text(&text, "\n");
	add_words(&text, "Record so far", &session->last_digest);
	status = print_text(room, "annotated-script", &text, result, err);
	buf_clear(&text);
	return status;
}

static void
add_paper(struct buf *text, const struct by_paper *paper)
{
	size_t i;

	for (i = 0; i < paper->count; i++)
		buf_add_format(text, "%-8s %s\n", paper->lines[i].label,
			paper->lines[i].text);
	for (i = 0; i < paper->command_count; i++)
		buf_add_format(text, "         %s\n", paper->command[i]);
	buf_add_text(text, "\n");
}

enum status
action_print_paper(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session *session = room->session;
	struct buf text = { 0 };
	struct by_paper paper;
	enum status status;

	add_head(&text, room, "To go on by paper");
	by_paper_make(&paper, session, room->dir);
	add_paper(&text, &paper);
	by_paper_clear(&paper);
	add_words(&text, "Request", &session->request.sha256);
	if (session->skr.written)
		add_words(&text, session->skr.file, &session->skr.sha256);
	add_words(&text, "Record so far", &session->last_digest);
	status = print_text(room, "paper", &text, result, err);
	buf_clear(&text);
	return status;
}
