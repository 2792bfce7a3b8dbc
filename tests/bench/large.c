/*
 * large DIR SRCDIR STEPS EVENTS: a rehearsal as large as none will be, held by
 * the program's own moves until its record has so many events, and left there.
 * The last steps of the script are still to come.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/folder.h"
#include "ceremony/moves.h"
#include "people.h"

#define ACT_STEPS 50
#define ITEMS 18

/* For measuring, the record need not outlive a power cut: this one takes the
 * place of the C library's. */
int
fsync(int fd)
{
	(void)fd;
	return 0;
}

static void
add_table(struct buf *dst, unsigned step)
{
	buf_add_format(dst,
		"<step id=\"table-%u\" title=\"Look at the items, round %u\""
		" acts=\"CA\" answers=\"IW\" kind=\"table\" level=\"key\""
		" held=\"screen\" minutes=\"1\" rows=\"list items\">"
		"<say role=\"CA\">Read bag and serial of each aloud.</say>"
		"<field id=\"bag\" label=\"Bag\" kind=\"whole\" width=\"12\"/>"
		"<field id=\"serial\" label=\"Serial\" kind=\"last4\"/>"
		"<field id=\"whole\" label=\"Uncut\" kind=\"yes\""
		" expected=\"yes\"/></step>\n", step, step);
}

static void
add_value(struct buf *dst, unsigned step)
{
	buf_add_format(dst,
		"<step id=\"value-%u\" title=\"The safe's log, round %u\""
		" acts=\"CA\" answers=\"IW\" kind=\"value\" level=\"key\""
		" held=\"screen\" minutes=\"1\">"
		"<say role=\"CA\">Read the log's line aloud.</say>"
		"<see role=\"IW\">The line before closed the safe.</see>"
		"<field id=\"line\" label=\"Line\" kind=\"number\"/>"
		"<field id=\"time\" label=\"Time, UTC\" kind=\"time\"/>"
		"</step>\n", step, step);
}

static void
add_step(struct buf *dst, unsigned step)
{
	if (step == 0)
		buf_add_text(dst,
			"<step id=\"sign-in\" title=\"Sign in\" acts=\"each\""
			" answers=\"IW\" kind=\"table\" level=\"PIN\""
			" held=\"screen\" minutes=\"1\" rows=\"confirmers\""
			" action=\"sign-in\"><say role=\"CA\">Sign in.</say>"
			"</step>\n");
	else if (step % 10 == 9)
		add_value(dst, step);
	else
		add_table(dst, step);
}

static void
write_script(struct buf *dst, unsigned steps)
{
	unsigned step;

	buf_add_text(dst, "<script name=\"large\" title=\"A large script\">\n");
	for (step = 0; step < steps; step++) {
		unsigned act = step / ACT_STEPS + 1;

		if (step % ACT_STEPS == 0)
			buf_add_format(dst, "%s<act n=\"%u\" title=\"Part %u\""
				" short=\"Part %u\">\n",
				step > 0 ? "</act>\n" : "", act, act, act);
		add_step(dst, step);
	}
	buf_add_text(dst, "</act>\n</script>\n");
}

static void
write_ceremony(struct buf *dst)
{
	unsigned item;

	buf_add_text(dst,
		"<ceremony number=\"28\" site=\"Demo\" mode=\"normal\""
		" date=\"2017-02-20\" quarter=\"2017 Q2\""
		" script=\"large.xml\" policy=\"policy.xml\""
		" profile=\"softhsm.xml\" schema=\"normal\""
		" paper-steps=\"screen\">\n<token label=\"REHEARSAL\"/>\n"
		"<person role=\"CA\" name=\"Ada Example\" confirms=\"yes\"/>\n"
		"<person role=\"IW\" name=\"Ben Sample\" confirms=\"yes\"/>\n"
		"<list name=\"items\">\n");
	for (item = 1; item <= ITEMS; item++)
		buf_add_format(dst, "<row label=\"Item %u\"/>\n", item);
	buf_add_text(dst, "</list>\n</ceremony>\n");
}

