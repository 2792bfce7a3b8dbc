/*
 * Figures and their limits.
 */
#ifndef TESTS_BENCH_FIGURES_H
#define TESTS_BENCH_FIGURES_H

#include <stddef.h>

/* Sorts; the value below which so many of 100 are. */
double
figures_percentile(double *values, size_t count, unsigned percent);

/* Says it; 1 where found is above limit, else 0. Limit 0: none. */
int
figures_judge(const char *what, double found, double limit);

#endif
