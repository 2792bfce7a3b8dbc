#include "ceremony/printer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/errand.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"

#define JOBS_MAX 4	 /* at a time */
#define QUEUES_MAX 16
#define LIST_LIMIT_S 30
#define JOB_LIMIT_S 150
#define LIST_EVERY_MS 5000
#define FILE_MAX (16 * 1024 * 1024)
#define NAME_MAX_LEN 40
#define STATE_MAX_LEN 60

struct job {
	struct errand *errand; /* NULL: free */
	char *file;
	unsigned number;
};

struct printer {
	struct errand *list;
	int64_t listed_ms; /* when it was asked for last; 0: never */
	size_t listed_step;
	bool stale; /* a job has ended in another way than printed */
	struct job jobs[JOBS_MAX];
};

static struct printer *
printer_of(struct room *room)
{
	if (room->printer == NULL)
		room->printer = mem_new(1, sizeof(*room->printer));
	return room->printer;
}

/* CUPS may listen elsewhere on this computer. */
static enum status
start(struct errand **dst, const struct room *room, const char *const *argv,
	const char *input, int limit_s, struct err *err)
{
	const char *server = getenv("CUPS_SERVER");
	char *variable = server != NULL ?
		mem_format("CUPS_SERVER=%s", server) : NULL;
	const struct spawn what = { .program = room->print_program,
		.argv = argv, .input = input, .variable = variable };
	enum status status = errand_start(dst, &what, limit_s, err);

	free(variable);
	return status;
}

static json_t *
job_fields(const struct room *room, const char *state, const char *file,
	unsigned number)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "state", state);
	fields_add(fields, "file", file);
	fields_add_number(fields, "job", number);
	return fields;
}

static enum status
post_end(struct room *room, const char *file, unsigned number,
	enum verdict verdict, const char *text, struct err *err)
{
	json_t *fields = job_fields(room, "ended", file, number);

	fields_add(fields, "verdict", verdict_word(verdict));
	fields_add(fields, "text", text);
	return room_post(room, "print", fields, err);
}

static struct job *
free_job(struct printer *printer)
{
	size_t i;

	for (i = 0; i < JOBS_MAX; i++) {
		if (printer->jobs[i].errand == NULL)
			return &printer->jobs[i];
	}
	return NULL;
}

/* What lies there is what was recorded, or it is not sent. */
static enum status
check_file(const char *path, const struct session_print *print,
	struct err *reason)
{
	struct bytes file = { 0 };
	struct digest digest;
	enum status status = file_read(&file, path, FILE_MAX, reason);

	if (status != STATUS_OK)
		return status;
	digest = digest_of(file.data, file.len);
	bytes_clear(&file);
	return digest_equal(&digest, &print->sha256) ? STATUS_OK :
		err_set(reason, STATUS_FILE, "%s is not what was recorded",
			print->file);
}

/* The job's process; a reason where there is none. */
static enum status
start_job(struct room *room, const struct session_print *print,
	struct err *reason)
{
	const struct session_printing *printing = &room->session->printing;
	struct job *job = free_job(printer_of(room));
	char count[16];
	const char *const argv[] = { "ksk-ceremony-print", "send",
		printing->queue, file_base_name(print->file), count, NULL };
	char *path = room_path(room, print->file);
	enum status status = job != NULL ? STATUS_OK : err_set(reason,
		STATUS_FILE, "%d jobs are on their way already", JOBS_MAX);

	snprintf(count, sizeof(count), "%u", print->copies);
	if (status == STATUS_OK)
		status = check_file(path, print, reason);
	if (status == STATUS_OK)
		status = start(&job->errand, room, argv, path, JOB_LIMIT_S,
			reason);
	if (status == STATUS_OK) {
		job->file = mem_string(print->file);
		job->number = printing->jobs;
	}
	free(path);
	return status;
}

enum status
printer_send(struct room *room, size_t n, unsigned copies, struct err *err)
{
	const struct session_printing *printing = &room->session->printing;
	const struct session_print *print = &printing->prints[n];
	json_t *fields;
	struct err reason;

	if (printing->queue == NULL || room->print_program == NULL)
		return STATUS_OK;
	fields = job_fields(room, "begins", print->file,
		printing->jobs + 1U);
	fields_add(fields, "queue", printing->queue);
	fields_add_number(fields, "copies", copies);
	if (room_post(room, "print", fields, err) != STATUS_OK)
		return err->status;
	if (start_job(room, print, &reason) == STATUS_OK)
		return STATUS_OK;
	return post_end(room, print->file, print->job, VERDICT_FAIL,
		reason.text, err);
}

/* The next line of what a process wrote, without its newline; NULL behind the
 * last whole one. */
static const char *
next_line(const char *at, char *dst, size_t size)
{
	size_t len = strcspn(at, "\n");

	if (at[len] != '\n')
		return NULL;
	snprintf(dst, size, "%.*s", (int)(len < size ? len : size - 1), at);
	return at + len + 1;
}

static const struct {
	const char *word;
	enum verdict verdict;
	const char *text; /* where the process says none */
} ends[] = {
	{ "printed", VERDICT_PASS, "printed" },
	{ "waits ", VERDICT_NONE, "waits" },
	{ "failed ", VERDICT_FAIL, "failed" },
};

/* False where the process did not come to that line. */
static bool
read_end(enum verdict *verdict, char *text, size_t size, const char *output)
{
	bool known = false;
	char line[200];
	size_t i;

	while ((output = next_line(output, line, sizeof(line))) != NULL) {
		for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
			size_t len = strlen(ends[i].word);

			if (strncmp(line, ends[i].word, len) != 0)
				continue;
			known = true;
			*verdict = ends[i].verdict;
			snprintf(text, size, "%s", line[len] != '\0' ?
				line + len : ends[i].text);
		}
	}
	return known;
}

