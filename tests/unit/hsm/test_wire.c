/* What one side writes the other reads, and nothing else. */
#include "hsm/wire.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/test.h"

extern const struct test_suite suite_wire;

static struct wire
reader(const struct buf *message)
{
	return (struct wire){.data = message->data, .len = message->len};
}

static void
reads_what_was_written(void)
{
	struct buf message = {0};
	struct bytes bytes = {0};
	struct wire wire;
	char text[8];
	char *string;

	buf_add_u8(&message, 7);
	buf_add_u32(&message, 0x01020304);
	wire_add_u64(&message, UINT64_C(0x1122334455667788));
	wire_add_bytes(&message, "\0\1", 2);
	wire_add_text(&message, "two words");
	wire_add_text(&message, "bell\a!");
	wire_add_text(&message, NULL);
	wire = reader(&message);
	CU_ASSERT_EQUAL(wire_u8(&wire), 7);
	CU_ASSERT_EQUAL(wire_u32(&wire), 0x01020304);
	CU_ASSERT_EQUAL(wire_u64(&wire), UINT64_C(0x1122334455667788));
	wire_bytes(&bytes, &wire, 2);
	CU_ASSERT_EQUAL_FATAL(bytes.len, 2);
	CU_ASSERT_EQUAL(memcmp(bytes.data, "\0\1", 2), 0);
	string = wire_string(&wire);
	CU_ASSERT_STRING_EQUAL(string, "two words");
	wire_text(text, sizeof(text), &wire);
	CU_ASSERT_STRING_EQUAL(text, "bell");
	CU_ASSERT_FALSE(wire_is_whole(&wire));
	CU_ASSERT_PTR_NULL(wire_string(&wire));
	CU_ASSERT_TRUE(wire_is_whole(&wire));
	free(string);
	bytes_clear(&bytes);
	buf_clear(&message);
}

/* Every number that ends early, and all that is read behind it. */
static void
stays_bad_behind_the_end(void)
{
	static const uint8_t three[] = {1, 2, 3};
	struct wire wire = {.data = three, .len = sizeof(three)};
	struct bytes bytes = {0};

	CU_ASSERT_EQUAL(wire_u32(&wire), 0);
	CU_ASSERT_TRUE(wire.bad);
	CU_ASSERT_EQUAL(wire_u8(&wire), 0);
	CU_ASSERT_EQUAL(wire_u64(&wire), 0);
	wire_bytes(&bytes, &wire, 10);
	CU_ASSERT_EQUAL(bytes.len, 0);
	CU_ASSERT_PTR_NULL(wire_string(&wire));
	wire.len = 0;
	CU_ASSERT_FALSE(wire_is_whole(&wire));
	bytes_clear(&bytes);
}

static void
refuses_lengths_that_lie(void)
{
	static const uint8_t longer[] = {0, 0, 0, 5, 'a', 'b'};
	static const uint8_t huge[] = {0xff, 0xff, 0xff, 0xfe, 'a', 'b'};
	static const uint8_t with_nul[] = {0, 0, 0, 2, 'a', 0};
	struct wire wire = {.data = longer, .len = sizeof(longer)};
	struct bytes bytes = {0};

	wire_bytes(&bytes, &wire, 10);
	CU_ASSERT_TRUE(wire.bad);
	wire = (struct wire){.data = huge, .len = sizeof(huge)};
	CU_ASSERT_PTR_NULL(wire_string(&wire));
	CU_ASSERT_TRUE(wire.bad);
	wire = (struct wire){.data = with_nul, .len = sizeof(with_nul)};
	CU_ASSERT_PTR_NULL(wire_string(&wire));
	CU_ASSERT_TRUE(wire.bad);
	wire = (struct wire){.data = with_nul, .len = sizeof(with_nul)};
	wire_bytes(&bytes, &wire, 1);
	CU_ASSERT_TRUE(wire.bad);
	CU_ASSERT_EQUAL(bytes.len, 0);
	bytes_clear(&bytes);
}

