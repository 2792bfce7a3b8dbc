#include "screen/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/words.h"
#include "ceremony/moves.h"

#define MAX_SIZE (1024 * 1024)
#define EXPECTED_ROW 0

static char *
source_path(const char *name)
{
	return mem_format("%s/%s", TEST_SRCDIR, name);
}

static void
put(const char *dir, const char *name, const void *data, size_t len)
{
	char *path = mem_format("%s/in/%s", dir, name);
	struct err err;

	if (file_create(path, data, len, &err) != STATUS_OK)
		abort();
	free(path);
}

static void
read_source(struct bytes *dst, const char *name)
{
	char *path = source_path(name);
	struct err err;

	if (file_read(dst, path, MAX_SIZE, &err) != STATUS_OK)
		abort();
	free(path);
}

static void
put_script(const char *dir)
{
	char *path = source_path("scripts/sign-ksr.xml");
	struct script script;
	struct buf flat = {0};
	struct err err;

	if (script_load(&script, &flat, path, &err) != STATUS_OK)
		abort();
	put(dir, "script.xml", flat.data, flat.len);
	script_clear(&script);
	buf_clear(&flat);
	free(path);
}

static void
set(char **dst, const char *text)
{
	free(*dst);
	*dst = mem_string(text);
}

static void
put_ceremony(const char *dir)
{
	struct bytes bytes = {NULL, 0};
	struct ceremony ceremony;
	struct xml_source source = {.name = "rehearsal.xml"};
	struct buf text = {0};
	struct err err;

	read_source(&bytes, "scripts/rehearsal.xml");
	source.data = bytes.data;
	source.len = bytes.len;
	if (ceremony_parse(&ceremony, &source, &err) != STATUS_OK)
		abort();
	ceremony.number = 28;
	set(&ceremony.site, "West");
	set(&ceremony.date, "2017-02-20");
	set(&ceremony.quarter, "2017 Q2");
	set(&ceremony.token_label, "KSK-TRAIN");
	set(&ceremony.token_serial, "9F310C77");
	ceremony_set_input(&ceremony, "ksr.xml", "ksr-root-2017-q2-0.xml",
		NULL);
	ceremony_set_input(&ceremony, "previous-skr.xml",
		"skr-root-2017-q1-0.xml", NULL);
	ceremony_write(&text, &ceremony);
	put(dir, "ceremony.xml", text.data, text.len);
	buf_clear(&text);
	ceremony_clear(&ceremony);
	bytes_clear(&bytes);
}

/* The shipped rehearsal policy with a key tag instead of none. */
static void
put_policy(const char *dir)
{
	struct bytes bytes = {NULL, 0};
	struct buf text = {0};
	const char *at;

	read_source(&bytes, "policies/rehearsal.xml");
	buf_add(&text, bytes.data, bytes.len);
	at = strstr(buf_text(&text), "tag=\"0\"");
	if (at == NULL)
		abort();
	bytes.len = (size_t)(at - buf_text(&text));
	text.len = bytes.len;
	buf_add_text(&text, "tag=\"40521\"");
	buf_add_text(&text, (const char *)bytes.data + bytes.len + 7);
	put(dir, "policy.xml", text.data, text.len);
	buf_clear(&text);
	bytes_clear(&bytes);
}

static void
put_fixture(const char *dir, const char *name, const char *fixture)
{
	char *path = mem_format("%s/root/%s", test_fixtures(), fixture);
	struct bytes bytes = {NULL, 0};
	struct err err;

	if (file_read(&bytes, path, MAX_SIZE, &err) != STATUS_OK)
		abort();
	put(dir, name, bytes.data, bytes.len);
	bytes_clear(&bytes);
	free(path);
}

static void
put_files(const char *dir)
{
	struct bytes profile = {NULL, 0};
	char *in = mem_format("%s/in", dir);
	struct err err;

	if (file_make_dir(in, &err) != STATUS_OK)
		abort();
	free(in);
	put_script(dir);
	put_ceremony(dir);
	put_policy(dir);
	read_source(&profile, "hsm-profiles/softhsm.xml");
	put(dir, "profile.xml", profile.data, profile.len);
	bytes_clear(&profile);
	put_fixture(dir, "ksr.xml", "ksr-root-2017-q2-0.xml");
	put_fixture(dir, "previous-skr.xml", "skr-root-2017-q1-0.xml");
}

