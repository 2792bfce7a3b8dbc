#include "report/phrase_table.h"

#define HEARD_AGREED "[. Decided by the {decided}][. Heard by {heard}]" \
	"[. Agreed by {role} {person}, level {level}{?agreed}]."

const struct phrase phrases[] = {
	{"start", "what", "addendum", "[{?rehearsal}REHEARSAL: nothing here is "
		"real. ]The addendum to the record of ceremony {ceremony} "
		"begins, made by {program.name} {program.version}. It follows "
		"event {events}, whose SHA-256 is {record}.[ The clock is "
		"{offset} seconds from true time.]"},
	{"start", NULL, NULL, "[{?rehearsal}REHEARSAL: nothing here is real. ]"
		"The record of ceremony {ceremony} begins, made by "
		"{program.name} {program.version}.[ The clock is {offset} "
		"seconds from true time.] Documents: {inputs}.[ Carried over from "
		"ceremony {previous.ceremony}, whose record of "
		"{previous.events} events ends in {previous.record}: "
		"{previous.values}.][ Its addendum ends in "
		"{previous.addendum}.][ Saved on: {saved}.]"},
	{"sign-in", NULL, NULL, "{role} {person} signs in[{?again} again] as "
		"{initials}[, level {level}]."},
	{"sign-out", NULL, NULL, "{role} {person} leaves[: {why}]."},
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
		"read {computer}][, {ahead} seconds ahead of it][, {limit} are "
		"allowed][; its zone is {zone}][, which is not UTC"
		"{?zone-differs}]."},
	{"action", "action", "done", "Done[ by {role} {person}][: {text}]."},
	{"action", "action", "hand-over", "HAND-OVER: {role} {person} takes "
		"the role {takes} of {from}[, because {why}][. Signed by "
		"{signed}, level {level}]."},
	{"action", "action", "command", "SHELL COMMAND {number} {state}"
		"[: {command}][. Typed by the {typed}][. Agreed by {role} "
		"{person}, level {level}][: {how}][, {bytes} bytes][, in "
		"{file}][, not saved: {text}][, SHA-256 {sha256}]"
		"[. SE-{exception}].[{?output}]"},
	{"action", "action", "fault", "REHEARSAL: fault {fault}[, card "
		"{state}][, card: {text}]."},
	{"action", NULL, NULL, "Action {action}[ by {role} {person}]"
		"[: {verdict}][, {text}]."},
	{"exception", "state", "open", "EXCEPTION SE-{exception}[{?machine}, "
		"opened by the console]. Expected: {expected} Happened: "
		"{happened}"},
	{"exception", "state", "carried", "EXCEPTION SE-{exception}, carried "
		"in from paper, {:place}. Expected: {expected} Happened: "
		"{happened}[. Typed by {role} {person}]"},
	{"exception", "decision", "skip", "EXCEPTION SE-{exception} closed: "
		"the step is SKIPPED{?state}[, because {reason}]" HEARD_AGREED},
	{"exception", "decision", "substitute", "EXCEPTION SE-{exception} "
		"closed: substitute{?state}[, {reason}]" HEARD_AGREED},
	{"exception", "state", "closed", "EXCEPTION SE-{exception} closed: "
		"{decision}[, because {reason}]" HEARD_AGREED},
	{"exception", "state", "one drive", "EXCEPTION SE-{exception}: the "
		"record goes on with one drive{?decision}. Expected: "
		"{expected}. Happened: {happened}[. Because {reason}]"
		HEARD_AGREED},
	{"exception", "state", "finished", "EXCEPTION SE-{exception} finished"
		"[, because {reason}]" HEARD_AGREED},
	{"objection", NULL, NULL, "OBJECTION by {role} {person}[: {words}]. "
		"The gates are shut."},
	{"withdraw", NULL, NULL, "{role} {person} withdraws the objection"
		"[ for {:for}][, level {level}][, before sign-in"
		"{?before-sign-in}][: {words}]."},
	{"amend", "what", "correction", "AMENDED {:place}: \"{value}\" "
		"{verdict} in place of \"{old}\", because {why}[. Agreed by "
		"{role} {person}, level {level}]."},
	{"amend", NULL, NULL, "AMENDED {:place}: \"{value}\" stands[, expected "
		"\"{old}\"], because {why}[. Agreed by {role} {person}, level "
		"{level}]."},
	{"clock", "what", "jump", "THE COMPUTER'S CLOCK WAS SET by {jump} "
		"seconds; it reads {reading}."},
	{"clock", "what", "waited", "The time to go on has come; the clock "
		"reads {reading}."},
	{"clock", NULL, NULL, "The clock reads {reading}."},
	{"device", "what", "log", "HSM log, {state}[: {text}][, {line}]"
		"[, into {file}][, {lines} lines][, SHA-256 {sha256}]."},
	{"device", "state", "lost", "NOT SAVED on {drive} any "
		"more{?what}[: {text}]."},
	{"device", "state", "both", "{drive} takes the lost drive's "
		"place{?what}: {files} files and the record were copied there "
		"and compared, {verdict}. Saved on: {saved}[. Agreed by {role} "
		"{person}, level {level}]."},
	{"device", "what", "copy", "Copy on {drive}: {verdict}, {files} files "
		"are the same[, {written} of them new][. {text}]."},
	{"device", NULL, NULL, "Drive {drive}[: {verdict}][, {text}]"
		"[{?drives}]."},
	{"hsm", "what", "token", "HSM: token {label}, serial {serial}[, model "
		"{model}][; module {module}][, SHA-256 {module-sha256}]"
		"[; ksk-ceremony-hsm, SHA-256 {process-sha256}]."},
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
	{"print", "state", "queues", "Queues of CUPS on this computer: "
		"{queues}[none{?none}]."},
	{"print", "state", "named", "[Printer: {queue}.]"
		"[It goes on without a printer{?without}.]"},
	{"print", "state", "begins", "Print job {job} begins: {file}, copies "
		"{copies}, on {queue}."},
	{"print", "state", "ended", "Print job {job} ended: {file}, {text}"
		"[, {verdict}]."},
	{"print", NULL, NULL, "Printout {file}, {pages} pages, SHA-256 "
		"{sha256}."},
	{"break", "state", "begin", "BREAK until {back}; {staying} stay"
		"[, says {role} {person}]."},
	{"break", "state", "return", "{role} {person} is back from the break"
		"[, level {level}]."},
	{"break", "state", "end", "{role} {person} is back[, level {level}]. "
		"The break ends."},
	{"break", NULL, NULL, "Break: {state}[, {staying} stay][. {why}]"
		"[, {role} {person}][{?agreed} agrees, level {level}]."},
	{"resume", NULL, NULL, "RESUMED after {events} events[. It stopped "
		"{stopped}][. {torn-bytes} bytes that never took effect were "
		"saved as {torn}][. The computer's clock was set by {jump} "
		"seconds meanwhile][. Saved on: {saved}]."},
	{"close", NULL, NULL, "[{?aborted}ABORTED. ]The record is closed"
		"[, {exceptions} exceptions][, {objections} objections]"
		"[; SKIPPED: steps {skipped}]"
		"[; a response was signed{?signed}]."},
};

const size_t phrase_count = sizeof(phrases) / sizeof(phrases[0]);
