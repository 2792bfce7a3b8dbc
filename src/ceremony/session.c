#include "ceremony/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/steps.h"

#define FILE_MAX (16 * 1024 * 1024) /* bytes; the doors limit further */

static const char *const file_names[SESSION_FILES] = {
	[SESSION_SCRIPT] = "script.xml",
	[SESSION_POLICY] = "policy.xml",
	[SESSION_PROFILE] = "profile.xml",
	[SESSION_CEREMONY] = "ceremony.xml",
	[SESSION_KSR] = "ksr.xml",
	[SESSION_PREVIOUS] = "previous-skr.xml",
};

static enum status
read_input(struct session_input *input, const char *dir, bool may_miss,
	struct err *err)
{
	char *path = mem_format("%s/in/%s", dir, input->name);
	enum status status = STATUS_OK;

	input->there = file_exists(path) || !may_miss;
	if (input->there)
		status = file_read(&input->data, path, FILE_MAX, err);
	if (status == STATUS_OK && input->there)
		input->sha256 = digest_of(input->data.data, input->data.len);
	free(path);
	return status;
}

enum status
session_new(struct session **dst, const char *dir, struct err *err)
{
	struct session *session = mem_new(1, sizeof(*session));
	size_t i;

	session->step = SESSION_NOBODY;
	session->gate.step = SESSION_NOBODY;
	session->clock.jumped_step = SESSION_NOBODY;
	for (i = 0; i < SESSION_FILES; i++) {
		session->inputs[i].name = file_names[i];
		if (read_input(&session->inputs[i], dir, i == SESSION_PREVIOUS,
			    err) != STATUS_OK) {
			session_free(session);
			return err->status;
		}
	}
	*dst = session;
	return STATUS_OK;
}

static void
free_rules(struct session *session)
{
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		free(session->rules[i].name);
		free(session->rules[i].off_reason);
		free(session->rules[i].reason);
	}
	free(session->rules);
}

static void
free_exceptions(struct session *session)
{
	size_t i;

	for (i = 0; i < session->exception_count; i++) {
		free(session->exceptions[i].expected);
		free(session->exceptions[i].happened);
		free(session->exceptions[i].reason);
		free(session->exceptions[i].heard);
	}
	free(session->exceptions);
}

static void
free_faults(struct session *session)
{
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		free(session->faults[i].name);
		free(session->faults[i].card);
		free(session->faults[i].noticed);
	}
	free(session->faults);
}

static void
free_saved(struct session *session)
{
	size_t i;

	free(session->saved.first);
	free(session->saved.second);
	free(session->saved.lost_name);
	free(session->saved.why);
	for (i = 0; i < session->copy_count; i++) {
		free(session->copies[i].drive);
		free(session->copies[i].text);
	}
	free(session->copies);
}

static void
free_documents(struct session *session)
{
	size_t i;

	for (i = 0; i < SESSION_FILES; i++)
		bytes_clear(&session->inputs[i].data);
	ksr_clear(&session->previous);
	ksr_clear(&session->request);
	profile_clear(&session->profile);
	policy_clear(&session->policy);
	script_clear(&session->script);
	ceremony_clear(&session->ceremony);
}

static void
free_printing(struct session_printing *printing)
{
	size_t i;

	for (i = 0; i < printing->queue_count; i++) {
		free(printing->queues[i].name);
		free(printing->queues[i].state);
	}
	for (i = 0; i < printing->print_count; i++) {
		free(printing->prints[i].file);
		free(printing->prints[i].queue);
		free(printing->prints[i].how);
	}
	free(printing->queues);
	free(printing->prints);
	free(printing->queue);
}

void
session_free(struct session *session)
{
	size_t i;

	if (session == NULL)
		return;
	for (i = 0; session->steps != NULL && i < session->script.step_count;
		i++)
		steps_clear(&session->steps[i]);
	free(session->steps);
	for (i = 0; session->people != NULL &&
		i < session->ceremony.person_count; i++)
		free(session->people[i].held);
	free(session->people);
	free(session->pause.staying);
	free_rules(session);
	free_exceptions(session);
	free_faults(session);
	free_saved(session);
	free_documents(session);
	for (i = 0; i < session->former.count; i++)
		free(session->former.carried[i].value);
	free(session->former.carried);
	free(session->program);
	free(session->version);
	free(session->gate.voices);
	free(session->gate.emptied_why);
	free(session->signing.signatures);
	free(session->skr.file);
	free(session->log.file);
	free_printing(&session->printing);
	free(session->command.text);
	free(session->command.how);
	free(session->command.file);
	free(session->command.output);
	free(session->objection.words);
	free(session->objection.name);
	for (i = 0; i < session->waiting_count; i++) {
		free(session->waiting[i].words);
		free(session->waiting[i].name);
	}
	free(session->waiting);
	free(session->resumed.torn);
	free(session);
}

static struct xml_source
source_of(const struct session *session, enum session_file file, size_t max)
{
	const struct session_input *input = &session->inputs[file];

	return (struct xml_source){
		.name = input->name,
		.data = input->data.data,
		.len = input->data.len,
		.max = max,
	};
}

static enum status
parse_procedure(struct session *session, struct err *err)
{
	struct xml_source source;
	enum status status;

	source = source_of(session, SESSION_SCRIPT, 0);
	status = script_parse(&session->script, &source, err);
	if (status == STATUS_OK) {
		source = source_of(session, SESSION_CEREMONY, 0);
		status = ceremony_parse(&session->ceremony, &source, err);
	}
	if (status == STATUS_OK)
		status = ceremony_check(&session->ceremony, &session->script,
			err);
	return status;
}

