/*
 * Gives hostile bytes to a reader and judges how it takes them.
 */
#ifndef TESTS_FUZZ_FEED_H
#define TESTS_FUZZ_FEED_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/xml.h"

#ifdef __SANITIZE_ADDRESS__
#define FEED_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FEED_SANITIZED 1
#endif
#endif

/* A reader of documents from outside, with a good document of its kind. */
struct feed_target {
	const char *name;
	const char *file; /* below tests/data/ */
	enum status (*read)(const struct xml_source *source, struct err *err);
};

extern const struct feed_target feed_targets[];
extern const size_t feed_target_count;

/* The good document; the caller clears. */
struct bytes
feed_good(const struct feed_target *target);

/* Reads the bytes from memory that ends where they end. True when the reader
 * took them, or refused them with STATUS_INPUT and one printable line, within
 * a second; says what was wrong otherwise. */
bool
feed(const struct feed_target *target, const void *data, size_t len);

/* As feed, and the reader took them. */
bool
feed_taken(const struct feed_target *target, const void *data, size_t len);

/* As feed, and the reader refused. */
bool
feed_refused(const struct feed_target *target, const void *data, size_t len);

#endif
