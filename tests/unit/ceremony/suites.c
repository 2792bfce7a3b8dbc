#include "support/test.h"

extern const struct test_suite suite_addendum;
extern const struct test_suite suite_capture;
extern const struct test_suite suite_ceremony;
extern const struct test_suite suite_carry;
extern const struct test_suite suite_script;
extern const struct test_suite suite_whole;
extern const struct test_suite suite_session;
extern const struct test_suite suite_fold;
extern const struct test_suite suite_change;
extern const struct test_suite suite_command;
extern const struct test_suite suite_correct;
extern const struct test_suite suite_exceptions;
extern const struct test_suite suite_forged;
extern const struct test_suite suite_gate;
extern const struct test_suite suite_kinds;
extern const struct test_suite suite_off;
extern const struct test_suite suite_by_paper;
extern const struct test_suite suite_resume;
extern const struct test_suite suite_printer;
extern const struct test_suite suite_roster;
extern const struct test_suite suite_saved;
extern const struct test_suite suite_scenario;
extern const struct test_suite suite_stops;
extern const struct test_suite suite_moves;
extern const struct test_suite suite_paper;
extern const struct test_suite suite_pins;
extern const struct test_suite suite_training;
extern const struct test_suite suite_unchanged;
extern const struct test_suite suite_waits;

const struct test_suite *const test_suites[] = {
	&suite_addendum,
	&suite_capture,
	&suite_ceremony,
	&suite_carry,
	&suite_script,
	&suite_whole,
	&suite_session,
	&suite_fold,
	&suite_moves,
	&suite_change,
	&suite_command,
	&suite_correct,
	&suite_exceptions,
	&suite_forged,
	&suite_gate,
	&suite_kinds,
	&suite_off,
	&suite_printer,
	&suite_by_paper,
	&suite_resume,
	&suite_roster,
	&suite_saved,
	&suite_scenario,
	&suite_stops,
	&suite_paper,
	&suite_pins,
	&suite_training,
	&suite_unchanged,
	&suite_waits,
	NULL,
};
