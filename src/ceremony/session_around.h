/*
 * What a session knows around its steps and its signing: what the last ceremony
 * left, the clock, the HSM's log, the drives, a command, faults, what a crash
 * lost. Strings are the session's.
 */
#ifndef CEREMONY_SESSION_AROUND_H
#define CEREMONY_SESSION_AROUND_H

#include "base/clock.h"
#include "base/digest.h"
#include "ksr/rules.h"

/* A value that the last ceremony knows. */
struct session_carried {
	size_t step, row, field;
	char *value;
	char from[8]; /* number of the step there: "4.2" */
};

struct session_former {
	unsigned number; /* of the last ceremony */
	struct digest record; /* its last line */
	struct session_carried *carried;
	size_t count;
};

/* The computer's clock against the room's, and whether it was set. */
struct session_clock {
	enum verdict verdict; /* of the comparison; NONE before */
	int64_t ahead_s;      /* of the room's; below 0: behind it */
	int64_t computer_utc; /* what it read at the mark */
	bool other_zone;      /* the computer's zone is not UTC */
	char zone[CLOCK_ZONE_SIZE];
	unsigned jumps; /* set during the ceremony, how often */
	int64_t jump_s; /* the last one */
	int64_t jumped_utc;
	size_t jumped_step; /* SESSION_NOBODY before */
};

/* The HSM's log, as it is captured. */
struct session_log {
	bool running;
	bool arrived; /* its first line, since it was started first */
	char *file;   /* "logs/hsm-log-1.txt" */
	/* Once it was stopped; "" before. */
	char lines[24];
	char hash[9]; /* the first eight digits of the file's SHA-256 */
};

/* Where the events are saved; first NULL in a ceremony that never had a second
 * directory. The names are drives' labels or directories' names. */
struct session_saved {
	char *first;
	char *second; /* NULL: there is one */
	bool lost;    /* one of two, and nothing was decided of it yet */
	char *lost_name;
	char *why;
	int64_t lost_utc;
};

/* A copy of the directory on another drive; the last that is known of it. */
struct session_copy {
	char *drive;
	enum verdict verdict; /* every file read back and compared */
	size_t files;
	char *text; /* what is wrong, or NULL */
	int64_t at_utc;
};

/* The shell command that was run last. */
struct session_command {
	unsigned count; /* commands so far */
	bool running;	/* its end is not recorded */
	char *text;	/* as typed */
	char *how;	/* it ended: "exit 0"; NULL before */
	char *file;	/* "logs/command-1.txt", "" where it was not saved */
	char *output;	/* first lines, clean */
	uint64_t bytes;
	struct digest sha256; /* of the whole output */
};

/* A queue of CUPS on this computer, as it was found last. */
struct session_queue {
	char *name;
	char *state; /* "idle", "stopped: out of paper" */
};

enum session_job {
	JOB_NONE,
	JOB_RUNS,
	JOB_PRINTED,
	JOB_WAITS,  /* CUPS has it; printing may follow later */
	JOB_FAILED, /* CUPS does not have it, or gave it up */
	JOB_UNKNOWN /* the console was started again meanwhile */
};

/* A printout, and its last job. */
struct session_print {
	char *file; /* "print/slip-1.txt" */
	struct digest sha256;
	unsigned pages;
	int64_t at_utc;
	enum session_job state;
	unsigned job; /* its number in this ceremony, from 1; 0: none */
	unsigned copies;
	char *queue;
	char *how; /* it ended, in words; NULL before */
	int64_t since_utc;
	int64_t ended_utc;
};

struct session_printing {
	struct session_queue *queues;
	size_t queue_count;
	char *queue;  /* that is printed on, or NULL: none */
	bool decided; /* named, or that there is none, since the console was
		       * started */
	struct session_print *prints;
	size_t print_count;
	unsigned jobs;	  /* so far */
	unsigned changes; /* of the queues' names and the printouts */
};

/* A fault that a rehearsal has injected (drill.h). */
struct session_fault {
	char *name;
	char *card; /* what the room sees, or NULL */
	bool up;    /* the card lies on the screen */
	size_t step;
	int64_t at_utc;
	char *noticed; /* the first sign of it in the record, or NULL */
	size_t noticed_step;
	int64_t noticed_utc;
	size_t exception; /* index of the first one behind it, or NOBODY */
	size_t objection; /* which, from 1, was the first; 0: none */
};

struct session_resumed {
	unsigned times;
	uint64_t events;  /* in the record when it was opened again */
	char *torn;	  /* name of the saved tail, or NULL */
	bool on_paper; /* left so that the room finishes on paper */
	bool after_suspend; /* stopped by people, not by a loss of power */
	int64_t stopped_utc; /* the last event before */
};

#endif
