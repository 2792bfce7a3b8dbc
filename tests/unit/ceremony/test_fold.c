/*
 * One ceremony in which people do everything that they can do. After each
 * event the record, folded anew from the disk, gives the state that is in
 * memory.
 */
#include "ceremony/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/words.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_fold;

static struct {
	unsigned events;
	unsigned differ;
} compared;

static void
say_difference(const char *event, const char *played, const char *replayed)
{
	while (*played != '\0' && *played == *replayed) {
		played++;
		replayed++;
	}
	fprintf(stderr, "\n    after %s\n    in memory: %.60s\n"
		"    from disk: %.60s\n", event, played, replayed);
}

static void
compare(const struct room *room, const char *event)
{
	char *played = hall_dump(room->session);
	char *replayed = hall_replay(room->dir);

	CU_ASSERT_PTR_NOT_NULL_FATAL(replayed);
	if (strcmp(played, replayed) != 0 && compared.differ++ == 0)
		say_difference(event, played, replayed);
	free(played);
	free(replayed);
}

static enum status
visit(void *context, const struct event *event, struct err *err)
{
	const struct room *room = context;
	enum status status = session_visit(room->session, event, err);

	if (status != STATUS_OK)
		return status;
	compared.events++;
	compare(room, event->name);
	return STATUS_OK;
}

static void
follow(struct room *room)
{
	compare(room, "the opening");
	record_set_visitor(room->record, visit, room);
}

/* A loss of power, or what comes after a suspension. */
static struct room *
resume(struct room *room, const char *torn)
{
	char *dir = mem_string(room->dir);
	char *path = file_join(dir, RECORD_FILE);
	struct err err = { STATUS_OK, "" };
	FILE *file;

	room_free(room);
	file = fopen(path, "a");
	if (file == NULL || fputs(torn, file) == EOF || fclose(file) != 0)
		abort();
	room = hall_resume(dir, &err);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	follow(room);
	free(path);
	free(dir);
	return room;
}

#define DONE(move) \
	do { \
		struct err done_err = { STATUS_OK, "" }; \
		CU_ASSERT_EQUAL(move, STATUS_OK); \
		if (done_err.text[0] != '\0') \
			fprintf(stderr, "\n    %s\n", done_err.text); \
	} while (0)
#define ERR &done_err

static enum status
decide(struct room *room, enum session_decision decision, struct err *err)
{
	struct awaited awaited;

	session_awaited(&awaited, room->session);
	if (!awaited.pin)
		return move_decide(room, decision, "agreed", NULL, NULL, NULL,
			err);
	return move_decide(room, decision, "agreed", NULL,
		hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), err);
}

static void
except(struct room *room, enum session_decision decision)
{
	DONE(move_exception(room, "not as expected", ERR));
	DONE(decide(room, decision, ERR));
}

/* Anybody objects; who may withdraws. */
static void
object(struct room *room, const char *role)
{
	DONE(move_object(room, hall_person(room, role), "wait", ERR));
	DONE(hall_play(room, ERR));
}

static void
play_before_sign_in(struct room *room)
{
	object(room, "EW");
	except(room, DECISION_REPEAT);
	hall_until_awaited(room, AWAITED_VALUE);
	except(room, DECISION_GO_ON);
	hall_until(room, "door-list");
	except(room, DECISION_SKIP);
	hall_until(room, "room-clock");
	hall_until_awaited(room, AWAITED_VALUE);
	REFUSED(move_value(room, 0, 0, "noon", REFUSAL), "yyyy-mm-dd");
	hall_until(room, "sign-in");
}

/* Quorum and no more; the last one comes later. */
static void
play_sign_in(struct room *room)
{
	static const char *const roles[] = { "CA", "IW", "RZM", "CO1", "CO3",
		"CO4" };
	char initials[SESSION_INITIALS_SIZE];
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		size_t person = hall_person(room, roles[i]);

		REFUSED(move_sign_in(room, person, "X", hall_pin(person),
				hall_pin(person), REFUSAL), "two letters");
		move_propose_initials(initials, room->session, person);
		DONE(move_sign_in(room, person, initials, hall_pin(person),
			hall_pin(person), ERR));
	}
	DONE(move_sign_in_rest(room, ERR));
	i = hall_person(room, "CO6");
	DONE(move_sign_in(room, i, "IM", hall_pin(i), hall_pin(i), ERR));
}

