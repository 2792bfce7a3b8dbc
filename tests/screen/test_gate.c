/*
 * Pages against golden ones: pre-flight and gate, with all their rules.
 */
#include "screen/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every rule of a request that can be off. */
#define ALMOST_ALL "KSR-DOMAIN KSR-ID KSR-BUNDLE-COUNT KSR-BUNDLE-KEYS " \
	"KSR-BUNDLE-POP KSR-POLICY-KEYS KSR-POLICY-ALG " \
	"KSR-BUNDLE-CYCLE-DURATION KSR-POLICY-SIG-OVERLAP " \
	"KSR-POLICY-SIG-VALIDITY KSR-POLICY-SIG-HORIZON " \
	"KSR-POLICY-BUNDLE-INTERVALS KSR-POLICY-SAFETY KSR-CHAIN-KEYS " \
	"KSR-CHAIN-OVERLAP KEY-TAGS SKR-REVOKE SKR-SIZE HSM-KEYS"

/* The request was checked, and these rules failed or are off. */
static void
check_request(struct scene *scene, const char *failed, const char *off,
	const char *last)
{
	scene_at(scene, "check-request", "19:06");
	scene_frame(scene, "19:08", 172, "");
	scene_done(scene, "19:07");
	scene_rules(scene, failed, off);
	scene_frame(scene, "19:08", 172, last);
}

/* C: all pass; and what fails or is off stands there in full. */
static void
test_preflight(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	check_request(&scene, NULL, NULL, "21 rules run, 21 PASS, 19:07");
	CU_ASSERT_TRUE(scene_golden(&scene, "c-pre-flight"));
	scene.view.tab = 2;
	CU_ASSERT_TRUE(scene_golden(&scene, "c-rules"));
	scene.view.tab = scene.view.tab_count - 2;
	CU_ASSERT_TRUE(scene_golden(&scene, "c-changes"));
	scene.session->rules[3].verdict = VERDICT_FAIL;
	scene.session->rules[9].off = true;
	scene.session->rules[9].off_reason = mem_string("agreed in 2017");
	scene.view.tab = 0;
	CU_ASSERT_TRUE(scene_golden(&scene, "c-fail"));
	scene_close(&scene);
}

/* What does not fit beside the slots takes their place. */
static void
test_refused(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	check_request(&scene, "KSR-SYNTAX KSR-BUNDLE-UNIQUE",
		"KSR-BUNDLE-CYCLE-DURATION KSR-POLICY-SIG-HORIZON KSR-ID",
		"check-request FAIL, 19:07");
	CU_ASSERT_TRUE(scene_golden(&scene, "c-refused"));
	scene_close(&scene);
	scene_open(&scene);
	scene_seat(&scene, 9, "18:17");
	check_request(&scene, NULL, ALMOST_ALL,
		"check-request PASS, 19:07");
	CU_ASSERT_TRUE(scene_golden(&scene, "c-refused-all"));
	scene_close(&scene);
}

static bool
shows(struct scene *scene, const char *text)
{
	char *page = view_page(&scene->view);
	bool there = strstr(page, text) != NULL;

	free(page);
	return there;
}

static void
add_zsk(struct ksr_bundle *bundle, uint16_t tag)
{
	struct ksr_key *key = mem_append(&bundle->keys, &bundle->key_count,
		sizeof(*key));

	key->dnskey.flags = 256;
	key->tag = tag;
}

/* Three keys in a slot leave the verdicts beside it alone; the page Slots has
 * their tags. */
static void
test_three_tags(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	check_request(&scene, NULL, NULL, "21 rules run, 21 PASS, 19:07");
	add_zsk(&scene.session->request.bundles[0], 20001);
	add_zsk(&scene.session->request.bundles[3], 20001);
	CU_ASSERT_TRUE(scene_golden(&scene, "c-three-tags"));
	scene.view.tab = 1;
	CU_ASSERT_TRUE(shows(&scene, "  14796 20001 61045 "));
	scene_close(&scene);
}

static void
add_voice(struct scene *scene, size_t person, const char *time)
{
	struct session_gate *gate = &scene->session->gate;
	struct session_voice *voice = mem_append(&gate->voices,
		&gate->voice_count, sizeof(*voice));

	voice->person = person;
	voice->plan = gate->plan;
	voice->at_utc = scene_time(time);
}

/* At the gate, the request read back, its rules run; some of them off. */
static void
stand_at_gate(struct scene *scene, const char *off)
{
	struct session *session = scene->session;
	struct session_gate *gate = &session->gate;
	struct session_step *step;
	size_t i;

	scene_seat(scene, 9, "18:17");
	scene_at(scene, "ksr-words", "19:10");
	step = &session->steps[session->step];
	for (i = 0; i < 3; i++) {
		mem_append(&step->blanks, &step->blank_count, sizeof(size_t));
		scene_value(scene, i, SESSION_BLANK, "word", VERDICT_PASS);
	}
	scene_frame(scene, "19:20", 183, "");
	scene_rules(scene, NULL, off);
	scene_at(scene, "gate", "19:18");
	gate->step = session->step;
	gate->planned = true;
	scene_words(&gate->plan, "watchword crossover aardvark telephone");
	snprintf(session->hsm.label, 33, "KSK-TRAIN");
	snprintf(session->hsm.serial, 17, "9F310C77");
	session->hsm.open = true;
}

