/*
 * The printer's process: asks CUPS on this computer for its queues, or gives it
 * one document and follows what becomes of it. What it finds goes out as lines:
 *
 *	queue NAME STATE	of "queues", one a queue
 *	job NUMBER		CUPS has the document
 *	printed | waits WORDS | failed WORDS	the last line of "send"
 *
 * It may hang as long as it likes: nobody waits for it.
 */
#include <cups/cups.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

#define CONNECT_MS 10000
#define SILENCE_S 20
#define FOLLOW_MS INT64_C(120000)
#define LOOK_MS 250
#define LIMIT_S 180 /* of the process, whatever happens */
#define DOCUMENT_MAX (16 * 1024 * 1024)
#define USER "ksk-ceremony"
#define WORDS_SIZE 160

/* Keywords of RFC 8011, section 5.4.12, as a room says it. */
static const struct {
	const char *keyword;
	const char *words;
} reasons[] = {
	{"media-empty", "out of paper"},
	{"media-needed", "paper is asked for"},
	{"media-jam", "paper jam"},
	{"cover-open", "a cover is open"},
	{"door-open", "a door is open"},
	{"toner-empty", "out of toner"},
	{"marker-supply-empty", "out of ink"},
	{"offline", "off line"},
	{"connecting-to-device", "the printer does not answer"},
	{"paused", "stopped by hand"},
};

static const char *const wanted_of_job[] = {"job-state"};
static const char *const wanted_of_printer[] = {"printer-name",
	"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
	"printer-type"};

static void
say(const char *format, ...) PRINTF_LIKE(1, 2);

static void
say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
}

static int
give_up(http_t *http, void *context)
{
	(void)http;
	(void)context;
	return 0;
}

static const char *
no_password(const char *prompt, http_t *http, const char *method,
	const char *resource, void *context)
{
	(void)prompt;
	(void)http;
	(void)method;
	(void)resource;
	(void)context;
	return NULL;
}

/* A socket in the file system or the loopback: nothing leaves the computer. */
static bool
is_here(const char *server)
{
	static const char *const own[] = {"localhost", "127.0.0.1", "::1",
		"[::1]"};
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (strcmp(server, own[i]) == 0)
			return true;
	}
	return server[0] == '/';
}

static http_t *
reach(void)
{
	const char *server = cupsServer();
	http_t *http;

	if (!is_here(server)) {
		say("failed CUPS is set to another computer");
		return NULL;
	}
	http = httpConnect2(server, ippPort(), NULL, AF_UNSPEC,
		HTTP_ENCRYPTION_IF_REQUESTED, 1, CONNECT_MS, NULL);
	if (http == NULL)
		say("failed no CUPS answers on this computer");
	else
		httpSetTimeout(http, SILENCE_S, give_up, NULL);
	return http;
}

static ipp_t *
request(ipp_op_t operation, const char *uri)
{
	ipp_t *asked = ippNewRequest(operation);

	if (uri != NULL)
		ippAddString(asked, IPP_TAG_OPERATION, IPP_TAG_URI,
			"printer-uri", NULL, uri);
	ippAddString(asked, IPP_TAG_OPERATION, IPP_TAG_NAME,
		"requesting-user-name", NULL, USER);
	return asked;
}

static void
want(ipp_t *asked, const char *const *names, size_t count)
{
	ippAddStrings(asked, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
		"requested-attributes", (int)count, NULL, names);
}

#define WANT(asked, names) want(asked, names, sizeof(names) / sizeof(names[0]))

static bool
refused(const ipp_t *answer)
{
	return answer == NULL ||
		ippGetStatusCode((ipp_t *)(uintptr_t)answer) >=
		IPP_STATUS_ERROR_BAD_REQUEST;
}

/* A keyword without what stands behind its severity: "media-empty-error". */
static const char *
words_of(const char *keyword)
{
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (strncmp(keyword, reasons[i].keyword,
			    strlen(reasons[i].keyword)) == 0)
			return reasons[i].words;
	}
	return keyword;
}

