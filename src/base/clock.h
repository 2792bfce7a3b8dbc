/*
 * The machine's clocks. Only the program's edge reads them; what was read goes
 * into events. A rehearsal's time is real time plus one fixed offset.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_BOOT_ID_SIZE 40
#define CLOCK_ZONE_SIZE 32

/* Seconds since 1970, UTC. */
int64_t
clock_now_utc(void);

/* Milliseconds since boot (CLOCK_BOOTTIME), suspended time included. */
int64_t
clock_mono_ms(void);

/* The name of the computer's time zone, "UTC"; whether it is UTC all year. */
bool
clock_zone(char dst[CLOCK_ZONE_SIZE]);

/* For tests: from now on the clocks read so much more, as if the one had been
 * set, or as if time had passed on both. */
void
clock_shift(int64_t utc_s, int64_t mono_ms);

/* The kernel's id of this boot, or "unknown". */
void
clock_boot_id(char dst[CLOCK_BOOT_ID_SIZE]);

#endif
