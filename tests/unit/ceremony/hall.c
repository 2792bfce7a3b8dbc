#include "hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "ceremony/training.h"
#include "support/test.h"

#define MOVES_MAX 600 /* of a whole ceremony: about 250 */

void
hall_check_refused(enum status status, const struct err *err,
	const char *words)
{
	CU_ASSERT_NOT_EQUAL(status, STATUS_OK);
	if (status == STATUS_OK)
		return;
	if (strstr(err->text, words) == NULL)
		fprintf(stderr, "\n    said: %s\n", err->text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err->text, words));
}

static void
fail(const char *what, const struct err *err)
{
	fprintf(stderr, "hall: %s: %s\n", what, err->text);
	abort();
}

static struct bytes
read_source(const char *name)
{
	char *path = test_data(name);
	struct bytes bytes = { 0 };
	struct err err;

	if (file_read(&bytes, path, XML_MAX_SIZE, &err) != STATUS_OK)
		fail(name, &err);
	free(path);
	return bytes;
}

static struct bytes
flat_script(void)
{
	char *path = test_data("/../scripts/sign-ksr.xml");
	struct script script = { 0 };
	struct buf flat = { 0 };
	struct err err;

	if (script_load(&script, &flat, path, &err) != STATUS_OK)
		fail(path, &err);
	script_clear(&script);
	free(path);
	return buf_take(&flat);
}

static void
make_folder(const char *dir, const char *profile)
{
	struct training training = {
		.script = { "script.xml", flat_script() },
		.policy = { "policy.xml",
			read_source("/../policies/root.xml") },
		.profile = { "profile.xml",
			read_source(profile) },
		.ceremony = { "ceremony.xml",
			read_source("/../scripts/rehearsal.xml") },
		.hsm_program = test_hsm_program(),
		.faults_module = test_faults_module(),
		.now_utc = clock_now_utc(),
	};
	struct err err;
	bool locked;

	if (secret_setup(&locked, &err) != STATUS_OK ||
		chdir(dir) != 0 ||
		training_make(".", &training, &err) != STATUS_OK)
		fail("training", &err);
	bytes_clear(&training.script.data);
	bytes_clear(&training.policy.data);
	bytes_clear(&training.profile.data);
	bytes_clear(&training.ceremony.data);
}

void
hall_copy(const char *from, const char *to)
{
	char *command = mem_format("cp -a '%s/.' '%s'", from, to);

	if (system(command) != 0)
		abort();
	free(command);
}

static const char *
copy_folder(char **template, const char *profile)
{
	static char *dir;

	if (*template == NULL) {
		*template = mem_string(test_temp_dir());
		make_folder(*template, profile);
	}
	free(dir);
	dir = mem_string(test_temp_dir());
	hall_copy(*template, dir);
	if (chdir(dir) != 0)
		abort();
	return dir;
}

const char *
hall_folder(void)
{
	static char *template;

	return copy_folder(&template, "/../hsm-profiles/softhsm.xml");
}

static struct room *
open_with(const char *dir, const char *mirror)
{
	const struct room_start start = {
		.program = "ksk-ceremony",
		.version = "test",
		.rehearsal = true,
		.mirror = mirror,
	};
	struct room *room;
	struct err err;

	if (room_open_new(&room, dir, &start, &err) != STATUS_OK)
		fail("room_open_new", &err);
	room->hsm_program = test_hsm_program();
	return room;
}

static struct room *
open_folder(const char *dir)
{
	return open_with(dir, NULL);
}

struct room *
hall_open_both(const char *mirror)
{
	return open_with(hall_folder(), mirror);
}

struct room *
hall_open(void)
{
	return open_folder(hall_folder());
}

struct room *
hall_open_faults(void)
{
	static char *template;

	return open_folder(copy_folder(&template,
		"/../hsm-profiles/softhsm-faults.xml"));
}

struct room *
hall_resume(const char *dir, struct err *err)
{
	struct room *room;

	if (chdir(dir) != 0)
		abort();
	if (room_resume(&room, dir, "test", err) != STATUS_OK)
		return NULL;
	room->hsm_program = test_hsm_program();
	return room;
}