/* "idle", "stopped: out of paper"; of one printer's attributes. */
struct printer_state {
	char name[128];
	ipp_pstate_t state;
	bool accepts;
	bool elsewhere; /* a queue of another computer */
	char reason[WORDS_SIZE];
};

static void
take_attribute(struct printer_state *dst, ipp_attribute_t *one)
{
	const char *name = ippGetName(one);
	const char *text = ippGetString(one, 0, NULL);

	if (name == NULL)
		return;
	if (strcmp(name, "printer-name") == 0 && text != NULL)
		snprintf(dst->name, sizeof(dst->name), "%s", text);
	else if (strcmp(name, "printer-state") == 0)
		dst->state = (ipp_pstate_t)ippGetInteger(one, 0);
	else if (strcmp(name, "printer-is-accepting-jobs") == 0)
		dst->accepts = ippGetBoolean(one, 0) != 0;
	else if (strcmp(name, "printer-type") == 0)
		dst->elsewhere = ((unsigned)ippGetInteger(one, 0) &
			CUPS_PRINTER_REMOTE) != 0;
	else if (strcmp(name, "printer-state-reasons") == 0 && text != NULL &&
		strcmp(text, "none") != 0)
		snprintf(dst->reason, sizeof(dst->reason), "%s",
			words_of(text));
}

/* The attributes of the next printer; false behind the last. */
static bool
next_printer(struct printer_state *dst, ipp_t *answer, ipp_attribute_t **at)
{
	while (*at != NULL && ippGetGroupTag(*at) != IPP_TAG_PRINTER)
		*at = ippNextAttribute(answer);
	if (*at == NULL)
		return false;
	*dst = (struct printer_state){.accepts = true};
	while (*at != NULL && ippGetGroupTag(*at) == IPP_TAG_PRINTER) {
		take_attribute(dst, *at);
		*at = ippNextAttribute(answer);
	}
	return true;
}

static void
say_state(char dst[2 * WORDS_SIZE], const struct printer_state *printer)
{
	const char *state = printer->state == IPP_PSTATE_STOPPED ? "stopped" :
		printer->state == IPP_PSTATE_PROCESSING ? "printing" : "idle";

	snprintf(dst, 2 * WORDS_SIZE, "%s%s%s%s", state,
		printer->accepts ? "" : ", takes no jobs",
		printer->reason[0] != '\0' ? ": " : "", printer->reason);
}

static int
list(void)
{
	http_t *http = reach();
	ipp_t *asked, *answer;
	struct printer_state printer;
	ipp_attribute_t *at;

	if (http == NULL)
		return EXIT_FAILURE;
	asked = request(IPP_OP_CUPS_GET_PRINTERS, NULL);
	WANT(asked, wanted_of_printer);
	answer = cupsDoRequest(http, asked, "/");
	at = answer != NULL ? ippFirstAttribute(answer) : NULL;
	while (at != NULL && next_printer(&printer, answer, &at)) {
		char state[2 * WORDS_SIZE];

		say_state(state, &printer);
		if (!printer.elsewhere)
			say("queue %s %s", printer.name, state);
	}
	ippDelete(answer);
	httpClose(http);
	return EXIT_SUCCESS;
}

/* One document on its way. */
struct document {
	http_t *http;
	char uri[256];
	const char *queue;
	const char *title;
	int copies;
	int job;
	char *bytes;
	size_t len;
};

static bool
read_document(struct document *document)
{
	size_t got;

	document->bytes = mem_new(1, DOCUMENT_MAX);
	while ((got = fread(document->bytes + document->len, 1,
			DOCUMENT_MAX - document->len, stdin)) > 0)
		document->len += got;
	if (ferror(stdin) || document->len == 0)
		say("failed the printout cannot be read");
	return !ferror(stdin) && document->len > 0;
}

static bool
give_bytes(const struct document *document)
{
	if (cupsStartDocument(document->http, document->queue, document->job,
		    document->title, CUPS_FORMAT_TEXT, 1) !=
		HTTP_STATUS_CONTINUE)
		return false;
	if (cupsWriteRequestData(document->http, document->bytes,
		    document->len) != HTTP_STATUS_CONTINUE)
		return false;
	return cupsFinishDocument(document->http, document->queue) <
		IPP_STATUS_ERROR_BAD_REQUEST;
}