static enum status
put_copy(const char *dir, const char *name, const char *source,
	const char *path, struct err *err)
{
	char *from = file_join(source, path);
	struct bytes data = {NULL, 0};
	enum status status = file_read(&data, from, XML_MAX_SIZE, err);

	if (status == STATUS_OK)
		status = folder_put(dir, "in", name, &data, err);
	bytes_clear(&data);
	free(from);
	return status;
}

static enum status
put_files(const char *dir, const char *source, unsigned steps, struct err *err)
{
	struct buf script = {0};
	struct buf ceremony = {0};
	enum status status = folder_make(dir, err);

	write_script(&script, steps);
	write_ceremony(&ceremony);
	if (status == STATUS_OK)
		status = folder_put_text(dir, "in", "script.xml", &script, err);
	if (status == STATUS_OK)
		status = folder_put_text(dir, "in", "ceremony.xml", &ceremony,
			err);
	if (status == STATUS_OK)
		status = put_copy(dir, "policy.xml", source,
			"policies/root.xml", err);
	if (status == STATUS_OK)
		status = put_copy(dir, "profile.xml", source,
			"hsm-profiles/softhsm.xml", err);
	if (status == STATUS_OK)
		status = put_copy(dir, "ksr.xml", source,
			"tests/data/ksr-example.xml", err);
	buf_clear(&script);
	buf_clear(&ceremony);
	return status;
}

static enum status
play_sign_in(struct room *room, size_t person, struct err *err)
{
	char initials[SESSION_INITIALS_SIZE];
	struct secret pin;
	enum status status;

	move_propose_initials(initials, room->session, person);
	secret_init(&pin);
	secret_set(&pin, PEOPLE_PIN, strlen(PEOPLE_PIN));
	status = move_sign_in(room, person, initials, &pin, &pin, err);
	secret_clear(&pin);
	return status;
}

/* Every twentieth item is mistyped first. */
static enum status
play_value(struct room *room, const struct awaited *awaited, struct err *err)
{
	const struct step *step = session_current(room->session);
	bool wrong = awaited->row == ITEMS - 1 && awaited->mismatches == 0;
	const char *text = people_paper(&step->fields[awaited->field]);

	if (wrong && step->fields[awaited->field].kind == FIELD_YES)
		text = "no";
	return move_value(room, awaited->row, awaited->field, text, err);
}

static enum status
play(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	struct awaited awaited;

	session_awaited(&awaited, session);
	switch (awaited.what) {
	case AWAITED_SIGN_IN:
		return play_sign_in(room, awaited.person, err);
	case AWAITED_DONE:
		return move_done(room, err);
	case AWAITED_VALUE:
		return play_value(room, &awaited, err);
	case AWAITED_ANSWER:
		return move_answer(room,
			session->people[awaited.person].initials, NULL,
			"what the screen shows\n", err);
	default:
		return err_set(err, STATUS_STOPPED, "nobody knows what to do");
	}
}

static enum status
hold(const char *dir, uint64_t events, struct err *err)
{
	const struct room_start start = {
		.program = "ksk-ceremony",
		.version = "bench",
		.rehearsal = true,
	};
	struct room *room;
	enum status status = room_open_new(&room, dir, &start, err);

	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK && room->session->event_count < events)
		status = play(room, err);
	room_free(room);
	return status;
}

int
main(int argc, char **argv)
{
	struct err err = {STATUS_USAGE, "large DIR SRCDIR STEPS EVENTS"};
	enum status status = STATUS_USAGE;
	bool locked;

	if (argc == 5)
		status = secret_setup(&locked, &err);
	if (status == STATUS_OK)
		status = put_files(argv[1], argv[2],
			(unsigned)strtoul(argv[3], NULL, 10), &err);
	if (status == STATUS_OK)
		status = hold(argv[1], strtoull(argv[4], NULL, 10), &err);
	if (status != STATUS_OK)
		fprintf(stderr, "large: %s\n", err.text);
	return (int)status;
}
