#include "record/follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "record/journal.h"

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

/* A power cut may take lines that were seen and never brought to the disk; an
 * edited record is another one too. */
static enum status
check_seen(const struct follow *follow, const struct bytes *data,
	struct err *err)
{
	const struct chain *chain = &follow->chain;
	const uint8_t *line;
	struct digest digest;
	size_t start;

	if (chain->size == 0)
		return STATUS_OK;
	if (data->len >= chain->size) {
		start = chain->size - 1;
		while (start > 0 && data->data[start - 1] != '\n')
			start--;
		line = data->data + start;
		digest = digest_of(line, chain->size - start);
		if (digest_equal(&digest, &chain->last))
			return STATUS_OK;
	}
	return err_set(err, STATUS_INPUT,
		"%s is no longer the record that was followed: event %llu is "
		"another or gone", follow->path,
		(unsigned long long)chain->count);
}

enum status
follow_more(struct follow *follow, record_visit *visit, void *context,
	struct err *err)
{
	struct bytes data = {0};
	enum status status =
		file_read(&data, follow->path, RECORD_MAX, err);

	if (status == STATUS_OK)
		status = check_seen(follow, &data, err);
	if (status == STATUS_OK)
		status = chain_follow(&follow->chain, &data, visit, context,
			err);
	bytes_clear(&data);
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
