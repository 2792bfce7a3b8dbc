/*
 * The signing gate: what it is about, who has confirmed it, when it may open.
 */
#ifndef CEREMONY_GATE_H
#define CEREMONY_GATE_H

#include "ceremony/actions.h"

/* Reads the clock into the record and runs the request's rules at that time;
 * result is PASS unless one says FAIL and is not off. */
enum status
gate_run_rules(struct room *room, struct action_result *result,
	struct err *err) MUST_CHECK;

/* Why it is no use to type anything at the gate, in words, or NULL: what
 * session_gate_refusal says but for words that are still to be typed. */
const char *
gate_unready(const struct session *session);

/* Computes the plan anew from the documents, the policy and the keys that the
 * HSM shows now, and shows it in the record where it is new or another one:
 * then the voices are gone. */
enum status
gate_renew(struct room *room, struct err *err) MUST_CHECK;

/* What the response's rules look at. */
struct rule_input
gate_rule_input(const struct room *room);

#endif
