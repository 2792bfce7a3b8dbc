/* write-record DIR COUNT: a record of COUNT events in DIR. */
#include <stdio.h>
#include <stdlib.h>

#include "record/record.h"

int
main(int argc, char **argv)
{
	struct record *record = NULL;
	struct err err = {STATUS_USAGE, "write-record DIR COUNT"};
	enum status status = STATUS_USAGE;
	int i;

	if (argc == 3)
		status = record_create(&record, argv[1], 0, &err);
	for (i = 0; status == STATUS_OK && i < atoi(argv[2]); i++)
		status = record_append(record, i == 0 ? "start" : "value",
			json_pack("{s:s,s:i}", "text", "quote \" back \\ "
				"caf\xc3\xa9 \xe2\x80\xae", "i", i), &err);
	record_close(record);
	if (status != STATUS_OK)
		fprintf(stderr, "write-record: %s\n", err.text);
	return (int)status;
}
