#include "record/follow.h"

#include <stdlib.h>

#include "base/file.h"
#include "record/journal.h"
#include "record/reader.h"

struct follow {
	char *path;
	struct chain chain;
};

struct follow *
follow_new(const char *dir, const struct record_file *file)
{
	struct follow *follow = mem_new(1, sizeof(*follow));

	follow->chain = chain_begin(file != NULL ? file : &journal_file);
	follow->path = file_join(dir, follow->chain.name);
	return follow;
}

enum status
follow_more(struct follow *follow, record_visit *visit, void *context,
	struct err *err)
{
	struct bytes tail = {NULL, 0};
	enum status status = reader_follow(&follow->chain, &tail, follow->path,
		visit, context, err);

	bytes_clear(&tail);
	return status;
}

void
follow_free(struct follow *follow)
{
	if (follow == NULL)
		return;
	free(follow->path);
	free(follow);
}
