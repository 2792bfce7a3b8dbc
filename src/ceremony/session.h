/*
 * The session: what the ceremony's state is, as the fold of the record's
 * events over the documents in in/. Nothing here reads a clock, a device or a
 * random source; moves.h does, writes an event, and the event is folded.
 */
#ifndef CEREMONY_SESSION_H
#define CEREMONY_SESSION_H

#include "base/clock.h"
#include "ceremony/ceremony.h"
#include "ceremony/session_around.h"
#include "hsm/profile.h"
#include "ksr/policy.h"
#include "ksr/rules.h"
#include "record/record.h"

#define SESSION_INITIALS_SIZE 4 /* two or three capital letters */
#define SESSION_NOBODY SIZE_MAX /* no person, no step */
#define SESSION_AMENDS_FROM 2 /* mismatches of one value */
#define SESSION_BLANK SIZE_MAX	/* as a field: a readback's word */
/* As a field: at the gate, the last word of a name of a rule that is off. */
#define SESSION_OFF (SIZE_MAX - 1)
#define SESSION_DIGESTS 5	/* program script policy profile ceremony */
#define SESSION_LAST_SIZE 160
#define SESSION_REMOTE "remote" /* role of one who is not on the list */

/* The files of in/ in the order of the start event. */
enum session_file {
	SESSION_SCRIPT,
	SESSION_POLICY,
	SESSION_PROFILE,
	SESSION_CEREMONY,
	SESSION_KSR,
	SESSION_PREVIOUS,
	SESSION_FILES
};

struct session_input {
	const char *name; /* "script.xml" */
	bool there;	  /* only the previous SKR may be missing */
	struct bytes data;
	struct digest sha256;
};

enum session_state {
	SESSION_EMPTY,	   /* before the start event */
	SESSION_RUNNING,
	SESSION_SUSPENDED, /* can be resumed */
	SESSION_CLOSED,
	SESSION_ABORTED,
};

/* One person of the ceremony document, same index. */
struct session_person {
	char initials[SESSION_INITIALS_SIZE]; /* "" until the first sign-in */
	bool signed_in; /* at some time */
	bool seated;	/* signed in now */
	bool again;	/* signed in before a resume, not yet since */
	bool left;	/* went, and has not come back */
	int64_t since_utc;
	unsigned wrong_pins; /* since the last right one */
	int64_t wrong_utc;   /* the last of them */
	char *held; /* roles held before this one, "CA2 ", or NULL */
};

/* A break: two stay, CA and IW come back with their PINs. */
struct session_pause {
	bool on;
	bool ca_back; /* has given the PIN; the IW is awaited */
	char *staying; /* "CO1 Gus Exemplar, SA Lou Stand-In" */
	char back[6];  /* hh:mm */
	int64_t since_utc;
	unsigned count;
};

struct session_value {
	size_t row;   /* which of the step's blanks, of the rules off */
	size_t field; /* index into the step's fields, or SESSION_BLANK, OFF */
	char *text;   /* as typed last */
	enum verdict verdict; /* NONE: nothing is expected */
	unsigned attempts;
	unsigned mismatches; /* without words that are in no list */
	bool settled; /* PASS, nothing expected, or amended */
	char *why;    /* of the amendment, or NULL */
	char *before; /* what a correction has replaced last, or NULL */
};

struct session_answer {
	char wanted[8]; /* the script's word: "IW", "CO" */
	size_t person;
	enum step_level level;
	bool before_sign_in;
	int64_t at_utc;
};

struct session_act {
	bool yes; /* done, with success where it is a built-in action */
	size_t person; /* SESSION_NOBODY before */
	enum verdict verdict; /* of the built-in action */
	char *text;
	int64_t at_utc;
};

/* One step, same index as script.steps. */
struct session_step {
	unsigned opened; /* how often: above 1 after a repeat */
	int64_t opened_utc;
	struct session_act act;
	struct session_value *values; /* in the order typed */
	size_t value_count;
	struct session_answer *answers;
	size_t answer_count;
	/* A readback: its words and which of them are blank, known once they
	 * are shown. Word w of digest d has index 32 * d + w. */
	bool words_shown;
	struct digest digests[SESSION_DIGESTS];
	size_t digest_count;
	size_t *blanks;
	size_t blank_count;
	char *drives;	 /* a device: the labels that were in when looked last,
			  * NULL before */
	bool waited;	 /* a hold: its time has come */
	bool rules_seen; /* pre-flight: the Rules page was shown */
	bool gone_on;	 /* an exception: what is missing stays missing */
	bool again;	 /* an exception: to be opened anew */
	bool skipped;
	bool ever_skipped; /* stays, also when it is done after all */
	bool complete;
	int64_t completed_utc;
};

struct session_rule {
	char *name;
	enum verdict verdict;
	bool off;
	char *off_reason;
	char *reason;
};

struct session_hsm {
	char label[33];
	char serial[17];
	char model[17];
	bool open;
	bool lost; /* was open before a resume: log in again */
	unsigned refused; /* logins begun since the last one that was taken;
			   * an exception that is decided takes it to 1 */
};

