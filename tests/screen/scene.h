/*
 * Scenes: a session put into a state by hand, from the genuine 2017-q2
 * request and made-up people, so that its pages are the same every time.
 */
#ifndef TESTS_SCREEN_SCENE_H
#define TESTS_SCREEN_SCENE_H

#include "support/test.h"
#include "view.h"

#define SCENE_UTC INT64_C(1487610000) /* 2017-02-20T17:00:00Z, step 1.1 */

struct scene {
	struct session *session;
	struct view view;
};

/* Ceremony 28, West, rehearsed; no step is done yet. False where the genuine
 * files are not here. */
bool
scene_open(struct scene *dst);

#define NEEDS_FILES(scene) \
	do { \
		if (!scene_open(scene)) \
			SKIP("the genuine files are not here"); \
	} while (0)

void
scene_close(struct scene *scene);

/* Opens the step of that id at hh:mm; all before it are done. */
void
scene_at(struct scene *scene, const char *step, const char *time);

/* Time, record and last answer as the frame shows them. */
void
scene_frame(struct scene *scene, const char *time, uint64_t events,
	const char *last);

/* The actor's Enter. */
void
scene_done(struct scene *scene, const char *time);

/* Typed and judged. */
void
scene_value(struct scene *scene, size_t row, size_t field, const char *text,
	enum verdict verdict);

/* The first count people who confirm, signed in a minute after another. */
void
scene_seat(struct scene *scene, size_t count, const char *time);

/* Every rule of a request passed; each named one failed or is off. */
void
scene_rules(struct scene *scene, const char *failed, const char *off);

/* The digest that begins with these words. */
void
scene_words(struct digest *dst, const char *words);

int64_t
scene_time(const char *time);

void
scene_type(struct scene *scene, const char *text);

/* Compares the page with golden/NAME.txt; SCREEN_UPDATE=1 writes it. */
bool
scene_golden(struct scene *scene, const char *name);

#endif
