/* A process that answers what it must not: words, and an end of it. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "hsm/remote.h"
#include "hsm/served.h"
#include "support/test.h"

extern const struct test_suite suite_answers;

/* In the order in which ask_all asks. */
static const char *const requests[] = {"open", "list", "login", "find",
	"permit", "sign", "logout"};

#define REQUESTS (sizeof(requests) / sizeof(requests[0]))

#define BOUND_MS 20000

#define UNDERSTOOD "says what cannot be understood"
#define ENDED "has ended"

static const struct {
	const char *way;
	const char *words;
} rows[] = {
	{"cut", UNDERSTOOD},
	{"longer", UNDERSTOOD},
	{"short", UNDERSTOOD},
	{"status", UNDERSTOOD},
	{"wordless", UNDERSTOOD},
	{"count", UNDERSTOOD},
	{"garbage", UNDERSTOOD},
	{"swollen", UNDERSTOOD},
	{"empty", ENDED},
	{"leave", ENDED " (exit status 0)"},
};

static bool
go_on(void *context, const struct hsm_wait *wait)
{
	(void)context;
	return clock_mono_ms() - wait->since_mono_ms < BOUND_MS;
}

static void
open_hostile_logged(struct hsm **hsm, struct hsm_profile *profile,
	size_t request, const char *way, int log)
{
	static const struct hsm_patience patience = {go_on, NULL};
	const struct hsm_worker worker = {HOSTILE_PROGRAM, log, &patience,
		NULL};
	char *told = mem_format("%zu %s", request + 1, way);
	struct err err = {0};

	profile_init(profile);
	profile->name = mem_string("hostile");
	profile_set_environment(profile, "HOSTILE", told);
	CU_ASSERT_EQUAL_FATAL(remote_open(hsm, profile, &worker, &err),
		STATUS_OK);
	free(told);
}

static void
open_hostile(struct hsm **hsm, struct hsm_profile *profile, size_t request,
	const char *way)
{
	open_hostile_logged(hsm, profile, request, way, -1);
}

static enum status
sign(struct hsm *hsm, const struct hsm_key *key, struct err *err)
{
	const struct bytes data = {(uint8_t[]){1, 2, 3}, 3};
	const struct digest digest = digest_of(data.data, data.len);
	struct bytes signature = {0};
	enum status status = hsm->ops->permit(hsm, &digest, 1, err);

	if (status == STATUS_OK)
		status = hsm->ops->sign(hsm, key, algorithm_find(8), &data,
			&signature, err);
	CU_ASSERT_EQUAL(signature.len, status == STATUS_OK ? 9 : 0);
	bytes_clear(&signature);
	return status;
}

/* Until something fails; outputs are written on success only. */
static enum status
ask_all(struct hsm *hsm, struct err *err)
{
	struct hsm_key *keys = NULL;
	size_t count = 0;
	enum status status = softhsm_login(hsm, "T", SOFTHSM_PIN, err);

	if (status == STATUS_OK) {
		status = hsm->ops->find(hsm, "K", &keys, &count, err);
		CU_ASSERT_EQUAL(count, status == STATUS_OK ? 1 : 0);
		CU_ASSERT_EQUAL(keys != NULL, status == STATUS_OK);
	}
	if (status == STATUS_OK)
		status = sign(hsm, keys, err);
	if (status == STATUS_OK)
		status = hsm->ops->logout(hsm, err);
	hsm_keys_free(keys, count);
	return status;
}

