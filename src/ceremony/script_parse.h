/*
 * From XML to the script's structures. Inside the room only.
 */
#ifndef CEREMONY_SCRIPT_PARSE_H
#define CEREMONY_SCRIPT_PARSE_H

#include "ceremony/script.h"

/* Appends an <act> with its steps, or goes on with the last act where the
 * number is the same. */
enum status
script_take_act(struct script *script, const struct xml_node *node,
	struct err *err) MUST_CHECK;

/* Whether what the attributes say fits together. */
enum status
script_check_step(const struct step *step, const struct xml_node *node,
	struct err *err) MUST_CHECK;

/* The same of what only its kind has. */
enum status
script_check_kind(const struct step *step, const struct xml_node *node,
	struct err *err) MUST_CHECK;

void
script_step_clear(struct step *step);

#endif
