#include "gates.h"

#include <CUnit/CUnit.h>

#include "hall.h"

enum status
gates_voice(struct room *room, const char *role, struct err *err)
{
	return move_voice(room, hall_initials(room, role),
		hall_pin_of(room, role), HALL_PAGE, err);
}

enum status
gates_open_gate(struct room *room, const char *role, struct err *err)
{
	return move_open_gate(room, hall_initials(room, role),
		hall_pin_of(room, role), HALL_PAGE, err);
}

struct room *
gates_open_room(void)
{
	struct room *room = hall_open();

	hall_until(room, "gate");
	CU_ASSERT_PTR_NULL(session_gate_refusal(room->session));
	CU_ASSERT_TRUE(room->session->gate.planned);
	return room;
}

size_t
gates_voices(const struct room *room)
{
	return room->session->gate.voice_count;
}