static enum status
parse_signing(struct session *session, struct err *err)
{
	struct xml_source source;
	enum status status;

	source = source_of(session, SESSION_POLICY, 0);
	status = policy_parse(&session->policy, &source, err);
	if (status == STATUS_OK)
		status = policy_find_schema(&session->schema, &session->policy,
			session->ceremony.schema, err);
	if (status == STATUS_OK) {
		source = source_of(session, SESSION_PROFILE, 0);
		status = profile_parse(&session->profile, &source, err);
	}
	return status;
}

static enum status
parse_requests(struct session *session, struct err *err)
{
	struct xml_source source;
	enum status status;

	source = source_of(session, SESSION_KSR, session->policy.max_size);
	status = ksr_read(&session->request, KSR_REQUEST, &source, err);
	if (status != STATUS_OK || !session->inputs[SESSION_PREVIOUS].there)
		return status;
	source = source_of(session, SESSION_PREVIOUS, session->policy.max_size);
	status = ksr_read(&session->previous, KSR_RESPONSE, &source, err);
	session->has_previous = status == STATUS_OK;
	return status;
}

/* The hashes that the ceremony document gives for its inputs. */
static enum status
check_inputs(const struct session *session, struct err *err)
{
	size_t i;

	for (i = 0; i < SESSION_FILES; i++) {
		const struct session_input *file = &session->inputs[i];
		const struct ceremony_input *given =
			ceremony_find_input(&session->ceremony, file->name);

		if (given == NULL || !given->known)
			continue;
		if (!file->there ||
			!digest_equal(&given->sha256, &file->sha256))
			return err_set(err, STATUS_INPUT,
				"in/%s is not the file that the ceremony "
				"document names: its SHA-256 differs",
				file->name);
	}
	return STATUS_OK;
}

enum status
session_parse(struct session *session, struct err *err)
{
	enum status status;
	size_t i;

	if (session->parsed)
		return STATUS_OK;
	status = parse_procedure(session, err);
	if (status == STATUS_OK)
		status = check_inputs(session, err);
	if (status == STATUS_OK)
		status = parse_signing(session, err);
	if (status == STATUS_OK)
		status = parse_requests(session, err);
	if (status != STATUS_OK)
		return status;
	session->steps = mem_new(session->script.step_count,
		sizeof(*session->steps));
	session->people = mem_new(session->ceremony.person_count,
		sizeof(*session->people));
	for (i = 0; i < session->script.step_count; i++)
		steps_clear(&session->steps[i]);
	session->parsed = true;
	return STATUS_OK;
}

const struct step *
session_current(const struct session *session)
{
	if (!session->parsed || session->step >= session->script.step_count)
		return NULL;
	return &session->script.steps[session->step];
}

const struct person *
session_person(const struct session *session, size_t person)
{
	if (person >= session->ceremony.person_count)
		return NULL;
	return &session->ceremony.persons[person];
}

const struct session_exception *
session_open_exception(const struct session *session)
{
	size_t i;

	/* One of a lost drive may stand behind it. */
	for (i = session->exception_count; i-- > 0;) {
		if (session->exceptions[i].open)
			return &session->exceptions[i];
	}
	return NULL;
}

static bool
is_empty(const char *text)
{
	return text == NULL || text[0] == '\0';
}

const char *
session_exception_lacks(const struct session_exception *exception)
{
	if (exception->open)
		return NULL;
	if (is_empty(exception->reason))
		return "the reason";
	return is_empty(exception->heard) ? "who heard it" : NULL;
}

const struct session_exception *
session_unfinished(const struct session *session)
{
	size_t i;

	for (i = 0; i < session->exception_count; i++) {
		if (session_exception_lacks(&session->exceptions[i]) != NULL)
			return &session->exceptions[i];
	}
	return NULL;
}

bool
session_to_abort(const struct session *session)
{
	size_t i;

	for (i = 0; i < session->exception_count; i++) {
		if (!session->exceptions[i].open &&
			session->exceptions[i].decision == DECISION_ABORT)
			return true;
	}
	return false;
}

char *
session_skr_name(const struct session *session)
{
	const struct ceremony_input *input =
		ceremony_find_input(&session->ceremony, "ksr.xml");
	const char *from = input != NULL && input->from != NULL ?
		file_base_name(input->from) : "ksr.xml";
	const char *prefix = session->rehearsal ? "REHEARSAL-" : "";
	char *name;

	if (strncmp(from, "ksr", 3) == 0)
		name = mem_format("out/%sskr%s", prefix, from + 3);
	else
		name = mem_format("out/%sskr-%s", prefix, from);
	return name;
}

static const char *const decisions[DECISION_COUNT] = {
	[DECISION_NONE] = "",
	[DECISION_REPEAT] = "repeat",
	[DECISION_SUBSTITUTE] = "substitute",
	[DECISION_GO_ON] = "go on",
	[DECISION_SKIP] = "skip",
	[DECISION_SUSPEND] = "suspend",
	[DECISION_ABORT] = "abort",
};

const char *
session_decision_word(enum session_decision decision)
{
	return decision < DECISION_COUNT ? decisions[decision] : "";
}
