#include "ceremony/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "ceremony/off.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "ceremony/token.h"
#include "ceremony/unchanged.h"

struct rule_input
gate_rule_input(const struct room *room)
{
	const struct session *session = room->session;

	return (struct rule_input){
		.policy = &session->policy,
		.schema = session->schema,
		.request = &session->request,
		.previous = session->has_previous ? &session->previous : NULL,
		.now_utc = session->clock_utc,
		.hsm = room->hsm != NULL ? room->keys.findings : NULL,
	};
}

static enum status
post_clock(struct room *room, struct err *err)
{
	json_t *fields = fields_new(room->session);
	char reading[UTC_SIZE];

	utc_format(reading, record_now_utc(room->record));
	fields_add(fields, "reading", reading);
	return room_post(room, "clock", fields, err);
}

static enum status
post_rule(struct room *room, const struct rule_result *result, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "rule", result->rule->name);
	fields_add(fields, "verdict", verdict_word(result->verdict));
	fields_add_flag(fields, "off", result->off);
	if (result->off)
		fields_add(fields, "off-reason", result->off_reason);
	fields_add(fields, "reason", result->reason);
	return room_post(room, "rule", fields, err);
}

static void
sum_up(struct action_result *result, const struct rule_result *results,
	size_t count)
{
	size_t pass = 0, off = 0, i;

	for (i = 0; i < count; i++) {
		off += results[i].off;
		pass += !results[i].off && results[i].verdict == VERDICT_PASS;
	}
	action_set(result, rules_verdict(results, count),
		"%zu PASS, %zu FAIL, %zu OFF", pass, count - pass - off, off);
}

/* The keys as the HSM shows them now; without one, what the policy knows. */
static enum status
find_keys(struct room *room, struct err *err)
{
	plan_keys_clear(&room->keys);
	return plan_find_keys(&room->keys, room->hsm, &room->session->policy,
		room->session->schema, err);
}

/* SKR-ANCHOR is judged on the written file; a KSK out of its time is known
 * before anything is signed. */
static enum status
make_plan(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	enum status status;

	plan_clear(&room->plan);
	room->planned = false;
	if (room->hsm == NULL)
		return err_set(err, STATUS_RULE,
			"the HSM's token is not open; it is opened first");
	status = unchanged_inputs(room, err);
	if (status == STATUS_OK)
		status = find_keys(room, err);
	if (status == STATUS_OK)
		status = plan_make(&room->plan, &session->request,
			session->has_previous ? &session->previous : NULL,
			&session->policy, session->schema, &room->keys,
			&room->hsm->token, err);
	if (status == STATUS_OK)
		status = rules_check_anchors(&session->policy, session->schema,
			&session->request, err);
	room->planned = status == STATUS_OK;
	return status;
}

/* An HSM that failed is lost before the verdict is: its FAIL is not of the
 * request. */
static enum status
fail_with(struct action_result *result, struct room *room,
	const struct err *reason, struct err *err)
{
	action_set(result, VERDICT_FAIL, "%.390s", reason->text);
	return reason->status == STATUS_HSM ?
		token_lost(room, reason->text, err) : STATUS_OK;
}

/* A plan that cannot be made is a FAIL beside the rules. */
static enum status
judge_plan(struct action_result *result, struct room *room, struct err *err)
{
	struct err reason;

	if (result->verdict != VERDICT_PASS || room->hsm == NULL ||
		make_plan(room, &reason) == STATUS_OK)
		return STATUS_OK;
	return fail_with(result, room, &reason, err);
}

enum status
gate_run_rules(struct room *room, struct action_result *result, struct err *err)
{
	struct rule_result *results = mem_new(rule_count, sizeof(*results));
	struct rule_input input;
	struct err reason;
	size_t count = 0, i;
	enum status status = post_clock(room, err);

	if (status == STATUS_OK && find_keys(room, &reason) == STATUS_OK) {
		input = gate_rule_input(room);
		rules_run_request(results, &count, &input);
		sum_up(result, results, count);
		status = judge_plan(result, room, err);
	} else if (status == STATUS_OK) {
		status = fail_with(result, room, &reason, err);
	}
	for (i = 0; status == STATUS_OK && i < count; i++)
		status = post_rule(room, &results[i], err);
	free(results);
	return status;
}

static enum session_output
find_output(const struct room *room)
{
	char *name = session_skr_name(room->session);
	char *path = room_path(room, name);
	bool exists = file_exists(path);

	free(path);
	free(name);
	return exists ? OUTPUT_EXISTS : OUTPUT_ABSENT;
}

enum status
gate_renew(struct room *room, struct err *err)
{
	const struct session_gate *gate = &room->session->gate;
	enum session_output output = find_output(room);
	json_t *fields;
	struct err other;
	enum status status = make_plan(room, err);

	if (status == STATUS_HSM && token_lost(room, err->text, &other) !=
			STATUS_OK) {
		*err = other;
		return err->status;
	}
	if (status != STATUS_OK || (gate->planned &&
			gate->output == output &&
			digest_equal(&gate->plan, &room->plan.digest)))
		return status;
	fields = fields_new(room->session);
	fields_add(fields, "what", "plan");
	fields_add_digest(fields, "plan", &room->plan.digest);
	fields_add_number(fields, "signatures", room->plan.count);
	fields_add(fields, "token", room->plan.token.serial);
	fields_add(fields, "output",
		output == OUTPUT_EXISTS ? "exists" : "absent");
	return room_post(room, "show", fields, err);
}

static bool
request_checked(const struct session *session)
{
	size_t i;

	for (i = 0; i < session->script.step_count; i++) {
		const struct step *step = &session->script.steps[i];

		if (steps_is(step, "check-request") &&
			!session->steps[i].act.yes)
			return false;
	}
	return true;
}

/* The request's readback, and a pause in the act of the gate. */
static bool
leads_to_gate(const struct step *step, const struct step *gate)
{
	return step->words == WORDS_KSR ||
		(step->kind == STEP_HOLD && step->act == gate->act);
}

/* Passed over by an exception: nobody has read or heard what the gate is
 * about. */
static bool
passed_over(const struct session *session)
{
	const struct script *script = &session->script;
	size_t gate = 0;
	size_t i;

	while (gate < script->step_count &&
		!steps_is(&script->steps[gate], "open-gate"))
		gate++;
	for (i = 0; gate < script->step_count && i < gate; i++) {
		if (leads_to_gate(&script->steps[i], &script->steps[gate]) &&
			(session->steps[i].skipped ||
				session->steps[i].gone_on))
			return true;
	}
	return false;
}

const char *
gate_unready(const struct session *session)
{
	if (session->saved.lost)
		return "the record is not saved on both drives";
	if (session->objection.open)
		return "an objection is open";
	if (session_open_exception(session) != NULL)
		return "an exception is open";
	if (session->rules_verdict == VERDICT_FAIL)
		return "a rule says FAIL of this request";
	if (session->rules_verdict == VERDICT_NONE || !request_checked(session))
		return "the request has not been checked";
	if (passed_over(session))
		return "the readback of the request or the pause before the "
		       "gate was passed over by an exception; nothing is "
		       "signed in this ceremony";
	if (!session->hsm.open)
		return "the HSM's token is not open";
	return NULL;
}

const char *
session_gate_refusal(const struct session *session)
{
	const char *unready = gate_unready(session);
	size_t row;

	if (unready == NULL && off_next(&row, session))
		return "the last word of each rule that is off is typed first";
	return unready;
}
