/*
 * The view: what only the console knows, beside the session: which screen
 * lies over the step, what is being typed, which page of it is shown.
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "ceremony/moves.h"
#include "frame.h"
#include "w_form.h"

#define VIEW_OVERLAYS 4

enum screen_id {
	SCREEN_START,
	SCREEN_RESUME,
	SCREEN_SIGN_IN,
	SCREEN_STEP,
	SCREEN_READBACK,
	SCREEN_PREFLIGHT,
	SCREEN_GATE,
	SCREEN_SIGNING,
	SCREEN_RESULT,
	SCREEN_OBJECTION,
	SCREEN_EXCEPTION,
	SCREEN_FINISH, /* the rest of an exception */
	SCREEN_RETURN, /* from a break */
	SCREEN_LOST, /* one of two drives */
	SCREEN_CARD, /* of a rehearsal's fault */
	SCREEN_END,
	SCREEN_DEBRIEF, /* behind a rehearsal's end */
	SCREEN_WAIT, /* for the HSM, in the middle of a move */
	SCREEN_RUNNING, /* a shell command, in the middle of a move */
	/* These lie over the others. */
	SCREEN_OBJECT,
	SCREEN_EXCEPT,
	SCREEN_AMEND,
	SCREEN_CORRECT,
	SCREEN_OUTLINE,
	SCREEN_RECORD,
	SCREEN_COPIES,
	SCREEN_PRINTER,
	SCREEN_PEOPLE,
	SCREEN_CHANGE,
	SCREEN_ARRIVE,
	SCREEN_DEPART,
	SCREEN_HAND_OVER,
	SCREEN_BREAK,
	SCREEN_COMMAND,
	SCREEN_PAPER,
	SCREEN_HELP,
	SCREEN_MORE,
	SCREEN_LEAVE,
	SCREEN_COUNT
};

/* The machine waits for the HSM in the middle of a move. */
struct view_wait {
	bool on;       /* long enough to be shown */
	bool late;     /* longer than usual */
	bool asked;    /* whether to give up */
	bool declined; /* asked, and the wait goes on */
	bool given_up;
	bool objected; /* taken once the HSM has answered */
	struct hsm_wait hsm;
	int64_t since_utc;
};

/* A shell command runs in the middle of a move. */
struct view_command {
	bool on;
	bool stopped; /* at the console */
	size_t bytes; /* of output, as shown */
	int64_t since_utc;
	int64_t since_ms; /* boot clock, as shown_ms: when it was painted */
	int64_t shown_ms;
};

/* Held by people; the others only look (viewer.h). */
enum view_mode { VIEW_HELD = 0, VIEW_WATCHED, VIEW_REPLAYED };

/* Where a replay is asked to go. */
enum view_move {
	VIEW_STAY = 0,
	VIEW_EVENT_ON,
	VIEW_EVENT_BACK,
	VIEW_STEP_ON,
	VIEW_STEP_BACK,
};

struct view {
	struct room *room; /* NULL where nothing can be done */
	const struct session *session;
	const char *dir; /* the ceremony's, NULL in tests that only draw */
	enum view_mode mode;
	enum view_move move;
	uint64_t replay_total; /* events, not only those that were folded */
	bool big; /* large letters */
	int64_t now_utc; /* of the room's clock, read by the loop */
	int rows;
	int columns;
	bool ascii;
	bool greeted; /* the start or resume screen was left */
	bool ended;   /* a rehearsal's end was seen: the debrief */
	bool busy;    /* the machine works: nobody is awaited */
	struct view_wait wait;
	struct view_command command;
	bool keys;    /* Tab in a field: letters are keys now */
	bool leaving; /* the console ends: nothing more is read */
	enum status failed; /* the record cannot be written any more */
	enum screen_id overlays[VIEW_OVERLAYS];
	size_t overlay_count;
	/* What the form below was made for. */
	enum screen_id screen;
	struct awaited awaited;
	struct form form;
	struct form kept; /* of the screen below one that lies over it */
	enum screen_id kept_screen;
	unsigned printing; /* changes of what the printer's form was made for */
	bool fresh; /* the form was just made: type-ahead is thrown away */
	size_t person; /* whom a change is about */
	size_t taker;  /* who takes that one's role */
	size_t chosen; /* person of the sign-in, row of a list */
	size_t tab;
	size_t tab_count; /* as drawn last */
	size_t top;	  /* first line of what scrolls */
	char *text;	  /* of the record's screen */
	char message[ERR_TEXT_SIZE]; /* a refusal, until the next key */
	char training_pin[SECRET_MAX + 1]; /* a rehearsal's: no secret */
};

void
view_init(struct view *view, struct room *room, const struct session *session);

/* Wipes. */
void
view_clear(struct view *view);

/* The screen that belongs on top now. */
enum screen_id
view_screen(const struct view *view);

/* Makes the form anew where the screen or what is awaited has changed. */
void
view_sync(struct view *view);

void
view_push(struct view *view, enum screen_id screen);
void
view_pop(struct view *view);

/* The terminal cannot show a page: no key is taken. */
bool
view_too_small(const struct view *view);

/* Draws the whole page, frame, body and keys, after view_sync; the caller
 * clears it. */
void
view_draw(struct page *dst, struct view *view);

/* The HSM is awaited: true when the page is another than before. */
bool
wait_begin(struct view *view, const struct hsm_wait *hsm);

/* "signature 5 of 9", "the login". */
void
wait_words(char *dst, size_t size, const struct view *view);

/* A key while the HSM is awaited; wait.given_up says what came of it. */
void
wait_input(struct view *view, const struct input *input);

/* The move is over: an objection made meanwhile is asked for. */
void
wait_end(struct view *view);

/* The shell command runs: true when its page is to be painted, at once and
 * then every so many milliseconds. */
bool
command_runs(struct view *view, size_t bytes, int64_t every_ms);

/* A key while it runs; command.stopped says what came of it. */
void
command_input(struct view *view, const struct input *input);

/* One input; everything that people do goes through here. */
void
view_input(struct view *view, const struct input *input);

/* The same where the view only looks. */
void
view_only_input(struct view *view, enum action action);

/* The keys of a view that only looks, in place of the screen's. */
void
view_only_keys(const struct view *view, struct page *page);

/* Says why something is refused, until the next key. */
void
view_say(struct view *view, const char *format, ...) PRINTF_LIKE(2, 3);

/* After a move: status other than OK is said, and the form begins again; what
 * cannot be saved any more ends the console. */
void
view_moved(struct view *view, enum status status, const struct err *err);

/* The page as it is hashed: 80 columns, 24 rows, ASCII; the caller frees. */
char *
view_page(struct view *view);

/* Where the scrolled text begins, kept within total lines of which rows are
 * seen. False where the key is none for scrolling. */
bool
view_scroll(struct view *view, enum action action, size_t total, size_t rows);

#endif
