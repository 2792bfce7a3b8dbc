/* Printouts, the queues of CUPS, and what became of each job. */
#include "ceremony/fold.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/fields.h"

#define QUEUES_MAX 64

static struct session_print *
find(struct session *session, const char *file)
{
	struct session_printing *printing = &session->printing;
	size_t i;

	for (i = 0; i < printing->print_count; i++) {
		if (strcmp(printing->prints[i].file, file) == 0)
			return &printing->prints[i];
	}
	return NULL;
}

static bool
is_queue(const struct session_printing *printing, const char *name)
{
	size_t i;

	for (i = 0; i < printing->queue_count; i++) {
		if (strcmp(printing->queues[i].name, name) == 0)
			return true;
	}
	return false;
}

static enum status
written(struct session *session, const struct event *event, struct err *err)
{
	struct session_printing *printing = &session->printing;
	const char *file = fields_text(event, "file");
	struct session_print *print;
	struct digest digest;

	if (*file == '\0' || !fields_digest(&digest, event, "sha256"))
		return fold_refuse(event, err,
			"a printout without name or SHA-256");
	/* One that a kill kept from being written is made anew. */
	print = find(session, file);
	if (print == NULL) {
		print = mem_append(&printing->prints, &printing->print_count,
			sizeof(*print));
		print->file = mem_string(file);
	}
	print->sha256 = digest;
	print->pages = (unsigned)fields_number(event, "pages");
	print->at_utc = session->last_utc;
	printing->changes++;
	return STATUS_OK;
}

static void
forget_queues(struct session_printing *printing)
{
	size_t i;

	for (i = 0; i < printing->queue_count; i++) {
		free(printing->queues[i].name);
		free(printing->queues[i].state);
	}
	free(printing->queues);
	printing->queues = NULL;
	printing->queue_count = 0;
}

/* Every queue has a name and a state. */
static bool
are_queues(const json_t *queues)
{
	size_t i;

	for (i = 0; i < json_array_size(queues); i++) {
		const json_t *one = json_array_get(queues, i);

		if (!json_is_string(json_object_get(one, "name")) ||
			!json_is_string(json_object_get(one, "state")))
			return false;
	}
	return json_array_size(queues) <= QUEUES_MAX;
}

static enum status
found(struct session *session, const struct event *event, struct err *err)
{
	struct session_printing *printing = &session->printing;
	const json_t *queues = json_object_get(event->fields, "queues");
	size_t before = printing->queue_count, same = 0, i;

	if (!are_queues(queues))
		return fold_refuse(event, err, "names no queues");
	for (i = 0; i < json_array_size(queues); i++)
		same += is_queue(printing, json_string_value(json_object_get(
			json_array_get(queues, i), "name")));
	forget_queues(printing);
	for (i = 0; i < json_array_size(queues); i++) {
		const json_t *one = json_array_get(queues, i);
		struct session_queue *queue = mem_append(&printing->queues,
			&printing->queue_count, sizeof(*queue));

		queue->name = mem_string(
			json_string_value(json_object_get(one, "name")));
		queue->state = mem_string(
			json_string_value(json_object_get(one, "state")));
	}
	printing->changes += same != before || same != printing->queue_count;
	return STATUS_OK;
}

static enum status
named(struct session *session, const struct event *event, struct err *err)
{
	struct session_printing *printing = &session->printing;
	const char *queue = fields_text(event, "queue");

	if (*queue != '\0' && !is_queue(printing, queue))
		return fold_refuse(event, err, "no queue \"%.80s\"", queue);
	fields_keep(&printing->queue, *queue != '\0' ? queue : NULL);
	printing->decided = true;
	fold_last(session, "printer: %.60s", *queue != '\0' ? queue : "none");
	return STATUS_OK;
}

static enum status
begins(struct session *session, const struct event *event, struct err *err)
{
	struct session_printing *printing = &session->printing;
	struct session_print *print = find(session,
		fields_text(event, "file"));

	if (print == NULL || print->state == JOB_RUNS ||
		fields_number(event, "job") != printing->jobs + 1U)
		return fold_refuse(event, err, "no such job can begin");
	printing->jobs++;
	print->state = JOB_RUNS;
	print->job = printing->jobs;
	print->copies = (unsigned)fields_number(event, "copies");
	print->since_utc = session->last_utc;
	print->ended_utc = 0;
	fields_keep(&print->queue, fields_text(event, "queue"));
	fields_keep(&print->how, NULL);
	return STATUS_OK;
}

static enum status
ended(struct session *session, const struct event *event, struct err *err)
{
	static const enum session_job states[] = {
		[VERDICT_NONE] = JOB_WAITS, [VERDICT_FAIL] = JOB_FAILED,
		[VERDICT_PASS] = JOB_PRINTED,
	};
	struct session_print *print = find(session,
		fields_text(event, "file"));

	if (print == NULL || print->state != JOB_RUNS ||
		fields_number(event, "job") != print->job)
		return fold_refuse(event, err, "no such job runs");
	print->state = states[fields_verdict(event)];
	print->ended_utc = session->last_utc;
	fields_keep(&print->how, fields_text(event, "text"));
	fold_last(session, "print job %u: %.60s", print->job, print->how);
	return STATUS_OK;
}

void
fold_jobs_unknown(struct session *session)
{
	struct session_printing *printing = &session->printing;
	size_t i;

	printing->decided = false;
	for (i = 0; i < printing->print_count; i++) {
		struct session_print *print = &printing->prints[i];

		if (print->state != JOB_RUNS)
			continue;
		print->state = JOB_UNKNOWN;
		fields_keep(&print->how, "nobody saw its end");
	}
}

static const struct {
	const char *state;
	fold_event *apply;
} states[] = {
	{ "", written },
	{ "queues", found },
	{ "named", named },
	{ "begins", begins },
	{ "ended", ended },
};

enum status
fold_print(struct session *session, const struct event *event,
	struct err *err)
{
	const char *state = fields_text(event, "state");
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(states[i].state, state) == 0)
			return states[i].apply(session, event, err);
	}
	return fold_refuse(event, err, "no state of a printout");
}