static void
play_values(struct room *room)
{
	hall_until(room, "hsm-bag");
	hall_until_awaited(room, AWAITED_VALUE);
	DONE(move_value(room, 0, 0, "no", ERR));
	DONE(move_value(room, 0, 0, "no", ERR));
	REFUSED(move_amend(room, "cut by us", "BS", hall_pin_of(room, "CA"),
			REFUSAL), "not the PIN");
	DONE(move_amend(room, "cut by us", "BS", hall_pin_of(room, "IW"),
		ERR));
	hall_until_awaited(room, AWAITED_ANSWER);
	except(room, DECISION_REPEAT);
	hall_until(room, "digest-set-up");
	hall_until_awaited(room, AWAITED_ANSWER);
	REFUSED(move_answer(room, "AE", hall_pin_of(room, "CA"), HALL_PAGE,
			REFUSAL), "the IW is awaited");
	REFUSED(move_answer(room, "BS", hall_pin_of(room, "CA"), HALL_PAGE,
			REFUSAL), "not the PIN");
}

/* Suspended; a copy of it ends there. */
static struct room *
play_suspension(struct room *room)
{
	const char *copy = test_temp_dir();
	struct room *other;
	struct err err;
	size_t iw;

	DONE(move_suspend(room, "night", ERR));
	hall_copy(room->dir, copy);
	room = resume(room, "");
	other = hall_resume(copy, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(other);
	follow(other);
	iw = hall_person(other, "IW");
	DONE(hall_play(other, ERR));
	DONE(hall_play(other, ERR));
	DONE(move_abort(other, "fire", "BS", hall_pin(iw), ERR));
	CU_ASSERT_EQUAL(other->session->state, SESSION_ABORTED);
	room_free(other);
	return room;
}

/* Two wrong ones, one more that was decided, and after a loss of power. */
static struct room *
play_hsm(struct room *room)
{
	struct secret wrong;
	int i;

	secret_init(&wrong);
	secret_set(&wrong, "999999", 6);
	hall_until(room, "hsm-connect");
	for (i = 0; i < 2; i++)
		DONE(move_hsm_pin(room, &wrong, ERR));
	DONE(decide(room, DECISION_REPEAT, ERR));
	hall_until(room, "rzm-identity");
	room = resume(room, "{\"n\":");
	hall_until_awaited(room, AWAITED_HSM_PIN);
	REFUSED(move_hsm_pin(room, &wrong, REFUSAL), "PIN");
	DONE(hall_play(room, ERR));
	secret_clear(&wrong);
	return room;
}

static const char *
another_word(const struct room *room)
{
	const struct session_step *state =
		&room->session->steps[room->session->step];
	size_t index = state->blanks[0];

	return words_of((uint8_t)(state->digests[0].bytes[index] + 1), index);
}

static void
play_words(struct room *room)
{
	int i;

	hall_until(room, "check-request");
	DONE(move_done(room, ERR));
	DONE(move_rules_seen(room, HALL_PAGE, ERR));
	hall_until(room, "ksr-words");
	hall_until_awaited(room, AWAITED_VALUE);
	REFUSED(move_value(room, 0, SESSION_BLANK, "xylophone", REFUSAL),
		"no word of the list");
	for (i = 0; i < 3; i++)
		DONE(move_value(room, 0, SESSION_BLANK, another_word(room),
			ERR));
	DONE(decide(room, DECISION_REPEAT, ERR));
	hall_until(room, "gate");
}

static enum status
voice(struct room *room, const char *role, const char *pin_of, struct err *err)
{
	return move_voice(room, hall_initials(room, role),
		hall_pin_of(room, pin_of), HALL_PAGE, err);
}

/* Emptied by a plan, by objections, by a loss of power. */
static struct room *
play_gate(struct room *room)
{
	REFUSED(move_off_word(room, "CYCLE", REFUSAL), "not the last word");
	DONE(move_off_word(room, "duration", ERR));
	REFUSED(voice(room, "IW", "CA", REFUSAL), "not the PIN");
	DONE(voice(room, "IW", "IW", ERR));
	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(voice(room, "RZM", "RZM", REFUSAL), "the plan has changed");
	hall_until_awaited(room, AWAITED_VOICE);
	DONE(move_object(room, hall_person(room, "CO3"), "wait", ERR));
	REFUSED(move_withdraw(room, "", "DS", hall_pin_of(room, "IW"), REFUSAL),
		"not the PIN");
	DONE(hall_play(room, ERR));
	hall_until_awaited(room, AWAITED_OPEN_GATE);
	REFUSED(move_open_gate(room, "AE", hall_pin_of(room, "IW"), HALL_PAGE,
			REFUSAL), "not the PIN");
	object(room, "AUD");
	room = resume(room, "");
	hall_until_awaited(room, AWAITED_OPEN_GATE);
	except(room, DECISION_REPEAT);
	hall_until(room, "sign");
	object(room, "AUD");
	hall_until(room, "sign");
	return room;
}

/* An attempt that the HSM ends, what an older one left, the second. */
static void
play_signing(struct room *room)
{
	char *name = session_skr_name(room->session);
	char *part = mem_format("%s/%s.part", room->dir, name);

	hall_fail_signing(room, 4);
	DONE(move_done(room, ERR));
	CU_ASSERT_EQUAL(room->session->signing.made, 4);
	DONE(file_create(part, "<KSR", 4, ERR));
	hall_until(room, "slips");
	CU_ASSERT_EQUAL(room->session->skr.attempt, 2);
	free(part);
	free(name);
}

/* A decision to suspend; then CA and IW finish alone. */
static struct room *
play_end(struct room *room)
{
	hall_until(room, "digest-sign");
	except(room, DECISION_SUSPEND);
	room = resume(room, "");
	DONE(hall_play(room, ERR));
	DONE(hall_play(room, ERR));
	DONE(move_sign_in_rest(room, ERR));
	hall_to_end(room);
	return room;
}

/* What the ceremony must have had, as the record writes it. */
static const char *const wanted[] = {
	"\"event\":\"resume\"", "\"torn\":\"torn-1\"", "\"event\":\"amend\"",
	"\"event\":\"break\"", "\"event\":\"withdraw\"",
	"\"event\":\"print\"", "\"event\":\"close\"", "\"event\":\"clock\"",
	"\"decision\":\"repeat\"", "\"decision\":\"go on\"",
	"\"decision\":\"skip\"", "\"decision\":\"suspend\"",
	"\"machine\":true", "\"before-sign-in\":true", "\"again\":true",
	"\"action\":\"wrong-pin\"", "\"action\":\"rest-later\"",
	"\"action\":\"aside\"", "\"what\":\"plan\"", "\"what\":\"readback\"",
	"\"what\":\"preflight-rules\"", "\"what\":\"lost\"",
	"\"what\":\"logout\"", "\"field\":\"OFF\"", "\"field\":\"blank\"",
	"\"verdict\":\"NONE\"", "\"off\":true", "\"attempt\":2,\"plan\"",
	"\"event\":\"sign.signature\"", "\"event\":\"skr.written\"",
};

static void
check_record(const struct room *room)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	size_t i;

	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		if (strstr(record, wanted[i]) == NULL)
			fprintf(stderr, "\n    not played: %s\n", wanted[i]);
		CU_ASSERT_PTR_NOT_NULL(strstr(record, wanted[i]));
	}
	free(record);
}

static void
every_move_is_replayed_from_the_disk(void)
{
	static const char *const off[] = { "KSR-BUNDLE-CYCLE-DURATION", NULL };
	struct room *room = hall_open_off(off);

	follow(room);
	play_before_sign_in(room);
	play_sign_in(room);
	play_values(room);
	room = play_suspension(room);
	room = play_hsm(room);
	play_words(room);
	room = play_gate(room);
	play_signing(room);
	room = play_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	CU_ASSERT_EQUAL(compared.differ, 0);
	CU_ASSERT_TRUE(compared.events > 400);
	check_record(room);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "every move is replayed from the disk",
		every_move_is_replayed_from_the_disk },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_fold = { "ceremony/fold", tests };
