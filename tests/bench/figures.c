#include "figures.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static int
compare(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

double
figures_percentile(double *values, size_t count, unsigned percent)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count * percent / 100];
}

int
figures_judge(const char *what, double found, double limit)
{
	bool above = limit > 0 && found > limit;

	if (limit > 0)
		printf("%s %.2f, limit %.0f: %s\n", what, found, limit,
			above ? "FAIL" : "PASS");
	else
		printf("%s %.2f\n", what, found);
	return above ? 1 : 0;
}
