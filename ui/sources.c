#include "sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/script.h"
#include "data.h"

/* Whatever keeps an input from being read, it is the input that is at fault:
 * STATUS_INPUT, not STATUS_FILE. */

/* A policy may allow requests of this size; what the policy at hand allows is
 * checked when they are parsed. */
#define SOURCE_MAX ((size_t)64 * 1024 * 1024)

static enum status
read_path(struct source *dst, const char *path, struct err *err)
{
	if (file_read(&dst->data, path, SOURCE_MAX, err) != STATUS_OK) {
		err->status = STATUS_INPUT;
		return STATUS_INPUT;
	}
	dst->name = mem_string(file_base_name(path));
	return STATUS_OK;
}

enum status
source_read(struct source *dst, const char *folder, const char *name,
	struct err *err)
{
	char *path = folder != NULL ? data_find(folder, name)
				    : mem_string(name);
	enum status status = read_path(dst, path, err);

	free(path);
	return status;
}

/* A document names its neighbours by plain names. */
static char *
find_beside(const char *beside, const char *folder, const char *name)
{
	int len = (int)(file_base_name(beside) - beside);
	char *path = mem_format("%.*s%s", len, beside, name);

	if (strchr(name, '/') == NULL && file_exists(path))
		return path;
	free(path);
	return data_find(folder, name);
}

enum status
source_read_beside(struct source *dst, const char *beside, const char *folder,
	const char *name, struct err *err)
{
	char *path = find_beside(beside, folder, name);
	enum status status = read_path(dst, path, err);

	free(path);
	return status;
}

enum status
source_read_script(struct source *dst, const char *beside, const char *name,
	struct err *err)
{
	char *path = find_beside(beside, "scripts", name);
	struct script script = {0};
	struct buf flat = {0};
	enum status status;

	status = script_load(&script, &flat, path, err);
	if (status == STATUS_OK) {
		dst->name = mem_string(file_base_name(path));
		dst->data = buf_take(&flat);
		script_clear(&script);
	}
	if (status == STATUS_FILE)
		status = err->status = STATUS_INPUT;
	buf_clear(&flat);
	free(path);
	return status;
}

enum status
source_dir_beside(char **dst, const char *beside, const char *name,
	struct err *err)
{
	int len = *name == '/' ? 0 : (int)(file_base_name(beside) - beside);
	char *path = mem_format("%.*s%s", len, beside, name);
	char *whole = realpath(path, NULL);

	if (whole == NULL)
		err_set_errno(err, STATUS_INPUT,
			"the previous ceremony, %s", path);
	free(path);
	if (whole == NULL)
		return err->status;
	*dst = whole;
	return STATUS_OK;
}

void
source_clear(struct source *source)
{
	free(source->name);
	bytes_clear(&source->data);
	source->name = NULL;
}
