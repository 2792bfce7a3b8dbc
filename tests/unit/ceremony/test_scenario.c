/* The table of faults, and the documents that name them. */
#include "ceremony/drill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_scenario;

#define NUMBERS 37
#define CARD_MAX 280 /* five lines of the card's width, with room to break */

static struct script
load_script(void)
{
	char *path = test_data("../scripts/sign-ksr.xml");
	struct script script = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(script_load(&script, NULL, path, &err),
		STATUS_OK);
	free(path);
	return script;
}

static void
check_steps(const struct drill_fault *row, const struct script *script)
{
	const char *list = row->steps;
	const char *word;
	size_t len;

	while ((list = text_next_word(list, &word, &len)) != NULL) {
		char *id = mem_format("%.*s", (int)len, word);

		CU_ASSERT_PTR_NOT_NULL(script_find_step(script, id));
		free(id);
	}
}

static void
has_every_fault(void)
{
	struct script script = load_script();
	char name[8];
	size_t i;

	for (i = 1; i <= NUMBERS; i++) {
		snprintf(name, sizeof(name), "F%zu", i);
		CU_ASSERT_PTR_NOT_NULL(drill_find(name));
	}
	for (i = 0; i < drill_fault_count; i++) {
		const struct drill_fault *row = &drill_faults[i];

		CU_ASSERT_PTR_EQUAL(drill_find(row->name), row);
		CU_ASSERT_TRUE(text_is_ascii(row->sees));
		CU_ASSERT_TRUE(strlen(row->sees) < CARD_MAX);
		CU_ASSERT_EQUAL(row->spoils == NULL, row->how == DRILL_CARD ||
			row->how == DRILL_POWER);
		check_steps(row, &script);
	}
	CU_ASSERT_PTR_NULL(drill_find("F38"));
	CU_ASSERT_PTR_NULL(drill_find("F"));
	script_clear(&script);
}

static enum status
parse(struct scenario *dst, const char *text, struct err *err)
{
	const struct xml_source source = {"s.xml", (const uint8_t *)text,
		strlen(text), 0};

	return scenario_parse(dst, &source, err);
}

