/*
 * The screens: one row a screen, each with its functions.
 */
#ifndef UI_SCREENS_H
#define UI_SCREENS_H

#include "view.h"

struct screen {
	const char *name; /* for tests and messages */
	bool overlay;	  /* Esc takes it away */
	/* The parts that people type here now; NULL: none. */
	void (*form)(const struct view *view, struct form *form);
	/* The body and the keys; the frame is there already. */
	void (*draw)(struct view *view, struct page *page);
	/* Enter on the last part. */
	void (*enter)(struct view *view);
	/* Every other key; false where it means nothing here. NULL: none. */
	bool (*key)(struct view *view, enum action action);
};

extern const struct screen screens[SCREEN_COUNT];

/* Functions of the screens, s_*.c. */
void
s_start_draw(struct view *view, struct page *page);
void
s_start_enter(struct view *view);
void
s_resume_draw(struct view *view, struct page *page);

void
s_sign_in_form(const struct view *view, struct form *form);
void
s_sign_in_draw(struct view *view, struct page *page);
void
s_sign_in_enter(struct view *view);
bool
s_sign_in_key(struct view *view, enum action action);

/* The step's own form and Enter serve every screen of a step. */
void
s_step_form(const struct view *view, struct form *form);
void
s_step_draw(struct view *view, struct page *page);
void
s_step_enter(struct view *view);
bool
s_step_key(struct view *view, enum action action);

void
s_readback_draw(struct view *view, struct page *page);
void
s_readback_enter(struct view *view);

void
s_preflight_draw(struct view *view, struct page *page);
void
s_preflight_enter(struct view *view);
bool
s_preflight_key(struct view *view, enum action action);

void
s_gate_draw(struct view *view, struct page *page);
bool
s_gate_key(struct view *view, enum action action);
void
s_signing_draw(struct view *view, struct page *page);
void
s_result_draw(struct view *view, struct page *page);
/* In place of frame and screen, for a view in large letters. */
void
s_big_draw(const struct view *view, struct page *page);
void
s_wait_draw(struct view *view, struct page *page);
void
s_end_draw(struct view *view, struct page *page);
void
s_end_enter(struct view *view);

void
s_object_form(const struct view *view, struct form *form);
void
s_object_draw(struct view *view, struct page *page);
void
s_object_enter(struct view *view);
void
s_objection_form(const struct view *view, struct form *form);
void
s_objection_draw(struct view *view, struct page *page);
void
s_objection_enter(struct view *view);

void
s_except_form(const struct view *view, struct form *form);
void
s_except_draw(struct view *view, struct page *page);
void
s_except_enter(struct view *view);
void
s_exception_form(const struct view *view, struct form *form);
void
s_exception_draw(struct view *view, struct page *page);
void
s_exception_enter(struct view *view);
bool
s_exception_key(struct view *view, enum action action);
void
s_finish_form(const struct view *view, struct form *form);
void
s_finish_draw(struct view *view, struct page *page);
void
s_finish_enter(struct view *view);
void
s_amend_form(const struct view *view, struct form *form);
void
s_amend_draw(struct view *view, struct page *page);
void
s_amend_enter(struct view *view);

void
s_correct_form(const struct view *view, struct form *form);
void
s_correct_draw(struct view *view, struct page *page);
void
s_correct_enter(struct view *view);

void
s_lost_form(const struct view *view, struct form *form);
void
s_lost_draw(struct view *view, struct page *page);
void
s_lost_enter(struct view *view);
void
s_copies_draw(struct view *view, struct page *page);
void
s_printer_form(const struct view *view, struct form *form);
void
s_printer_draw(struct view *view, struct page *page);
void
s_printer_enter(struct view *view);

void
s_card_draw(struct view *view, struct page *page);
void
s_card_enter(struct view *view);
void
s_debrief_draw(struct view *view, struct page *page);
void
s_debrief_enter(struct view *view);
bool
s_debrief_key(struct view *view, enum action action);

void
s_outline_draw(struct view *view, struct page *page);
/* "done", "now", "skipped"; "" before. */
const char *
s_outline_state(const struct session *session, size_t step);
bool
s_outline_key(struct view *view, enum action action);
void
s_record_form(const struct view *view, struct form *form);
void
s_record_draw(struct view *view, struct page *page);
bool
s_record_key(struct view *view, enum action action);
void
s_people_draw(struct view *view, struct page *page);
void
s_change_form(const struct view *view, struct form *form);
void
s_change_draw(struct view *view, struct page *page);
void
s_change_enter(struct view *view);
void
s_arrive_form(const struct view *view, struct form *form);
void
s_arrive_draw(struct view *view, struct page *page);
void
s_arrive_enter(struct view *view);
void
s_depart_form(const struct view *view, struct form *form);
void
s_depart_draw(struct view *view, struct page *page);
void
s_depart_enter(struct view *view);
void
s_hand_over_form(const struct view *view, struct form *form);
void
s_hand_over_draw(struct view *view, struct page *page);
void
s_hand_over_enter(struct view *view);
void
s_break_form(const struct view *view, struct form *form);
void
s_break_draw(struct view *view, struct page *page);
void
s_break_enter(struct view *view);
void
s_command_form(const struct view *view, struct form *form);
void
s_command_draw(struct view *view, struct page *page);
void
s_command_enter(struct view *view);
void
s_running_draw(struct view *view, struct page *page);
void
s_paper_form(const struct view *view, struct form *form);
void
s_paper_draw(struct view *view, struct page *page);
void
s_paper_enter(struct view *view);
bool
s_paper_key(struct view *view, enum action action);
void
s_return_form(const struct view *view, struct form *form);
void
s_return_draw(struct view *view, struct page *page);
void
s_return_enter(struct view *view);

void
s_help_draw(struct view *view, struct page *page);
bool
s_help_key(struct view *view, enum action action);
void
s_more_form(const struct view *view, struct form *form);
void
s_more_draw(struct view *view, struct page *page);
void
s_more_enter(struct view *view);
void
s_leave_form(const struct view *view, struct form *form);
void
s_leave_draw(struct view *view, struct page *page);
void
s_leave_enter(struct view *view);

/* Enter where there is nothing to take: back. */
void
s_back_enter(struct view *view);

#endif