struct session_voice {
	char wanted[8];
	size_t person;
	struct digest plan; /* exactly what was confirmed */
	int64_t at_utc;
};

/* Whether the file that signing would write is there. */
enum session_output { OUTPUT_UNKNOWN, OUTPUT_ABSENT, OUTPUT_EXISTS };

struct session_gate {
	size_t step;  /* index of the gate that was opened last, or NOBODY */
	bool planned; /* plan is known */
	struct digest plan;
	enum session_output output; /* as looked for with the plan */
	struct session_voice *voices;
	size_t voice_count;
	bool open;
	unsigned emptied;  /* how often voices or typed words were lost */
	char *emptied_why; /* the last time, or why signing failed; NULL */
};

struct session_signing {
	unsigned attempt; /* 0: never begun */
	bool finished;	  /* the SKR of this attempt was written */
	struct digest plan;
	size_t made;
	size_t total;
	struct digest *signatures; /* SHA-256 of each, made of them */
};

struct session_skr {
	bool written;
	char *file; /* "out/skr-root-2017-q2-0.xml" */
	size_t size;
	struct digest sha256;
	enum verdict verify, anchor, match;
	unsigned attempt;
};

struct session_objection {
	bool open;
	size_t person; /* SESSION_NOBODY: who is not on the list */
	char *name; /* "CO3 Dee Specimen", "remote Rae Proxy" */
	char *words;
	size_t step;
	int64_t at_utc;
	unsigned count; /* objections so far */
};

enum session_decision {
	DECISION_NONE,
	DECISION_REPEAT,
	DECISION_SUBSTITUTE,
	DECISION_GO_ON,
	DECISION_SKIP,
	DECISION_SUSPEND,
	DECISION_ABORT,
	DECISION_COUNT
};

struct session_exception {
	unsigned number; /* from 1: SE-1 */
	size_t step;
	bool open;
	bool machine; /* opened by the console itself */
	bool carried; /* written on paper, at that step; its number is ours */
	char *expected;
	char *happened;
	enum session_decision decision;
	char *reason; /* of a substitution: what is taken for what */
	char *heard;  /* "CA Ada Example, CO4 Hal Trial" */
	size_t agreed; /* person, or SESSION_NOBODY */
	int64_t at_utc;
};

struct session {
	/* Documents; parsed when the start event is folded. */
	struct session_input inputs[SESSION_FILES];
	bool parsed;
	struct ceremony ceremony;
	struct script script;
	struct policy policy;
	const struct policy_schema *schema;
	struct hsm_profile profile;
	struct ksr request;
	struct ksr previous;
	bool has_previous;
	/* Of the start event. */
	char *program;
	char *version;
	struct digest program_sha256; /* the file that ran */
	bool rehearsal;
	struct session_former former; /* zeroed where none is named */
	int64_t offset_s;
	int64_t started_utc;
	/* Folded. */
	enum session_state state;
	bool on_paper; /* suspended so that the room finishes on paper */
	size_t step; /* the current one; script.step_count after the last */
	struct session_step *steps;
	struct session_person *people;
	bool sign_in_open; /* that step was opened: PINs and initials count */
	bool addendum; /* behind the close: what was held after it is typed */
	bool rest_later;   /* the CA went on without those still missing */
	struct session_rule *rules;
	size_t rule_count;
	enum verdict rules_verdict; /* of the last run that was whole */
	int64_t clock_utc; /* what the rules took for now, 0 before */
	struct session_clock clock;
	struct session_hsm hsm;
	struct session_log log;
	struct session_command command;
	struct session_printing printing;
	struct session_gate gate;
	struct session_signing signing;
	struct session_skr skr;
	struct session_objection objection; /* the first that stands */
	struct session_objection *waiting; /* that stand behind it */
	size_t waiting_count;
	struct session_exception *exceptions;
	size_t exception_count;
	struct session_pause pause;
	struct session_saved saved;
	struct session_copy *copies; /* one a drive */
	size_t copy_count;
	struct session_fault *faults;
	size_t fault_count;
	struct session_resumed resumed;
	uint64_t event_count;
	int64_t last_utc; /* of the last event */
	int64_t last_mono_ms; /* the same on the boot clock, of boot */
	char boot[CLOCK_BOOT_ID_SIZE];
	struct digest last_digest; /* its line: what the words of the record
				    * are */
	char last[SESSION_LAST_SIZE]; /* "2.11 bag number PASS, 18:37" */
};

/* Reads the files of DIR/in/ (not yet parsed). The caller frees. */
enum status
session_new(struct session **dst, const char *dir, struct err *err) MUST_CHECK;

void
session_free(struct session *session);

/* Parses the documents that were read and checks them against each other; the
 * fold of `start` calls it. */
enum status
session_parse(struct session *session, struct err *err) MUST_CHECK;

/* The fold: depends on the event and the documents only. An event that cannot
 * be is STATUS_INPUT. */