/* In a document of the folder, in one place. */
static void
change_document(const char *dir, const char *name, const char *old,
	const char *text)
{
	char *path = file_join(dir, name);
	char *document = hall_read(dir, name);
	char *at = strstr(document, old);
	char *changed = mem_format("%.*s%s%s", (int)(at - document), document,
		text, at + strlen(old));
	struct err err;

	if (file_replace(path, changed, strlen(changed), &err) != STATUS_OK)
		fail(path, &err);
	free(changed);
	free(document);
	free(path);
}

/* Switched off in the policy of the folder. */
static void
put_off(const char *dir, const char *const *names)
{
	struct buf text = { 0 };

	for (; *names != NULL; names++)
		buf_add_format(&text, "<off rule=\"%s\" reason=\"" HALL_OFF
			"\"/>\n", *names);
	buf_add_text(&text, "</request>");
	change_document(dir, "in/policy.xml", "</request>", buf_text(&text));
	buf_clear(&text);
}

struct room *
hall_open_off(const char *const *names)
{
	const char *dir = hall_folder();

	put_off(dir, names);
	return open_folder(dir);
}

struct room *
hall_open_paper(void)
{
	const char *dir = hall_folder();

	change_document(dir, "in/ceremony.xml", "paper-steps=\"screen\"",
		"paper-steps=\"paper\"");
	return open_folder(dir);
}

const struct secret *
hall_pin(size_t person)
{
	static struct secret pin;
	char text[16];

	snprintf(text, sizeof(text), "%zu", 73910264 + person * 7);
	secret_clear(&pin);
	secret_init(&pin);
	secret_set(&pin, text, strlen(text));
	return &pin;
}

size_t
hall_person(const struct room *room, const char *role)
{
	return ceremony_find_person(&room->session->ceremony, 0, role);
}

const char *
hall_initials(const struct room *room, const char *role)
{
	return room->session->people[hall_person(room, role)].initials;
}

const struct secret *
hall_pin_of(const struct room *room, const char *role)
{
	return hall_pin(hall_person(room, role));
}

static enum status
play_sign_in(struct room *room, const struct awaited *awaited, struct err *err)
{
	char initials[SESSION_INITIALS_SIZE];

	move_propose_initials(initials, room->session, awaited->person);
	return move_sign_in(room, awaited->person, initials,
		hall_pin(awaited->person), hall_pin(awaited->person), err);
}

static enum status
play_hsm_pin(struct room *room, struct err *err)
{
	char *path = file_join(room->dir, TRAINING_FOLDER "/hsm-pin");
	struct secret pin;
	enum status status;

	secret_init(&pin);
	status = secret_read_file(&pin, path, err);
	if (status == STATUS_OK)
		status = move_hsm_pin(room, &pin, err);
	secret_clear(&pin);
	free(path);
	return status;
}

static enum status
play_value(struct room *room, const struct awaited *awaited, struct err *err)
{
	const char *text = session_expected(room->session, awaited->step,
		awaited->row, awaited->field);

	if (text == NULL)
		text = hall_plausible(room, awaited->step, awaited->field);
	return move_value(room, awaited->row, awaited->field, text, err);
}

static enum status
play_seal(struct room *room, const struct awaited *awaited, struct err *err)
{
	size_t who = awaited->person;
	const char *initials =
		awaited->initials ? room->session->people[who].initials : NULL;
	const struct secret *pin = awaited->pin ? hall_pin(who) : NULL;

	switch (awaited->what) {
	case AWAITED_WITHDRAWAL:
		return move_withdraw(room, "settled", initials, pin, err);
	case AWAITED_ANSWER:
		return move_answer(room, initials, pin, HALL_PAGE, err);
	case AWAITED_VOICE:
		return move_voice(room, initials, pin, HALL_PAGE, err);
	case AWAITED_OPEN_GATE:
		return move_open_gate(room, initials, pin, HALL_PAGE, err);
	case AWAITED_RETURN:
		return move_return(room, initials, pin, err);
	case AWAITED_REST:
		return move_finish(room, "once more", "CA", initials, pin,
			err);
	default:
		return move_decide(room, DECISION_REPEAT, "once more", NULL,
			initials, pin, err);
	}
}

