#include "document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "support/test.h"

const struct document_file document_genuine[] = {
	{"root/ksr-root-2010-q1-0.xml", KSR_REQUEST},
	{"root/ksr-root-2010-q2-0.xml", KSR_REQUEST},
	{"root/ksr-root-2016-q3-0.xml", KSR_REQUEST},
	{"root/ksr-root-2017-q2-0.xml", KSR_REQUEST},
	{"root/skr-root-2017-q1-0.xml", KSR_RESPONSE},
	{"root/skr-root-2017-q2-0.xml", KSR_RESPONSE},
	{"golden/skr-test-2010-q1-0.xml", KSR_RESPONSE},
};
const size_t document_genuine_count =
	sizeof(document_genuine) / sizeof(document_genuine[0]);

static char *
load(char *path)
{
	struct bytes bytes = {0};
	struct err err;
	char *text;

	if (file_read(&bytes, path, XML_MAX_SIZE, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	text = mem_format("%.*s", (int)bytes.len, (const char *)bytes.data);
	bytes_clear(&bytes);
	free(path);
	return text;
}

char *
document_at(const char *path)
{
	return load(test_data(path));
}

char *
document_load(const char *name)
{
	char *path = mem_format("data/%s", name);
	char *text = document_at(path);

	free(path);
	return text;
}

char *
document_fixture(const char *name)
{
	if (test_fixtures() == NULL)
		return NULL;
	return load(mem_format("%s/%s", test_fixtures(), name));
}

char *
document_replace(const char *text, const char *from, const char *to)
{
	const char *place = strstr(text, from);

	if (place == NULL) {
		fprintf(stderr, "not in the document: %s\n", from);
		abort();
	}
	return mem_format("%.*s%s%s", (int)(place - text), text, to,
		place + strlen(from));
}

struct xml_source
document_source(const char *text)
{
	return (struct xml_source){
		.name = "doc.xml",
		.data = (const uint8_t *)text,
		.len = strlen(text),
	};
}

enum status
document_read(struct ksr *dst, enum ksr_kind kind, const char *text,
	struct err *err)
{
	struct xml_source source = document_source(text);

	return ksr_read(dst, kind, &source, err);
}

enum status
document_policy(struct policy *dst, const char *text, struct err *err)
{
	struct xml_source source = document_source(text);

	return policy_parse(dst, &source, err);
}

bool
document_message(const struct err *err, const char *part)
{
	unsigned long line;
	int end = 0;

	if (sscanf(err->text, "doc.xml:%lu: %n", &line, &end) == 1 &&
		line > 0 && end > 0 && text_is_ascii(err->text) && strstr(err->text, part) != NULL)
		return true;
	printf("\n    message: %s\n    wanted:  %s\n", err->text, part);
	return false;
}