static void
is_taken_while_it_is_right(void)
{
	struct hsm_profile profile;
	struct hsm *hsm = NULL;
	struct err err = {0};

	open_hostile(&hsm, &profile, 98, "never");
	CU_ASSERT_EQUAL(ask_all(hsm, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_EQUAL(hsm->counters.signs, 2);
	hsm->ops->close(hsm);
	profile_clear(&profile);
}

static void
refuse(size_t request, const char *way, const char *words)
{
	struct hsm_profile profile;
	struct hsm *hsm = NULL;
	struct err err = {0};
	int pid;

	open_hostile(&hsm, &profile, request, way);
	pid = remote_pid(hsm);
	CU_ASSERT_EQUAL(ask_all(hsm, &err), STATUS_HSM);
	if (strstr(err.text, words) == NULL)
		printf("\n    %s, %s: %s ", requests[request], way, err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, words));
	CU_ASSERT_EQUAL(remote_pid(hsm), 0);
	CU_ASSERT_TRUE(served_is_gone(pid));
	CU_ASSERT_STRING_EQUAL(hsm->token.label, "");
	hsm->ops->close(hsm);
	profile_clear(&profile);
}

static void
is_refused_at_every_request(void)
{
	size_t request, way;

	for (request = 0; request < REQUESTS; request++) {
		for (way = 0; way < sizeof(rows) / sizeof(rows[0]); way++)
			refuse(request, rows[way].way, rows[way].words);
	}
}

/* The second one stands where another answer is read. */
static void
is_not_taken_for_another(void)
{
	static const size_t of[] = {0, 1, 2, 3, 4};
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		refuse(of[i], "twice", UNDERSTOOD);
}

static void
is_killed_where_it_only_stays(void)
{
	refuse(2, "stay", ENDED " (signal 9 ");
}

/* The copy has ended once nobody can write into the pipe any more. */
static void
leaves_no_copy_of_itself(void)
{
	struct hsm_profile profile;
	struct hsm *hsm = NULL;
	struct err err = {0};
	struct pollfd end = {0};
	int ends[2];

	CU_ASSERT_EQUAL_FATAL(pipe2(ends, O_CLOEXEC), 0);
	open_hostile_logged(&hsm, &profile, 2, "copy", ends[1]);
	close(ends[1]);
	CU_ASSERT_EQUAL(ask_all(hsm, &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, ENDED " (signal 9 "));
	end.fd = ends[0];
	CU_ASSERT_EQUAL(poll(&end, 1, BOUND_MS), 1);
	close(ends[0]);
	hsm->ops->close(hsm);
	profile_clear(&profile);
}

static void
gives_no_verdict_and_no_stop(void)
{
	static const char *const answers[] = {"rule", "stopped"};
	struct hsm_profile profile;
	size_t request, i;

	for (request = 0; request < REQUESTS; request++) {
		for (i = 0; i < 2; i++) {
			struct hsm *hsm = NULL;
			struct err err = {0};

			open_hostile(&hsm, &profile, request, answers[i]);
			CU_ASSERT_EQUAL(ask_all(hsm, &err), STATUS_HSM);
			CU_ASSERT_EQUAL(err.status, STATUS_HSM);
			CU_ASSERT_PTR_NOT_NULL(strstr(err.text, answers[i]));
			hsm->ops->close(hsm);
			profile_clear(&profile);
		}
	}
}

static void
brings_no_controls_to_the_screen(void)
{
	struct hsm_profile profile;
	struct hsm *hsm = NULL;
	struct err err = {0};
	const char *c;

	open_hostile(&hsm, &profile, 2, "controls");
	CU_ASSERT_EQUAL(ask_all(hsm, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, "bad", 3), 0);
	for (c = err.text; *c != '\0'; c++)
		CU_ASSERT_TRUE(*c >= ' ' && *c <= '~');
	hsm->ops->close(hsm);
	profile_clear(&profile);
}

static const CU_TestInfo tests[] = {
	{"is taken while it is right", is_taken_while_it_is_right},
	{"is refused at every request", is_refused_at_every_request},
	{"is not taken for another", is_not_taken_for_another},
	{"is killed where it only stays", is_killed_where_it_only_stays},
	{"leaves no copy of itself", leaves_no_copy_of_itself},
	{"gives no verdict and no stop", gives_no_verdict_and_no_stop},
	{"brings no controls to the screen", brings_no_controls_to_the_screen},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_answers = {"hsm/answers", tests};