static bool
give(struct document *document)
{
	cups_option_t *options = NULL;
	char copies[16];
	int count;

	snprintf(copies, sizeof(copies), "%d", document->copies);
	count = cupsAddOption("copies", copies, 0, &options);
	document->job = cupsCreateJob(document->http, document->queue,
		document->title, count, options);
	cupsFreeOptions(count, options);
	if (document->job > 0 && give_bytes(document)) {
		say("job %d", document->job);
		return true;
	}
	say("failed CUPS does not take it: %s", cupsLastErrorString());
	return false;
}

/* 0: CUPS says none. */
static int
state_of_job(const struct document *document)
{
	ipp_t *asked = request(IPP_OP_GET_JOB_ATTRIBUTES, document->uri);
	ipp_attribute_t *found;
	ipp_t *answer;
	int state = 0;

	ippAddInteger(asked, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id",
		document->job);
	WANT(asked, wanted_of_job);
	answer = cupsDoRequest(document->http, asked, "/");
	found = refused(answer) ? NULL :
		ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
	if (found != NULL)
		state = ippGetInteger(found, 0);
	ippDelete(answer);
	return state;
}

static struct printer_state
state_of_printer(const struct document *document)
{
	ipp_t *asked = request(IPP_OP_GET_PRINTER_ATTRIBUTES, document->uri);
	struct printer_state printer = {.accepts = true};
	ipp_attribute_t *at;
	ipp_t *answer;

	WANT(asked, wanted_of_printer);
	answer = cupsDoRequest(document->http, asked, "/");
	at = refused(answer) ? NULL : ippFirstAttribute(answer);
	if (at != NULL)
		next_printer(&printer, answer, &at);
	ippDelete(answer);
	return printer;
}

/* False while it goes on. */
static bool
has_ended(const struct document *document)
{
	struct printer_state printer;
	char words[2 * WORDS_SIZE];

	switch (state_of_job(document)) {
	case 0:
		say("waits CUPS answers no more");
		return true;
	case IPP_JSTATE_COMPLETED:
		say("printed");
		return true;
	case IPP_JSTATE_CANCELED:
		say("failed it was cancelled at the queue");
		return true;
	case IPP_JSTATE_ABORTED:
		say("failed CUPS gave it up");
		return true;
	default:
		break;
	}
	printer = state_of_printer(document);
	if (printer.state != IPP_PSTATE_STOPPED)
		return false;
	say_state(words, &printer);
	say("waits the queue is %s", words);
	return true;
}

static void
follow(const struct document *document)
{
	const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
	int64_t since_ms = clock_mono_ms();

	while (!has_ended(document)) {
		if (clock_mono_ms() - since_ms >= FOLLOW_MS) {
			say("waits it is still in the queue after %d s",
				(int)(FOLLOW_MS / 1000));
			return;
		}
		nanosleep(&pause, NULL);
	}
}

static int
deliver(const char *queue, const char *title, const char *copies)
{
	struct document document = {.queue = queue, .title = title,
		.copies = atoi(copies)};
	bool given = false;

	if (read_document(&document))
		document.http = reach();
	if (document.http != NULL) {
		httpAssembleURIf(HTTP_URI_CODING_ALL, document.uri,
			sizeof(document.uri), "ipp", NULL, "localhost", 0,
			"/printers/%s", queue);
		given = give(&document);
	}
	if (given)
		follow(&document);
	httpClose(document.http);
	free(document.bytes);
	return given ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	alarm(LIMIT_S);
	cupsSetUser(USER);
	cupsSetPasswordCB2(no_password, NULL);
	if (argc == 2 && strcmp(argv[1], "queues") == 0)
		return list();
	if (argc == 5 && strcmp(argv[1], "send") == 0)
		return deliver(argv[2], argv[3], argv[4]);
	fputs("ksk-ceremony-print is started by ksk-ceremony\n", stderr);
	return 2;
}
