/*
 * The machine's clocks. Only the program's edge reads them; what was read goes
 * into events. A rehearsal's time is real time plus one fixed offset.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define CLOCK_BOOT_ID_SIZE 40

/* Seconds since 1970, UTC. */
int64_t
clock_now_utc(void);

/* Milliseconds since boot (CLOCK_BOOTTIME), suspended time included. */
int64_t
clock_mono_ms(void);

/* The kernel's id of this boot, or "unknown". */
void
clock_boot_id(char dst[CLOCK_BOOT_ID_SIZE]);

#endif