bool
scene_open(struct scene *dst)
{
	const char *dir;
	struct err err;

	memset(dst, 0, sizeof(*dst));
	if (test_fixtures() == NULL)
		return false;
	dir = test_temp_dir();
	put_files(dir);
	if (session_new(&dst->session, dir, &err) != STATUS_OK ||
		session_parse(dst->session, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	dst->session->state = SESSION_RUNNING;
	dst->session->rehearsal = true;
	dst->session->started_utc = SCENE_UTC;
	view_init(&dst->view, NULL, dst->session);
	dst->view.ascii = true;
	dst->view.greeted = true;
	return true;
}

void
scene_close(struct scene *scene)
{
	view_clear(&scene->view);
	session_free(scene->session);
}

int64_t
scene_time(const char *time)
{
	int hours = (time[0] - '0') * 10 + time[1] - '0';
	int minutes = (time[3] - '0') * 10 + time[4] - '0';

	return SCENE_UTC - INT64_C(17) * 3600 + hours * 3600 + minutes * 60;
}

void
scene_at(struct scene *scene, const char *id, const char *time)
{
	struct session *session = scene->session;
	const struct step *step = script_find_step(&session->script, id);
	size_t i;

	if (step == NULL)
		abort();
	session->step = script_step_index(&session->script, step);
	for (i = 0; i < session->step; i++) {
		session->steps[i].complete = true;
		session->steps[i].opened = 1;
		session->steps[i].opened_utc = SCENE_UTC + (int64_t)i * 120;
		session->steps[i].act.person = SESSION_NOBODY;
	}
	session->steps[i].opened = 1;
	session->steps[i].opened_utc = scene_time(time);
	session->steps[i].act.person = SESSION_NOBODY;
}

void
scene_frame(struct scene *scene, const char *time, uint64_t events,
	const char *last)
{
	struct session *session = scene->session;

	scene->view.now_utc = scene_time(time);
	session->event_count = events;
	snprintf(session->last, sizeof(session->last), "%s", last);
	view_sync(&scene->view);
}

void
scene_done(struct scene *scene, const char *time)
{
	struct session_act *act =
		&scene->session->steps[scene->session->step].act;
	struct awaited awaited;

	session_awaited(&awaited, scene->session);
	act->yes = true;
	act->person = awaited.person;
	act->at_utc = scene_time(time);
}

void
scene_value(struct scene *scene, size_t row, size_t field, const char *text,
	enum verdict verdict)
{
	struct session_step *now =
		&scene->session->steps[scene->session->step];
	struct session_value *value = NULL;
	size_t i;

	for (i = 0; i < now->value_count; i++) {
		if (now->values[i].row == row && now->values[i].field == field)
			value = &now->values[i];
	}
	if (value == NULL)
		value = mem_append(&now->values, &now->value_count,
			sizeof(*value));
	value->row = row;
	value->field = field;
	set(&value->text, text);
	value->verdict = verdict;
	value->attempts++;
	value->mismatches += verdict == VERDICT_FAIL;
	value->settled = verdict != VERDICT_FAIL;
}

void
scene_seat(struct scene *scene, size_t count, const char *time)
{
	struct session *session = scene->session;
	size_t i;

	session->sign_in_open = true;
	for (i = 0; i < count; i++) {
		struct session_person *person = &session->people[i];

		move_propose_initials(person->initials, session, i);
		person->signed_in = true;
		person->seated = true;
		person->since_utc = scene_time(time) + (int64_t)i * 60;
	}
}

void
scene_words(struct digest *dst, const char *words)
{
	char word[16];
	size_t i = 0;
	int used;

	while (sscanf(words, "%15s%n", word, &used) == 1) {
		dst->bytes[i] = (uint8_t)words_find(word, i);
		words += used;
		i++;
	}
}

static bool
names(const char *list, const char *name)
{
	return list != NULL && strstr(list, name) != NULL;
}

void
scene_rules(struct scene *scene, const char *failed, const char *off)
{
	struct session *session = scene->session;
	size_t i;

	session->clock_utc = scene->view.now_utc;
	for (i = 0; i < rule_count; i++) {
		struct session_rule *rule;

		if (rules[i].group == RULE_RESULT)
			continue;
		rule = mem_append(&session->rules, &session->rule_count,
			sizeof(*rule));
		rule->name = mem_string(rules[i].name);
		rule->verdict = names(failed, rule->name) ? VERDICT_FAIL :
			VERDICT_PASS;
		rule->off = names(off, rule->name);
		rule->reason = mem_string("what the rule saw, in one sentence "
			"that is longer than a column");
		if (rule->off)
			rule->off_reason = mem_string("agreed at the meeting");
	}
}

void
scene_type(struct scene *scene, const char *text)
{
	view_sync(&scene->view);
	for (; *text != '\0'; text++) {
		struct input input = input_of((unsigned char)*text);

		view_input(&scene->view, &input);
	}
}

static bool
same_as_file(const char *path, const struct buf *text)
{
	struct bytes golden = {NULL, 0};
	struct err err;
	bool same;

	if (file_read(&golden, path, MAX_SIZE, &err) != STATUS_OK) {
		printf("\n%s\n", err.text);
		return false;
	}
	same = golden.len == text->len &&
		memcmp(golden.data, text->data, text->len) == 0;
	bytes_clear(&golden);
	return same;
}

bool
scene_golden(struct scene *scene, const char *name)
{
	char *path = mem_format("%s/tests/screen/golden/%s.txt", TEST_SRCDIR,
		name);
	struct buf text = {0};
	struct page page;
	struct err err;
	bool same;

	view_draw(&page, &scene->view);
	page_text(&text, &page);
	page_clear(&page);
	if (getenv("SCREEN_UPDATE") != NULL &&
		file_replace(path, text.data, text.len, &err) != STATUS_OK)
		printf("\n%s\n", err.text);
	same = same_as_file(path, &text);
	if (!same)
		printf("\nnot as %s:\n%s", path, buf_text(&text));
	buf_clear(&text);
	free(path);
	return same;
}
