#include "report/phrase_table.h"

const struct phrase phrases[] = {
	{"start", NULL, NULL, "[{?rehearsal}REHEARSAL: nothing here is real. ]"
		"The record of ceremony {ceremony} begins, made by "
		"{program.name} {program.version}.[ The clock is {offset} "
		"seconds from true time.] Documents: {inputs}."},
	{"sign-in", NULL, NULL, "{role} {person} signs in[{?again} again] as "
		"{initials}[, level {level}]."},
	{"sign-out", NULL, NULL, "{role} {person} signs out."},
	{"step", "state", "open", "STEP {number}  {:title}[{?again} (again)]"},
	{"step", NULL, NULL, "STEP {number}  {:title}"},
	{"show", "what", "readback", "Shown: words to be read back, blanks at "
		"places {blanks}."},
	{"show", "what", "preflight-rules", "Shown: every rule with its "
		"verdict."},
	{"show", "what", "plan", "Shown: the plan of {signatures} signatures, "
		"{plan}[, on token {token}][; the response's file: "
		"{output}]."},
	{"show", NULL, NULL, "Shown: {what}."},
	{"confirm", NULL, NULL, "{role} {person} confirms[ as {:for}], level "
		"{level}[, {keyboard} keyboard][, before sign-in"
		"{?before-sign-in}][, plan {plan}]."},
	{"value", "field", "OFF", "OFF {rule}, its last word: \"{value}\" "
		"{verdict}[, attempt {attempt}][, typed by {role} {person}]"
		"{?row}."},
	{"value", NULL, NULL, "{:place}: \"{value}\" {verdict}[, attempt "
		"{attempt}][, typed by {role} {person}][. The computer's clock "
		"read {computer}, {ahead} seconds ahead of it]."},
	{"action", "action", "done", "Done[ by {role} {person}][: {text}]."},
	{"action", "action", "fault", "REHEARSAL: fault {fault}[, card "
		"{state}][, card: {text}]."},
	{"action", NULL, NULL, "Action {action}[ by {role} {person}]"
		"[: {verdict}][, {text}]."},
	{"exception", "state", "open", "EXCEPTION SE-{exception}[{?machine}, "
		"opened by the console]. Expected: {expected} Happened: "
		"{happened}"},
	{"exception", "state", "closed", "EXCEPTION SE-{exception} closed: "
		"{decision}[, because {reason}][. Agreed by {role} {person}, "
		"level {level}{?agreed}]."},
	{"objection", NULL, NULL, "OBJECTION by {role} {person}[: {words}]. "
		"The gates are shut."},
	{"withdraw", NULL, NULL, "{role} {person} withdraws the objection"
		"[ for {:for}][, level {level}][, before sign-in"
		"{?before-sign-in}][: {words}]."},
	{"amend", NULL, NULL, "AMENDED {:place}: \"{value}\" stands[, expected "
		"\"{old}\"], because {why}[. Agreed by {role} {person}, level "
		"{level}]."},
	{"clock", NULL, NULL, "The clock reads {reading}."},
	{"device", NULL, NULL, "Device."},
	{"hsm", "what", "token", "HSM: token {label}, serial {serial}[, model "
		"{model}]."},
	{"hsm", "what", "login", "HSM: login {verdict}[: {reason}]."},
	{"hsm", "what", "key", "HSM: key {ksk} {verdict}[: {reason}]."},
	{"hsm", "what", "logout", "HSM: logged out."},
	{"rule", NULL, NULL, "{rule} {verdict}[, OFF because {off-reason}"
		"{?off}][: {reason}]."},
	{"sign.begin", NULL, NULL, "Signing begins, attempt {attempt}: "
		"{signatures} signatures of plan {plan}."},
	{"sign.signature", NULL, NULL, "Signed: slot {slot}, {ksk}, "
		"tag {tag}, attempt {attempt}."},
	{"skr.written", NULL, NULL, "WRITTEN {file}, {size} bytes, SHA-256 "
		"{sha256}. {verdicts}."},
	{"print", NULL, NULL, "Printed {file}, {pages} pages, SHA-256 "
		"{sha256}."},
	{"break", NULL, NULL, "Break: {state}[, {staying} stay][. {why}]"
		"[, {role} {person}]."},
	{"resume", NULL, NULL, "RESUMED after {events} events[. It stopped "
		"{stopped}][. {torn-bytes} bytes that never took effect were "
		"saved as {torn}]."},
	{"close", NULL, NULL, "[{?aborted}ABORTED. ]The record is closed"
		"[, {exceptions} exceptions][, {objections} objections]"
		"[; a response was signed{?signed}]."},
};

const size_t phrase_count = sizeof(phrases) / sizeof(phrases[0]);
