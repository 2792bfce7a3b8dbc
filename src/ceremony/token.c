#include "ceremony/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/folder.h"
#include "ceremony/room.h"
#include "hsm/remote.h"

void
token_prepare(struct room *room)
{
	char *conf;

	if (!room->session->rehearsal)
		return;
	conf = room_path(room, "rehearsal/softhsm2.conf");
	profile_set_environment(&room->session->profile, "SOFTHSM2_CONF", conf);
	free(conf);
}

void
token_close(struct room *room)
{
	plan_clear(&room->plan);
	plan_keys_clear(&room->keys);
	room->planned = false;
	if (room->hsm != NULL)
		room->hsm->ops->close(room->hsm);
	room->hsm = NULL;
}

static enum status
post_lost(struct room *room, const char *reason, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "what", "lost");
	fields_add(fields, "reason", reason);
	return room_post(room, "hsm", fields, err);
}

enum status
token_lost(struct room *room, const char *reason, struct err *err)
{
	enum status status;

	if (room->hsm == NULL)
		return STATUS_OK;
	status = post_lost(room, reason, err);
	token_close(room);
	return status;
}

static void
fail(struct action_result *result, const char *text)
{
	result->verdict = VERDICT_FAIL;
	snprintf(result->text, sizeof(result->text), "%.*s",
		(int)sizeof(result->text) - 1, text);
}

/* The one that the ceremony document names, and after a resume the one that
 * was open before. */
static enum status
choose(struct hsm_token *dst, struct room *room, struct err *err)
{
	const struct session *session = room->session;
	const char *serial = session->hsm.lost ? session->hsm.serial :
		session->ceremony.token_serial;
	enum status status = hsm_choose_token(dst, room->hsm,
		session->ceremony.token_label, err);

	if (status == STATUS_OK && session->rehearsal &&
		strcmp(dst->manufacturer, HSM_SOFTHSM_MAKER) != 0)
		return err_set(err, STATUS_HSM,
			"token \"%s\" is by %s, not by SoftHSM; a rehearsal "
			"opens no other", dst->label, dst->manufacturer);
	if (status != STATUS_OK || serial == NULL || serial[0] == '\0' ||
		strcmp(serial, dst->serial) == 0)
		return status;
	return err_set(err, STATUS_HSM,
		"token \"%s\" has serial %s, %s is the right one; it is not "
		"opened", dst->label, dst->serial, serial);
}

/* The software between the console and the HSM: the process and the module,
 * by their files. */
static enum status
add_software(json_t *fields, const struct room *room, struct err *err)
{
	const char *module;
	enum status status = profile_find_module(&module,
		&room->session->profile, err);

	if (status != STATUS_OK)
		return status;
	fields_add(fields, "module", module);
	status = fields_add_file(fields, "module-sha256", module, err);
	if (status == STATUS_OK)
		status = fields_add_file(fields, "process-sha256",
			room->hsm_program, err);
	return status;
}

static enum status
post_token(struct room *room, const struct hsm_token *token, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "what", "token");
	fields_add(fields, "label", token->label);
	fields_add(fields, "serial", token->serial);
	fields_add(fields, "model", token->model);
	if (add_software(fields, room, err) != STATUS_OK) {
		json_decref(fields);
		return err->status;
	}
	return room_post(room, "hsm", fields, err);
}

static enum status
post_login(struct room *room, enum verdict verdict, const char *reason,
	struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "what", "login");
	fields_add(fields, "verdict", verdict_word(verdict));
	fields_add(fields, "reason", reason);
	return room_post(room, "hsm", fields, err);
}

static enum status
post_keys(struct room *room, struct action_result *result, struct err *err)
{
	const struct plan_keys *keys = &room->keys;
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; status == STATUS_OK && i < keys->count; i++) {
		const struct rule_hsm *finding = &keys->findings[i];
		json_t *fields;

		if (!finding->wanted)
			continue;
		fields = fields_new(room->session);
		fields_add(fields, "what", "key");
		fields_add(fields, "ksk", room->session->policy.ksks[i].name);
		fields_add(fields, "verdict", verdict_word(finding->verdict));
		fields_add(fields, "reason", finding->reason);
		if (finding->verdict != VERDICT_PASS)
			fail(result, finding->reason);
		status = room_post(room, "hsm", fields, err);
	}
	return status;
}

/* What follows a login that the HSM took. */
static enum status
compare(struct room *room, struct action_result *result, struct err *err)
{
	const struct session *session = room->session;
	struct err reason;
	enum status status = post_login(room, VERDICT_PASS, NULL, err);

	if (status != STATUS_OK)
		return status;
	plan_keys_clear(&room->keys);
	if (plan_find_keys(&room->keys, room->hsm, &session->policy,
		    session->schema, &reason) != STATUS_OK) {
		fail(result, reason.text);
		return token_lost(room, reason.text, err);
	}
	result->verdict = VERDICT_PASS;
	snprintf(result->text, sizeof(result->text),
		"token %s, serial %s, keys as in the policy",
		session->hsm.label, session->hsm.serial);
	return post_keys(room, result, err);
}

static enum status
start(struct room *room, struct err *err)
{
	struct hsm_worker worker = {
		.program = room->hsm_program,
		.patience = room->patience,
	};
	enum status status;

	if (room->hsm != NULL)
		return STATUS_OK;
	status = folder_open_log(&worker.log, room->dir, err);
	if (status != STATUS_OK)
		return status;
	status = remote_open(&room->hsm, &room->session->profile, &worker, err);
	close(worker.log);
	return status;
}

void
token_expect(struct room *room)
{
	struct awaited awaited;
	struct err later;

	session_awaited(&awaited, room->session);
	if (awaited.what == AWAITED_HSM_PIN && room->hsm_program != NULL &&
		start(room, &later) != STATUS_OK)
		token_close(room);
}

/* What was started before may have looked before the HSM was there. */
static enum status
start_and_choose(struct hsm_token *dst, struct room *room, struct err *err)
{
	bool early = room->hsm != NULL;
	enum status status = start(room, err);

	if (status == STATUS_OK)
		status = choose(dst, room, err);
	if (status != STATUS_HSM || !early)
		return status;
	token_close(room);
	status = start(room, err);
	return status == STATUS_OK ? choose(dst, room, err) : status;
}

static enum status
try_login(struct room *room, const struct hsm_token *token,
	const struct secret *pin, struct action_result *result, struct err *err)
{
	struct err reason;

	if (room->hsm->ops->login(room->hsm, token, pin, &reason) == STATUS_OK)
		return compare(room, result, err);
	fail(result, reason.text);
	token_close(room);
	return post_login(room, VERDICT_FAIL, reason.text, err);
}

enum status
token_open(struct room *room, const struct secret *pin,
	struct action_result *result, struct err *err)
{
	bool with_pin = room->session->profile.login == HSM_LOGIN_PIN;
	struct hsm_token token;
	struct err reason;
	enum status status;

	if (start_and_choose(&token, room, &reason) != STATUS_OK) {
		fail(result, reason.text);
		token_close(room);
		return room->session->hsm.lost ?
			post_lost(room, reason.text, err) : STATUS_OK;
	}
	status = post_token(room, &token, err);
	return status != STATUS_OK ? status :
		try_login(room, &token, with_pin ? pin : NULL, result, err);
}