enum status
hall_play(struct room *room, struct err *err)
{
	struct awaited awaited;

	session_awaited(&awaited, room->session);
	switch (awaited.what) {
	case AWAITED_NOBODY:
		return err_set(err, STATUS_STOPPED, "nobody is awaited");
	case AWAITED_WITHDRAWAL:
		return play_seal(room, &awaited, err);
	case AWAITED_SIGN_IN_AGAIN:
	case AWAITED_SIGN_IN:
		return play_sign_in(room, &awaited, err);
	case AWAITED_HSM_PIN:
		return play_hsm_pin(room, err);
	case AWAITED_DONE:
		return move_done(room, err);
	case AWAITED_RULES:
		return move_rules_seen(room, HALL_PAGE, err);
	case AWAITED_VALUE:
		return play_value(room, &awaited, err);
	case AWAITED_OFF_WORD:
		return move_off_word(room, session_expected(room->session,
			awaited.step, awaited.row, awaited.field), err);
	default:
		return play_seal(room, &awaited, err);
	}
}

static void
play_or_die(struct room *room)
{
	const struct step *step = session_current(room->session);
	struct err err;

	if (hall_play(room, &err) != STATUS_OK)
		fail(step != NULL ? step->id : "no step", &err);
}

void
hall_until(struct room *room, const char *id)
{
	int moves;

	for (moves = 0; moves < MOVES_MAX; moves++) {
		const struct step *step = session_current(room->session);
		struct awaited awaited;

		session_awaited(&awaited, room->session);
		if (step == NULL || awaited.what == AWAITED_NOBODY ||
			strcmp(step->id, id) == 0)
			return;
		play_or_die(room);
	}
	fprintf(stderr, "hall: no end of moves: %s\n", room->session->last);
	abort();
}

void
hall_until_awaited(struct room *room, enum awaited_what what)
{
	int moves;

	for (moves = 0; moves < MOVES_MAX; moves++) {
		struct awaited awaited;

		session_awaited(&awaited, room->session);
		if (awaited.what == what || awaited.what == AWAITED_NOBODY)
			return;
		play_or_die(room);
	}
	fprintf(stderr, "hall: no end of moves: %s\n", room->session->last);
	abort();
}

void
hall_to_end(struct room *room)
{
	hall_until(room, "");
}

struct room *
hall_open_at_answer(const char *step)
{
	struct room *room = hall_open();

	hall_until(room, step);
	hall_until_awaited(room, AWAITED_ANSWER);
	return room;
}

char *
hall_read(const char *dir, const char *name)
{
	char *path = file_join(dir, name);
	struct bytes bytes = { 0 };
	struct err err;
	char *text = NULL;

	if (file_read(&bytes, path, 64 * 1024 * 1024, &err) == STATUS_OK)
		text = mem_format("%.*s", (int)bytes.len,
			(const char *)bytes.data);
	bytes_clear(&bytes);
	free(path);
	return text;
}

void
hall_cut_record(const char *dir, size_t lines)
{
	char *path = file_join(dir, RECORD_FILE);
	char *text = hall_read(dir, RECORD_FILE);
	char *end = text;

	while (lines-- > 0)
		end = strchr(end, '\n') + 1;
	if (truncate(path, end - text) != 0)
		abort();
	free(text);
	free(path);
}

static const struct hsm_ops *real_ops;
static unsigned signs_left;

static enum status
failing_sign(struct hsm *hsm, const struct hsm_key *key,
	const struct algorithm *algorithm, const struct bytes *data,
	struct bytes *signature, struct err *err)
{
	if (signs_left-- == 0)
		return err_set(err, STATUS_HSM, "CKR_DEVICE_REMOVED");
	return real_ops->sign(hsm, key, algorithm, data, signature, err);
}

void
hall_fail_signing(struct room *room, unsigned signs)
{
	static struct hsm_ops failing;

	real_ops = room->hsm->ops;
	failing = *real_ops;
	failing.sign = failing_sign;
	signs_left = signs;
	room->hsm->ops = &failing;
}

enum status
hall_apply(struct session *session, const char *name, const char *json,
	struct err *err)
{
	struct event event = {
		.number = session->event_count + 1,
		.name = name,
		.fields = json_loads(json, 0, NULL),
	};
	enum status status;

	CU_ASSERT_PTR_NOT_NULL_FATAL(event.fields);
	status = session_apply(session, &event, err);
	json_decref(event.fields);
	return status;
}
