#include "record/reader.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "record/journal.h"

#define PIECE (1024 * 1024) /* bytes; holds many lines of the longest */

struct reader {
	const char *path;
	int fd;
	size_t left; /* bytes of the file that were not read yet */
	uint8_t *data;
	size_t size; /* allocated */
	size_t len;  /* of data: read, and not followed yet */
};

/* Reads on until at least so many bytes are there, or the end. */
static enum status
fill(struct reader *reader, size_t size, struct err *err)
{
	size_t wanted = size - reader->len;
	size_t got = 0;
	enum status status;

	if (wanted > reader->left)
		wanted = reader->left;
	if (reader->len + wanted > reader->size) {
		uint8_t *data = mem_new(reader->len + wanted, 1);

		memcpy(data, reader->data, reader->len);
		free(reader->data);
		reader->data = data;
		reader->size = reader->len + wanted;
	}
	status = file_read_some(&got, reader->fd, reader->path,
		reader->data + reader->len, wanted, err);
	if (status != STATUS_OK)
		return status;
	reader->len += got;
	reader->left = got < wanted ? 0 : reader->left - got;
	return STATUS_OK;
}

/* Follows the whole lines that are there. */
static enum status
follow_piece(struct reader *reader, struct chain *chain, record_visit *visit,
	void *context, struct err *err)
{
	size_t before = chain->size, taken;
	enum status status = chain_follow(chain, reader->data, reader->len,
		visit, context, err);

	if (status != STATUS_OK)
		return status;
	taken = chain->size - before;
	reader->len -= taken;
	memmove(reader->data, reader->data + taken, reader->len);
	/* Whether a tail is torn is seen with all that is behind it. */
	return taken > 0 ? STATUS_OK :
		fill(reader, reader->len + reader->left, err);
}

static enum status
follow_pieces(struct reader *reader, struct chain *chain, record_visit *visit,
	void *context, struct err *err)
{
	enum status status;
	bool whole;

	do {
		status = reader->len >= PIECE ? STATUS_OK :
			fill(reader, PIECE, err);
		whole = reader->left == 0;
		if (status == STATUS_OK)
			status = follow_piece(reader, chain, visit, context,
				err);
	} while (status == STATUS_OK && !whole);
	return status;
}

static enum status
read_last_line(struct digest *dst, const struct reader *reader,
	const struct chain *chain, struct err *err)
{
	uint8_t *line = mem_new(chain->last_size, 1);
	size_t got = 0;
	enum status status = STATUS_OK;

	if (lseek(reader->fd, (off_t)(chain->size - chain->last_size),
			SEEK_SET) < 0)
		status = err_set_errno(err, STATUS_FILE, "%s", reader->path);
	if (status == STATUS_OK)
		status = file_read_some(&got, reader->fd, reader->path, line,
			chain->last_size, err);
	*dst = digest_of(line, got);
	free(line);
	return status;
}

/* A power cut may take lines that were seen and never brought to the disk; an
 * edited record is another one too. */
static enum status
skip_seen(struct reader *reader, const struct chain *chain, struct err *err)
{
	struct digest digest = {{0}};
	enum status status = STATUS_OK;

	if (chain->count > 0 && reader->left >= chain->size)
		status = read_last_line(&digest, reader, chain, err);
	if (status != STATUS_OK)
		return status;
	if (chain->count > 0 && !digest_equal(&digest, &chain->last))
		return err_set(err, STATUS_INPUT,
			"%s is no longer the record that was followed: event "
			"%llu is another or gone", reader->path,
			(unsigned long long)chain->count);
	reader->left -= chain->size;
	return STATUS_OK;
}

enum status
reader_follow(struct chain *chain, struct bytes *tail, const char *path,
	record_visit *visit, void *context, struct err *err)
{
	struct reader reader = {.path = path, .fd = -1, .size = PIECE};
	enum status status =
		file_open(&reader.fd, &reader.left, path, RECORD_MAX, err);

	if (status != STATUS_OK)
		return status;
	reader.data = mem_new(reader.size, 1);
	status = skip_seen(&reader, chain, err);
	if (status == STATUS_OK)
		status = follow_pieces(&reader, chain, visit, context, err);
	close(reader.fd);
	if (status == STATUS_OK)
		bytes_set(tail, reader.data, reader.len);
	free(reader.data);
	return status;
}
