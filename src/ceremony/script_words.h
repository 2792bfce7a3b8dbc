/*
 * The words of scripts as tables: what an attribute may say. Inside the room
 * only.
 */
#ifndef CEREMONY_SCRIPT_WORDS_H
#define CEREMONY_SCRIPT_WORDS_H

#include "ceremony/script.h"

/* names[i] is the word of value i. */
struct word_table {
	const char *const *names;
	size_t count;
};

extern const struct word_table kind_words, level_words, held_words,
	field_words, from_words, source_words, rows_words, role_words,
	end_words, yes_words;

/* The value of a word, or -1. */
int
word_find(const struct word_table *table, const char *word);

/* The attribute's value; STATUS_INPUT names it and all that is allowed. A
 * missing attribute is value 0. */
enum status
word_read(int *dst, const struct xml_node *node, const char *attribute,
	const struct word_table *table, struct err *err) MUST_CHECK;

/* As word_read for text that is only part of an attribute. */
enum status
word_take(int *dst, const struct xml_node *node, const char *attribute,
	const char *text, const struct word_table *table, struct err *err)
	MUST_CHECK;

/* A blank-separated list of roles, single blanks, in new memory; NULL where
 * the attribute is missing. */
enum status
word_read_roles(char **dst, const struct xml_node *node, const char *attribute,
	struct err *err) MUST_CHECK;

/* Text made safe, white space as single blanks, in new memory. */
char *
word_clean(const char *text);

/* The attribute as word_clean has it, NULL where it is missing. */
char *
word_attribute(const struct xml_node *node, const char *attribute);

/* The attribute as a number up to 1000, 0 where it is missing. */
enum status
word_number(unsigned *dst, const struct xml_node *node, const char *attribute,
	struct err *err) MUST_CHECK;

#endif
