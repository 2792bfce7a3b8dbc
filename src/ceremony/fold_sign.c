#include "ceremony/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/fields.h"
#include "ceremony/steps.h"

/* What the rules that follow take for now. */
/* Written right before the login, and counted: one that a loss of power cuts
 * off was tried. */
static void
hsm_token(struct session *session, const struct event *event)
{
	struct session_hsm *hsm = &session->hsm;

	snprintf(hsm->label, sizeof(hsm->label), "%s",
		fields_text(event, "label"));
	snprintf(hsm->serial, sizeof(hsm->serial), "%s",
		fields_text(event, "serial"));
	snprintf(hsm->model, sizeof(hsm->model), "%s",
		fields_text(event, "model"));
	hsm->refused++;
}

static void
hsm_login(struct session *session, const struct event *event)
{
	session->hsm.open = fields_verdict(event) == VERDICT_PASS;
	if (session->hsm.open) {
		session->hsm.lost = false;
		session->hsm.refused = 0;
	}
	fold_last(session, "HSM login %s", fields_text(event, "verdict"));
}

static void
hsm_key(struct session *session, const struct event *event)
{
	fold_last(session, "key %s %s", fields_text(event, "ksk"),
		fields_text(event, "verdict"));
}

static void
hsm_logout(struct session *session, const struct event *event)
{
	(void)event;
	session->hsm.open = false;
	session->hsm.lost = false;
	fold_last(session, "HSM logged out");
}

/* It dropped off while it was logged in: the PIN is asked for again. */
static void
hsm_lost(struct session *session, const struct event *event)
{
	(void)event;
	session->hsm.lost = session->hsm.open || session->hsm.lost;
	session->hsm.open = false;
	fold_empty_gate(session, "the HSM was lost");
	fold_last(session, "HSM lost");
}

static const struct {
	const char *what;
	void (*apply)(struct session *session, const struct event *event);
} hsm_events[] = {
	{ "token", hsm_token },
	{ "login", hsm_login },
	{ "key", hsm_key },
	{ "logout", hsm_logout },
	{ "lost", hsm_lost },
};

enum status
fold_hsm(struct session *session, const struct event *event, struct err *err)
{
	const char *what = fields_text(event, "what");
	size_t i;

	for (i = 0; i < sizeof(hsm_events) / sizeof(hsm_events[0]); i++) {
		if (strcmp(hsm_events[i].what, what) == 0) {
			hsm_events[i].apply(session, event);
			return STATUS_OK;
		}
	}
	return fold_refuse(event, err, "\"%.20s\" is unknown", what);
}

enum status
fold_rule(struct session *session, const struct event *event, struct err *err)
{
	const char *name = fields_text(event, "rule");
	bool off = fields_flag(event, "off");
	struct session_rule *rule = NULL;
	size_t i;

	(void)err;
	for (i = 0; i < session->rule_count && rule == NULL; i++) {
		if (strcmp(session->rules[i].name, name) == 0)
			rule = &session->rules[i];
	}
	if (rule == NULL)
		rule = mem_append(&session->rules, &session->rule_count,
			sizeof(*rule));
	fields_keep(&rule->name, name);
	fields_keep(&rule->reason, fields_text(event, "reason"));
	fields_keep(&rule->off_reason, fields_text(event, "off-reason"));
	rule->verdict = fields_verdict(event);
	if (rule->off != off)
		fold_empty_gate(session, "other rules are off now");
	rule->off = off;
	return STATUS_OK;
}

static bool
at_signing(const struct session *session)
{
	return steps_is(session_current(session), "sign");
}

/* The gate is used up by the attempt, whatever becomes of it. */
enum status
fold_begin(struct session *session, const struct event *event, struct err *err)
{
	struct session_signing *signing = &session->signing;
	struct digest plan;

	if (!at_signing(session) || !session->gate.open ||
		!fields_digest(&plan, event, "plan") ||
		!digest_equal(&plan, &session->gate.plan))
		return fold_refuse(event, err,
			"the gate is not open for this plan");
	if (fields_number(event, "attempt") != signing->attempt + 1U)
		return fold_refuse(event, err, "attempts are counted");
	signing->attempt++;
	signing->finished = false;
	signing->plan = plan;
	signing->made = 0;
	signing->total = fields_number(event, "signatures");
	session->gate.open = false;
	fold_last(session, "signing, attempt %u", signing->attempt);
	return STATUS_OK;
}

enum status
fold_signature(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_signing *signing = &session->signing;
	struct digest *made;

	if (!at_signing(session) ||
		fields_number(event, "attempt") != signing->attempt ||
		fields_number(event, "index") != signing->made ||
		signing->made >= signing->total)
		return fold_refuse(event, err, "signature out of order");
	made = mem_append(&signing->signatures, &signing->made, sizeof(*made));
	if (!fields_digest(made, event, "signature"))
		return fold_refuse(event, err, "no SHA-256");
	fold_last(session, "signature %zu of %zu", signing->made,
		signing->total);
	return STATUS_OK;
}

static enum verdict
skr_verdict(const struct event *event, const char *rule)
{
	const json_t *verdicts = json_object_get(event->fields, "verdicts");
	const char *word = json_string_value(json_object_get(verdicts, rule));

	return verdict_of_word(word != NULL ? word : "");
}

/* Written once an attempt, when all its signatures are made. */
static bool
awaits_skr(const struct session *session, const struct event *event)
{
	const struct session_signing *signing = &session->signing;

	return at_signing(session) && signing->attempt > 0 &&
		fields_number(event, "attempt") == signing->attempt &&
		!signing->finished && signing->total > 0 &&
		signing->made == signing->total;
}

static bool
verified(const struct event *event)
{
	return skr_verdict(event, "SKR-VERIFY") == VERDICT_PASS &&
		skr_verdict(event, "SKR-ANCHOR") == VERDICT_PASS &&
		skr_verdict(event, "SKR-MATCH") == VERDICT_PASS;
}

enum status
fold_written(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_skr *skr = &session->skr;
	char *name = session_skr_name(session);
	bool named = strcmp(name, fields_text(event, "file")) == 0;
	struct digest sha256;

	free(name);
	if (!named)
		return fold_refuse(event, err, "is not the SKR's file");
	if (!fields_digest(&sha256, event, "sha256"))
		return fold_refuse(event, err, "no SHA-256");
	if (!awaits_skr(session, event))
		return fold_refuse(event, err,
			"no SKR is awaited: its signatures are not all made, "
			"or it was written before");
	if (!verified(event))
		return fold_refuse(event, err,
			"an SKR that does not verify is none");
	skr->sha256 = sha256;
	fields_keep(&skr->file, fields_text(event, "file"));
	skr->written = true;
	skr->size = fields_number(event, "size");
	skr->verify = skr_verdict(event, "SKR-VERIFY");
	skr->anchor = skr_verdict(event, "SKR-ANCHOR");
	skr->match = skr_verdict(event, "SKR-MATCH");
	skr->attempt = session->signing.attempt;
	session->signing.finished = true;
	fold_last(session, "written file verified");
	return STATUS_OK;
}