static bool
was_taken(const struct job *job)
{
	const char *output = errand_output(job->errand);

	return strncmp(output, "job ", 4) == 0 || strstr(output, "\njob ");
}

static enum status
end_job(struct room *room, struct job *job, struct err *err)
{
	bool taken = was_taken(job);
	enum verdict verdict = taken ? VERDICT_NONE : VERDICT_FAIL;
	char text[200], *file = job->file;
	enum status status;

	if (!read_end(&verdict, text, sizeof(text), errand_output(job->errand)))
		snprintf(text, sizeof(text), "%s%s", taken ? "CUPS has it; " :
			"CUPS did not take it; ", errand_late(job->errand) ?
			"no answer in time" : "the printer's process ended");
	errand_free(job->errand);
	job->errand = NULL;
	job->file = NULL;
	room->printer->stale = room->printer->stale || verdict != VERDICT_PASS;
	status = post_end(room, file, job->number, verdict, text, err);
	free(file);
	return status;
}

/* "queue NAME STATE"; nothing from outside is longer than a screen has room
 * for. */
static void
add_queue(json_t *queues, char *line)
{
	static const char word[] = "queue ";
	char *name = line + sizeof(word) - 1, *state;
	json_t *one;

	if (strncmp(line, word, sizeof(word) - 1) != 0)
		return;
	state = name + strcspn(name, " ");
	if (*state == '\0' || state == name || state - name > NAME_MAX_LEN ||
		json_array_size(queues) == QUEUES_MAX)
		return;
	*state++ = '\0';
	if (strlen(state) > STATE_MAX_LEN)
		state[STATE_MAX_LEN] = '\0';
	one = json_object();
	fields_add(one, "name", name);
	fields_add(one, "state", state);
	json_array_append_new(queues, one);
}

static json_t *
read_queues(const char *output)
{
	json_t *queues = json_array();
	char line[300];

	while ((output = next_line(output, line, sizeof(line))) != NULL)
		add_queue(queues, line);
	return queues;
}

/* As it is known already: nothing is recorded. */
static bool
are_known(const struct session_printing *printing, const json_t *queues)
{
	size_t i;

	if (json_array_size(queues) != printing->queue_count)
		return false;
	for (i = 0; i < printing->queue_count; i++) {
		const json_t *one = json_array_get(queues, i);
		const struct session_queue *queue = &printing->queues[i];

		if (strcmp(queue->name, json_string_value(
				json_object_get(one, "name"))) != 0 ||
			strcmp(queue->state, json_string_value(
				json_object_get(one, "state"))) != 0)
			return false;
	}
	return true;
}

static enum status
end_list(struct room *room, struct err *err)
{
	struct printer *printer = room->printer;
	json_t *queues = read_queues(errand_output(printer->list)), *fields;

	errand_free(printer->list);
	printer->list = NULL;
	if (are_known(&room->session->printing, queues)) {
		json_decref(queues);
		return STATUS_OK;
	}
	fields = fields_new(room->session);
	fields_add(fields, "state", "queues");
	if (json_array_size(queues) == 0)
		fields_add_flag(fields, "none", true);
	json_object_set_new(fields, "queues", queues);
	return room_post(room, "print", fields, err);
}

static bool
wants_list(const struct room *room, const struct printer *printer)
{
	const struct session *session = room->session;
	int64_t since_ms = clock_mono_ms() - printer->listed_ms;

	if (printer->list != NULL)
		return false;
	if (printer->listed_ms == 0 || printer->stale)
		return true;
	if (steps_is(session_current(session), "print-test") &&
		printer->listed_step != session->step)
		return true;
	return room->printer_shown && since_ms >= LIST_EVERY_MS;
}

/* Where it cannot be started there are no queues. */
static void
start_list(struct room *room, struct printer *printer)
{
	static const char *const argv[] = { "ksk-ceremony-print", "queues",
		NULL };
	struct err ignored;

	printer->listed_ms = clock_mono_ms();
	printer->listed_step = room->session->step;
	printer->stale = false;
	if (start(&printer->list, room, argv, NULL, LIST_LIMIT_S, &ignored) !=
		STATUS_OK)
		printer->list = NULL;
}

enum status
printer_look(struct room *room, struct err *err)
{
	struct printer *printer;
	enum status status = STATUS_OK;
	size_t i;

	if (room->print_program == NULL)
		return STATUS_OK;
	printer = printer_of(room);
	for (i = 0; i < JOBS_MAX && status == STATUS_OK; i++) {
		if (printer->jobs[i].errand != NULL &&
			errand_over(printer->jobs[i].errand))
			status = end_job(room, &printer->jobs[i], err);
	}
	if (status == STATUS_OK && printer->list != NULL &&
		errand_over(printer->list))
		status = end_list(room, err);
	if (status == STATUS_OK && wants_list(room, printer))
		start_list(room, printer);
	return status;
}

bool
printer_busy(const struct room *room)
{
	const struct printer *printer = room->printer;
	bool busy = room->printer_shown;
	size_t i;

	for (i = 0; printer != NULL && i < JOBS_MAX; i++)
		busy = busy || printer->jobs[i].errand != NULL;
	return busy || (printer != NULL && printer->list != NULL);
}

void
printer_end(struct room *room)
{
	struct printer *printer = room->printer;
	size_t i;

	if (printer == NULL)
		return;
	for (i = 0; i < JOBS_MAX; i++) {
		struct job *job = &printer->jobs[i];

		if (job->errand != NULL && !errand_over(job->errand) &&
			!was_taken(job))
			errand_leave(job->errand);
		else
			errand_free(job->errand);
		free(job->file);
	}
	errand_free(printer->list);
	free(printer);
	room->printer = NULL;
}