enum status
session_apply(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* The same as a visitor of the record; context is the session. */
enum status
session_visit(void *session, const struct event *event, struct err *err)
	MUST_CHECK;

/* What is awaited: one person, one place, one thing. */
enum awaited_what {
	AWAITED_NOBODY,	       /* the machine works, or all is over */
	AWAITED_WITHDRAWAL,    /* the objector takes the objection back, or the
				* IW for one who is not seated */
	AWAITED_DECISION,      /* CA decides the exception, IW agrees */
	AWAITED_SIGN_IN_AGAIN, /* after a resume */
	AWAITED_HSM_PIN, /* pin: typed here; else given at the HSM */
	AWAITED_SIGN_IN,
	AWAITED_DONE,	  /* the actor's Enter; runs the action */
	AWAITED_TIME,	  /* a hold: nobody does anything before it */
	AWAITED_RULES,	  /* the Rules page is to be shown once */
	AWAITED_VALUE,
	AWAITED_ANSWER,
	AWAITED_OFF_WORD, /* of a rule that is off, before any voice */
	AWAITED_VOICE,
	AWAITED_OPEN_GATE,
	AWAITED_RETURN, /* from a break: the CA, then the IW */
	AWAITED_DRIVE, /* a drive is lost: CA decides, IW agrees */
	AWAITED_REST, /* of an exception that was left short; row: which */
};

struct awaited {
	enum awaited_what what;
	const char *role;  /* the word: "CA", "CO"; "" for nobody */
	size_t person;	   /* index, or SESSION_NOBODY where none fits */
	size_t step;	   /* index of the step it belongs to: of a value that
			    * is carried in the paper step */
	size_t row;	   /* of a value; which of the rules that are off, of
			    * the exceptions or of the objections */
	size_t field;	   /* of a value; SESSION_BLANK for a blank */
	unsigned mismatches; /* of that value; from 2 on both are shown */
	bool initials;	   /* are typed */
	bool pin;	   /* own PIN is typed */
};

void
session_awaited(struct awaited *dst, const struct session *session);

/* The current step, NULL after the last. */
const struct step *
session_current(const struct session *session);

const struct person *
session_person(const struct session *session, size_t person);

/* How many of the step's own places are filled and how many there are. */
size_t
session_places(const struct session *session, size_t step);

/* Whether the place is there (false past the end): row and field of the n-th
 * value of a step, blanks first, then row by row. */
bool
session_place(size_t *row, size_t *field, const struct session *session,
	size_t step, size_t n);

/* The field at such a place, also of what is typed beside those of a paper
 * step; NULL for a blank and for an OFF word. */
const struct field *
session_field(const struct session *session, size_t step, size_t field);

/* What was typed there, or NULL. */
const struct session_value *
session_value(const struct session *session, size_t step, size_t row,
	size_t field);

/* What is expected there, or NULL where anything may be typed; hidden until it
 * was answered twice. A blank's is its word. */
const char *
session_expected(const struct session *session, size_t step, size_t row,
	size_t field);

/* Where that is what the last ceremony knows; NULL elsewhere. A difference
 * from it is never amended: it is an exception. */
const struct session_carried *
session_carried(const struct session *session, size_t step, size_t row,
	size_t field);

/* When the hold of a step ends, once that is known, or 0: no step of that kind
 * or nothing to wait for. */
int64_t
session_hold_utc(const struct session *session, size_t step);

/* The open exception, or NULL. */
const struct session_exception *
session_open_exception(const struct session *session);

/* What an exception that was decided still lacks before the record can be
 * closed: "the reason", "who heard it"; NULL for nothing. */
const char *
session_exception_lacks(const struct session_exception *exception);

/* The first that lacks something, or NULL. */
const struct session_exception *
session_unfinished(const struct session *session);

/* Whether an exception was decided by aborting the ceremony. */
bool
session_to_abort(const struct session *session);

/* Whether the quorum for going on without the rest is signed in: CA, IW and
 * the voices of every gate of the script. */
bool
session_quorum(const struct session *session);

/* How many of the role the gates of the script want at most: 3 of "CO". */
size_t
session_quorum_of(const struct session *session, const char *role);

/* out/NAME of the SKR that will be made, in new memory. */
char *
session_skr_name(const struct session *session);

/* "repeat", "substitute", "go on", "skip", "suspend", "abort"; "" for
 * none. */
const char *
session_decision_word(enum session_decision decision);

/* The rule with that number (from 0) among those that are off, or NULL; how
 * many they are. Its word is session_expected(..., SESSION_OFF). */
const struct session_rule *
session_off_rule(const struct session *session, size_t row);
size_t
session_off_count(const struct session *session);

/* Why the gate cannot open or signing cannot begin, in words; NULL when it
 * can. */
const char *
session_gate_refusal(const struct session *session);

/* One row of the resume screen. */
struct session_loss {
	const char *state;    /* "people seated" */
	const char *lost;     /* what a power cut takes away */
	const char *restores; /* what brings it back */
	size_t step; /* index of the step that does, or SESSION_NOBODY: the
		      * console does it by itself */
};

/* Rows of the room's state that may be lost at the current step; returns how
 * many of dst were filled (at most max). */
size_t
session_lost(struct session_loss *dst, size_t max,
	const struct session *session);

#endif
