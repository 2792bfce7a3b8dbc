/* The one place of a ceremony where an authorization is made and used. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/gate.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "ceremony/token.h"
#include "ceremony/written.h"
#include "sign/authorize.h"
#include "sign/sign.h"

#define NEEDED_SIZE 200

/* Words against signing, before anything is begun. */
static enum status
check_gate(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	const char *refusal = session_gate_refusal(session);
	char *path;
	enum status status;

	if (refusal != NULL)
		return err_set(err, STATUS_STOPPED, "%s", refusal);
	status = gate_renew(room, err);
	if (status != STATUS_OK)
		return status;
	if (!session->gate.open)
		return err_set(err, STATUS_STOPPED, "the gate is shut%s%s",
			session->gate.emptied_why != NULL ? ": " : "",
			session->gate.emptied_why != NULL ?
				session->gate.emptied_why : "");
	if (strcmp(room->hsm->token.serial, session->hsm.serial) != 0)
		return err_set(err, STATUS_HSM,
			"the open token has serial %s, not %s",
			room->hsm->token.serial, session->hsm.serial);
	path = written_path(room);
	status = file_check_creatable(path, err);
	free(path);
	return status;
}

/* Everybody whom the script names at the gate, and who opens it. */
static enum status
authorize(struct authorization **dst, struct room *room, struct err *err)
{
	const struct session *session = room->session;
	const struct session_gate *gate = &session->gate;
	const struct step *step = &session->script.steps[gate->step];
	struct authorization_voice *voices =
		mem_new(gate->voice_count, sizeof(*voices));
	char needed[NEEDED_SIZE];
	enum status status;
	size_t i;

	for (i = 0; i < gate->voice_count; i++) {
		const struct person *who =
			session_person(session, gate->voices[i].person);

		voices[i] = (struct authorization_voice){
			.role = who->role,
			.person = who->name,
			.plan = gate->voices[i].plan,
		};
	}
	snprintf(needed, sizeof(needed), "%s %s", step->voices, step->acts);
	status = authorize_ceremony(dst, &room->plan, needed, voices,
		gate->voice_count, err);
	free(voices);
	return status;
}

static enum status
post_begin(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session);

	fields_add_number(fields, "attempt", session->signing.attempt + 1U);
	fields_add_digest(fields, "plan", &room->plan.digest);
	fields_add_number(fields, "signatures", room->plan.count);
	fields_add_digest(fields, "ksr", &session->request.sha256);
	if (session->has_previous)
		fields_add_digest(fields, "previous",
			&session->previous.sha256);
	fields_add_digest(fields, "policy", &session->policy.sha256);
	fields_add(fields, "serial", room->plan.token.serial);
	return room_post(room, "sign.begin", fields, err);
}

static enum status
signed_one(void *context, const struct plan *plan, size_t index,
	const struct bytes *signature, struct err *err)
{
	struct room *room = context;
	const struct plan_signature *made = &plan->signatures[index];
	struct digest digest = digest_of(signature->data, signature->len);
	json_t *fields = fields_new(room->session);
	enum status status;

	fields_add_number(fields, "attempt", room->session->signing.attempt);
	fields_add_number(fields, "index", index);
	fields_add_number(fields, "slot", made->slot + 1);
	fields_add(fields, "ksk", made->ksk->name);
	fields_add_number(fields, "tag", made->tag);
	fields_add_digest(fields, "tbs", &made->tbs_sha256);
	fields_add_digest(fields, "signature", &digest);
	status = room_post(room, "sign.signature", fields, err);
	room_progress(room);
	if (status == STATUS_OK && room->halt)
		return err_set(err, STATUS_STOPPED,
			"%s stopped it behind slot %zu",
			room->session->saved.lost ? "a lost drive" :
			"an objection", made->slot + 1);
	return status;
}

static enum status
write_file(struct room *room, struct err *err)
{
	struct buf text = { 0 };
	char *path = written_path(room);
	enum status status;

	ksr_write(&text, &room->plan.response);
	status = file_create(path, text.data, text.len, err);
	buf_clear(&text);
	free(path);
	return status;
}

/* The signatures and the file; what fails here fails the attempt. */
static enum status
sign_and_write(struct room *room, struct err *err)
{
	struct sign_listener listener = { signed_one, room };
	struct authorization *authorization = NULL;
	enum status status = authorize(&authorization, room, err);

	if (status == STATUS_OK)
		status = post_begin(room, err);
	if (status == STATUS_OK && room->session->saved.lost)
		status = err_set(err, STATUS_STOPPED,
			"a lost drive stopped it");
	if (status == STATUS_OK)
		status = sign_plan(&room->plan, authorization, room->hsm,
			&room->keys, &listener, err);
	authorization_free(authorization);
	if (status == STATUS_OK)
		status = write_file(room, err);
	return status;
}

enum status
action_sign(struct room *room, struct action_result *result, struct err *err)
{
	const struct session_signing *signing = &room->session->signing;
	unsigned before = signing->attempt;
	enum status status;
	struct err reason;

	room->halt = false;
	if (written_waits(room))
		return written_verify(room, result, err);
	status = written_clear_part(room, err);
	if (status != STATUS_OK)
		return status;
	if (check_gate(room, &reason) != STATUS_OK ||
		sign_and_write(room, &reason) != STATUS_OK) {
		action_set(result, VERDICT_FAIL, "%s%.360s",
			signing->attempt > before ? "the attempt failed: "
						  : "not begun: ",
			reason.text);
		return reason.status == STATUS_HSM ?
			token_lost(room, reason.text, err) : STATUS_OK;
	}
	room_progress(room);
	return written_verify(room, result, err);
}