static void
sends_one_message_at_a_time(void)
{
	struct bytes got = {0};
	struct err err;
	int pair[2];

	CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	CU_ASSERT_EQUAL(wire_send(pair[0], "one", 3, &err), STATUS_OK);
	CU_ASSERT_EQUAL(wire_send(pair[0], "two!", 4, &err), STATUS_OK);
	CU_ASSERT_EQUAL(wire_receive(&got, pair[1], &err), STATUS_OK);
	CU_ASSERT_EQUAL(got.len, 3);
	CU_ASSERT_EQUAL(wire_receive(&got, pair[1], &err), STATUS_OK);
	CU_ASSERT_EQUAL(got.len, 4);
	close(pair[0]);
	CU_ASSERT_EQUAL(wire_receive(&got, pair[1], &err), STATUS_OK);
	CU_ASSERT_EQUAL(got.len, 0);
	CU_ASSERT_EQUAL(wire_send(pair[1], "three", 5, &err), STATUS_HSM);
	close(pair[1]);
	bytes_clear(&got);
}

static void
refuses_what_is_too_long(void)
{
	uint8_t *much = mem_new(1, WIRE_MAX + 1);
	struct bytes got = {0};
	struct err err;
	int pair[2];

	CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	CU_ASSERT_EQUAL(wire_send(pair[0], much, WIRE_MAX + 1, &err),
		STATUS_HSM);
	CU_ASSERT_EQUAL(wire_send(pair[0], much, WIRE_MAX, &err), STATUS_OK);
	CU_ASSERT_EQUAL(wire_receive(&got, pair[1], &err), STATUS_OK);
	CU_ASSERT_EQUAL(got.len, WIRE_MAX);
	CU_ASSERT_EQUAL(send(pair[0], much, WIRE_MAX + 1, 0), WIRE_MAX + 1);
	CU_ASSERT_EQUAL(wire_receive(&got, pair[1], &err), STATUS_HSM);
	close(pair[0]);
	close(pair[1]);
	bytes_clear(&got);
	free(much);
}

static void
carries_a_secret(void)
{
	struct secret sent = {0};
	struct secret got = {0};
	struct err err;
	int pair[2];

	CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	CU_ASSERT_TRUE(secret_set(&sent, "48271", 5));
	CU_ASSERT_EQUAL(wire_send_secret(pair[0], &sent, &err), STATUS_OK);
	CU_ASSERT_EQUAL(wire_receive_secret(&got, pair[1], &err), STATUS_OK);
	CU_ASSERT_TRUE(secret_equal(&sent, &got));
	secret_clear(&got);
	CU_ASSERT_EQUAL(send(pair[0], "0123456789012345678901234567890123456789"
				      "01234567890123456789012345",
				66, 0), 66);
	CU_ASSERT_EQUAL(wire_receive_secret(&got, pair[1], &err), STATUS_HSM);
	secret_clear(&got);
	secret_clear(&sent);
	close(pair[0]);
	close(pair[1]);
}

static void
knows_when_nobody_listens(void)
{
	int pair[2];

	CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	CU_ASSERT_FALSE(wire_is_gone(pair[1]));
	CU_ASSERT_EQUAL(shutdown(pair[0], SHUT_WR), 0);
	CU_ASSERT_FALSE(wire_is_gone(pair[1]));
	close(pair[0]);
	CU_ASSERT_TRUE(wire_is_gone(pair[1]));
	close(pair[1]);
}

static const CU_TestInfo tests[] = {
	{"reads what was written", reads_what_was_written},
	{"stays bad behind the end", stays_bad_behind_the_end},
	{"refuses lengths that lie", refuses_lengths_that_lie},
	{"sends one message at a time", sends_one_message_at_a_time},
	{"refuses what is too long", refuses_what_is_too_long},
	{"carries a secret", carries_a_secret},
	{"knows when nobody listens", knows_when_nobody_listens},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_wire = {"hsm/wire", tests};
