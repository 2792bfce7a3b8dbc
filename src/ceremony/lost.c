/* What a loss of power takes from the room, and what brings it back. */
#include <string.h>

#include "ceremony/session.h"

/* From when the step `from` is complete until `until` is. */
static const struct {
	const char *state;
	const char *from;
	const char *until;
	const char *lost;
	const char *restores;
	const char *step; /* that restores it; "" the console by itself */
} states[] = {
	{ "Clock compared", "clock-compare", "close-record",
		"the computer may have another time now",
		"compare with the room clock again", "clock-compare" },
	{ "HSMFD and SPARE, folder as left", "hsmfd-words", "copies",
		"a drive may be out, the folder changed",
		"attach, compare the words last read aloud", "hsmfd-words" },
	{ "People seated", "sign-in", "close-record",
		"PINs for today are gone from memory",
		"everybody signs in again, CA and IW first", "" },
	{ "Printer named", "test-page", "print-record",
		"the printer may be off", "ask, print the test page again",
		"test-page" },
	{ "HSM log running", "hsm-log", "hsm-log-stop",
		"lines since the stop are missing",
		"the console starts it again; the gap is noted", "" },
	{ "HSM on", "hsm-on", "hsm-away", "it may have lost power too",
		"switch it on, wait for the self-test", "hsm-on" },
	{ "HSM ready", "hsm-ready", "hsm-down",
		"the cards may have to be used again",
		"repeat; cards already bagged come out as an exception",
		"hsm-ready" },
	{ "Token open", "hsm-connect", "hsm-down",
		"the login ended with the program",
		"HSM PIN again; the serial is compared", "" },
	{ "KSR drive, file as it was", "ksr-drive", "skr-copy",
		"the drive may be out",
		"attach; the file's hash was compared just now", "ksr-drive" },
};

static bool
between(const struct session *session, const char *from, const char *until)
{
	const struct step *first = script_find_step(&session->script, from);
	const struct step *last = script_find_step(&session->script, until);

	if (first == NULL || last == NULL)
		return false;
	return session->steps[script_step_index(&session->script, first)]
			.complete &&
		session->step <= script_step_index(&session->script, last);
}

static size_t
step_of(const struct session *session, const char *id)
{
	const struct step *step = script_find_step(&session->script, id);

	return step != NULL ? script_step_index(&session->script, step)
			    : SESSION_NOBODY;
}

/* Three ways to come back to a gate. */
static const char *
gate_restores(const struct session *session)
{
	const struct session_signing *signing = &session->signing;

	if (signing->attempt == 0)
		return "the gate is always repeated";
	if (signing->made == signing->total)
		return "all was signed: a whole file on the drive is verified, "
		       "else the gate is repeated";
	return "signed in part: gate again over the same plan, all of it "
	       "signed again, as a further attempt";
}

static bool
at_gate(const struct session *session)
{
	return session->gate.step != SESSION_NOBODY &&
		session->step >= session->gate.step && !session->skr.written;
}

static bool
job_is_unknown(const struct session *session)
{
	const struct session_printing *printing = &session->printing;
	size_t i;

	for (i = 0; i < printing->print_count; i++) {
		if (printing->prints[i].state == JOB_UNKNOWN)
			return true;
	}
	return false;
}

size_t
session_lost(struct session_loss *dst, size_t max,
	const struct session *session)
{
	size_t count = 0, i;

	if (session->resumed.on_paper && max > 0)
		dst[count++] = (struct session_loss){
			.state = "Left to finish on paper",
			.lost = "what was done there is in no record",
			.restores = "F3 tells it; an SKR in out/ is not made again",
			.step = SESSION_NOBODY,
		};
	for (i = 0; i < sizeof(states) / sizeof(states[0]) && count < max;
		i++) {
		if (!between(session, states[i].from, states[i].until))
			continue;
		dst[count++] = (struct session_loss){
			.state = states[i].state,
			.lost = states[i].lost,
			.restores = states[i].restores,
			.step = step_of(session, states[i].step),
		};
	}
	if (job_is_unknown(session) && count < max)
		dst[count++] = (struct session_loss){
			.state = "A print job",
			.lost = "whether it was printed is not known",
			.restores = "its end is unknown: look at the printer; "
				"T prints it again",
			.step = SESSION_NOBODY,
		};
	if (at_gate(session) && count < max)
		dst[count++] = (struct session_loss){
			.state = "Voices at the gate",
			.lost = "none of them counts any more",
			.restores = gate_restores(session),
			.step = session->gate.step,
		};
	return count;
}