/* D2: two of five have confirmed. */
static void
test_gate(void)
{
	struct scene scene;
	struct session_gate *gate;

	NEEDS_FILES(&scene);
	gate = &scene.session->gate;
	stand_at_gate(&scene, NULL);
	add_voice(&scene, 1, "19:19");
	add_voice(&scene, 4, "19:20");
	scene_frame(&scene, "19:20", 183, "RZM confirmed the plan, 19:20");
	CU_ASSERT_TRUE(shows(&scene, "not compared on the case"));
	CU_ASSERT_TRUE(shows(&scene, "not looked for yet"));
	gate->output = OUTPUT_EXISTS;
	CU_ASSERT_TRUE(shows(&scene, "EXISTS: signing will refuse"));
	gate->output = OUTPUT_ABSENT;
	scene_at(&scene, "hsm-connect", "19:00");
	scene_value(&scene, 0, 0, "0C77", VERDICT_PASS);
	scene_at(&scene, "gate", "19:18");
	scene_type(&scene, "GE\n1234");
	CU_ASSERT_TRUE(scene_golden(&scene, "d2-gate"));
	scene_close(&scene);
}

/* One more KSK, of ECDSA, that signs the last slot. */
static void
add_key(struct session *session, const char *name, uint16_t tag)
{
	struct policy_schema *schema = &session->policy.schemas[0];
	struct policy_ksk *ksk = mem_append(&session->policy.ksks,
		&session->policy.ksk_count, sizeof(*ksk));
	size_t count = session->policy.ksk_count;
	uint8_t *uses = mem_new(count * schema->slots, 1);
	size_t i;

	ksk->name = mem_string(name);
	ksk->label = mem_string(name);
	ksk->tag = tag;
	ksk->algorithm = 13;
	ksk->bits = 256;
	for (i = 0; i < schema->slots; i++)
		memcpy(uses + count * i, schema->uses + (count - 1) * i,
			count - 1);
	uses[count * schema->slots - 1] = KSK_PUBLISH | KSK_SIGN;
	free(schema->uses);
	schema->uses = uses;
}

/* With two keys and more every voice and the CA's turn are still there. */
static void
test_gate_keys(void)
{
	static const size_t persons[] = {1, 4, 5, 6, 7};
	struct scene scene;
	size_t i;

	NEEDS_FILES(&scene);
	stand_at_gate(&scene, NULL);
	add_key(scene.session, "second-ksk", 5011);
	scene.session->gate.output = OUTPUT_ABSENT;
	for (i = 0; i < 5; i++)
		add_voice(&scene, persons[i], "19:20");
	scene_frame(&scene, "19:22", 186, "CO4 confirmed the plan, 19:20");
	CU_ASSERT_TRUE(scene_golden(&scene, "d2-gate-keys"));
	add_key(scene.session, "third-ksk", 31022);
	CU_ASSERT_TRUE(scene_golden(&scene, "d2-gate-more-keys"));
	scene_close(&scene);
}

/* Before the voices: one rule that is off after the other, however many there
 * are and whatever the reason. */
static void
test_gate_off(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	stand_at_gate(&scene, ALMOST_ALL);
	scene.session->gate.output = OUTPUT_ABSENT;
	scene_value(&scene, 0, SESSION_OFF, "DOMAIN", VERDICT_PASS);
	scene_value(&scene, 1, SESSION_OFF, "ID", VERDICT_PASS);
	scene_frame(&scene, "19:20", 185, "3.9 OFF rule 2 PASS, 19:20");
	scene_type(&scene, "coun");
	CU_ASSERT_TRUE(scene_golden(&scene, "d2-gate-off"));
	free(scene.session->rules[4].off_reason);
	scene.session->rules[4].off_reason = mem_format("%0399d", 0);
	scene_value(&scene, 2, SESSION_OFF, "BUNDLE", VERDICT_FAIL);
	scene.session->gate.emptied = 1;
	scene.session->gate.emptied_why = mem_string("the plan has changed");
	scene_frame(&scene, "19:21", 186, "3.9 OFF rule 3 FAIL, 19:21");
	CU_ASSERT_TRUE(scene_golden(&scene, "d2-gate-off-again"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"C, pre-flight: summary, rules, a FAIL and an OFF", test_preflight},
	{"C, pre-flight: many FAIL and OFF", test_refused},
	{"C, pre-flight: three ZSKs in a slot", test_three_tags},
	{"D2, the gate", test_gate},
	{"D2, two keys and more", test_gate_keys},
	{"D2, rules that are off before the voices", test_gate_off},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_gate = {"screen/gate", tests};