static void
is_read_and_written(void)
{
	struct scenario first, second;
	struct script script = load_script();
	struct buf text = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(parse(&first, "<scenario title=\"a &amp; b\">"
		"<fault name=\"f13\"/><fault name=\"F21\" step=\"3.10\"/>"
		"<draw seed=\"5\"/></scenario>", &err), STATUS_OK);
	CU_ASSERT_EQUAL(first.draw, SCENARIO_DRAWN);
	CU_ASSERT_EQUAL_FATAL(scenario_settle(&first, &script, true, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(first.fault_count, 4);
	CU_ASSERT_STRING_EQUAL(first.faults[0].step, "skr-copy");
	CU_ASSERT_STRING_EQUAL(first.faults[1].step, "sign");
	scenario_write(&text, &first);
	CU_ASSERT_EQUAL_FATAL(parse(&second, buf_text(&text), &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(second.title, "a & b");
	CU_ASSERT_EQUAL(second.draw, 0);
	CU_ASSERT_EQUAL_FATAL(second.fault_count, 4);
	CU_ASSERT_PTR_EQUAL(second.faults[3].fault, first.faults[3].fault);
	CU_ASSERT_STRING_EQUAL(second.faults[3].step, first.faults[3].step);
	buf_clear(&text);
	scenario_clear(&second);
	scenario_clear(&first);
	script_clear(&script);
}

static void
refuses(void)
{
	static const struct {
		const char *text;
		const char *why;
	} rows[] = {
		{"<scenario>\n<fault name=\"F0\"/></scenario>",
			"s.xml:2: fault: \"F0\" is no fault; allowed: F1"},
		{"<scenario><fault name=\"F1\"/>\n<fault name=\"f1\"/>"
			"</scenario>", "s.xml:2: fault: \"f1\" is there twice"},
		{"<scenario>\n<fault step=\"sign\"/></scenario>", "s.xml:2"},
		{"<scenario>\n<draw/></scenario>", "s.xml:2"},
		{"<scenario><draw seed=\"x\"/></scenario>", "s.xml:1: seed"},
		{"<scenario><draw seed=\"1\" count=\"11\"/></scenario>",
			"s.xml:1: count"},
		{"<!DOCTYPE scenario><scenario/>", "s.xml:1"},
		{"<policy/>", "s.xml:1"},
	};
	struct scenario scenario;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CU_ASSERT_EQUAL(parse(&scenario, rows[i].text, &err),
			STATUS_INPUT);
		CU_ASSERT_EQUAL(strncmp(err.text, rows[i].why,
			strlen(rows[i].why)), 0);
	}
}

/* Where a fault makes no sense, and where the paper steps are on paper. */
static void
wants_its_step(void)
{
	struct script script = load_script();
	struct scenario scenario = {0};
	struct err err;

	CU_ASSERT_EQUAL(scenario_add(&scenario, "F8@media-words", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(scenario_settle(&scenario, &script, true, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(scenario_settle(&scenario, &script, false, &err),
		STATUS_USAGE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "allowed: media-words"));
	scenario_clear(&scenario);
	CU_ASSERT_EQUAL(scenario_add(&scenario, "F8@sign", &err), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_settle(&scenario, &script, true, &err),
		STATUS_USAGE);
	scenario_clear(&scenario);
	script_clear(&script);
}

/* The same seed, the same faults; never one that ends the ceremony. */
static void
draws_by_its_seed(void)
{
	struct script script = load_script();
	bool differs = false;
	uint64_t seed;
	struct err err;

	for (seed = 0; seed < 40; seed++) {
		struct scenario a = {.draw = 3, .seed = seed};
		struct scenario b = {.draw = 3, .seed = seed};
		struct scenario c = {.draw = 3, .seed = seed + 1};
		size_t i;

		CU_ASSERT_EQUAL(scenario_settle(&a, &script, true, &err), 0);
		CU_ASSERT_EQUAL(scenario_settle(&b, &script, true, &err), 0);
		CU_ASSERT_EQUAL(scenario_settle(&c, &script, true, &err), 0);
		CU_ASSERT_EQUAL_FATAL(a.fault_count, 3);
		for (i = 0; i < 3; i++) {
			CU_ASSERT_PTR_EQUAL(a.faults[i].fault,
				b.faults[i].fault);
			CU_ASSERT_STRING_EQUAL(a.faults[i].step,
				b.faults[i].step);
			CU_ASSERT_NOT_EQUAL(a.faults[i].fault->usual,
				DECISION_ABORT);
		}
		CU_ASSERT_PTR_NOT_EQUAL(a.faults[0].fault, a.faults[1].fault);
		differs |= a.faults[0].fault != c.faults[0].fault;
		scenario_clear(&a);
		scenario_clear(&b);
		scenario_clear(&c);
	}
	CU_ASSERT_TRUE(differs);
	script_clear(&script);
}

#define FAULT \
	"{\"step\":\"cameras\",\"action\":\"fault\",\"fault\":\"F13\"," \
	"\"text\":\"gone\"}"
#define DOWN \
	"{\"step\":\"cameras\",\"action\":\"fault\",\"fault\":\"F13\"," \
	"\"state\":\"down\"}"

/* The event, in a rehearsal and in a ceremony. */
static void
is_folded_in_rehearsals(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;

	session->rehearsal = false;
	REFUSED(hall_apply(session, "action", FAULT, REFUSAL),
		"a ceremony has no injected faults");
	session->rehearsal = true;
	REFUSED(hall_apply(session, "action", DOWN, REFUSAL), "no such card");
	CU_ASSERT_EQUAL(hall_apply(session, "action", FAULT, NULL), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(drill_card(session));
	CU_ASSERT_STRING_EQUAL(drill_card(session)->card, "gone");
	REFUSED(hall_apply(session, "action", FAULT, REFUSAL), "already");
	CU_ASSERT_EQUAL(hall_apply(session, "action", DOWN, NULL), 0);
	CU_ASSERT_PTR_NULL(drill_card(session));
	CU_ASSERT_PTR_NULL(session->faults[0].noticed);
	CU_ASSERT_FALSE(drill_is_over(session, &session->faults[0]));
	REFUSED(move_card_down(room, REFUSAL), "no card lies");
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{"the table has every fault", has_every_fault},
	{"is read and written", is_read_and_written},
	{"refuses, with file and line", refuses},
	{"wants a step where it makes sense", wants_its_step},
	{"draws by its seed", draws_by_its_seed},
	{"is folded in rehearsals only", is_folded_in_rehearsals},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_scenario = {"ceremony/scenario", tests};
