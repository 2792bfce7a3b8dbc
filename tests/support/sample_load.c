#include "support/sample_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "support/test.h"

void
sample_must(enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "sample: %s\n", err->text);
	abort();
}

static char *
load(const char *name)
{
	char *below = mem_format("data/rules-%s", name);
	char *path = test_data(below);
	struct bytes bytes = {0};
	struct err err;
	char *text;

	sample_must(file_read(&bytes, path, XML_MAX_SIZE, &err), &err);
	text = mem_format("%.*s", (int)bytes.len, (const char *)bytes.data);
	bytes_clear(&bytes);
	free(path);
	free(below);
	return text;
}

static void
load_key(struct make_key *dst, const char *file, const char *id)
{
	char *pem = load(file);
	struct err err;

	sample_must(make_key_read(dst, id, 8, pem, &err), &err);
	free(pem);
}

static void
load_keys(struct sample *sample)
{
	static const char *const files[] = {"zsk1.pem", "zsk2.pem", "zsk3.pem",
		"zsk4.pem", "zsk-twin.pem"};
	char id[16];
	int i;

	for (i = 0; i < SAMPLE_ZSKS; i++) {
		snprintf(id, sizeof(id), "zsk-%d", i + 1);
		load_key(&sample->zsks[i], files[i], id);
	}
	load_key(&sample->ksks[0], "ksk1.pem", "ksk-a");
	load_key(&sample->ksks[1], "ksk2.pem", "ksk-b");
	for (i = 0; i < SAMPLE_KSKS; i++)
		sample->ksks[i].dnskey.flags = DNSKEY_KSK;
}

/* Takes text; from must be there. */
static char *
replace(char *text, const char *from, const char *to)
{
	const char *place = strstr(text, from);
	char *changed;

	if (place == NULL) {
		fprintf(stderr, "sample: %s is not in the policy\n", from);
		abort();
	}
	changed = mem_format("%.*s%s%s", (int)(place - text), text, to,
		place + strlen(from));
	free(text);
	return changed;
}

static char *
fill_ksk(char *text, const struct make_key *ksk, const char *tag_word,
	const char *ds_word)
{
	struct dns_name root;
	struct digest ds;
	char hex[DIGEST_HEX_SIZE], tag[8];
	struct err err;

	sample_must(name_parse(&root, ".", &err), &err);
	ds = dnskey_ds(&ksk->dnskey, &root);
	digest_format(hex, &ds);
	snprintf(tag, sizeof(tag), "%u", dnskey_tag(&ksk->dnskey));
	text = replace(text, tag_word, tag);
	return replace(text, ds_word, hex);
}

char *
sample_policy_text(const struct sample *sample)
{
	char *text = load("policy.xml");

	text = fill_ksk(text, &sample->ksks[0], "@TAG-A@", "@DS-A@");
	return fill_ksk(text, &sample->ksks[1], "@TAG-B@", "@DS-B@");
}

static void
read_policy(struct sample *sample, const char *from, const char *to)
{
	struct xml_source source = {.name = "rules-policy.xml"};
	char *text = sample_policy_text(sample);
	struct err err;

	if (from != NULL)
		text = replace(text, from, to);
	source.data = (const uint8_t *)text;
	source.len = strlen(text);
	sample_must(policy_parse(&sample->policy, &source, &err), &err);
	free(text);
}

void
sample_load(struct sample *sample, const char *from, const char *to)
{
	load_keys(sample);
	read_policy(sample, from, to);
}
