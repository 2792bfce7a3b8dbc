#include "unit/sign/world.h"

#include <stdlib.h>

#include "base/file.h"
#include "dns/rsa.h"
#include "support/test.h"

static void
load(struct xml_source *dst, struct bytes *data, const char *name)
{
	char *path = test_data(name);
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(data, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	*dst = (struct xml_source){
		.name = name, .data = data->data, .len = data->len};
	free(path);
}

static void
set_ksk(const struct policy *policy, struct policy_ksk *ksk, EVP_PKEY *pkey)
{
	struct hsm_key key = {0};
	struct buf field = {0};

	fake_numbers(&key, pkey);
	rsa_encode(&field, &key.exponent, &key.modulus);
	bytes_clear(&ksk->dnskey.public_key);
	ksk->dnskey.public_key = buf_take(&field);
	ksk->bits = 1024;
	ksk->tag = dnskey_tag(&ksk->dnskey);
	ksk->ds = dnskey_ds(&ksk->dnskey, &policy->zone_name);
	bytes_clear(&ksk->dnskey.public_key);
	bytes_clear(&key.modulus);
	bytes_clear(&key.exponent);
}

static void
read_policy(struct policy *policy)
{
	struct xml_source source;
	struct bytes data = {0};
	struct err err;

	load(&source, &data, "data/policy-example.xml");
	CU_ASSERT_EQUAL_FATAL(policy_parse(policy, &source, &err), STATUS_OK);
	bytes_clear(&data);
	CU_ASSERT_EQUAL_FATAL(policy->ksk_count, FAKE_KEYS);
	set_ksk(policy, &policy->ksks[0], fake_pkey(0));
	set_ksk(policy, &policy->ksks[1], fake_pkey(1));
}

void
world_begin(struct world *world)
{
	struct xml_source source;
	struct bytes data = {0};
	struct err err;

	*world = (struct world){0};
	read_policy(&world->policy);
	load(&source, &data, "data/ksr-example.xml");
	CU_ASSERT_EQUAL_FATAL(ksr_read(&world->request, KSR_REQUEST, &source,
				      &err), STATUS_OK);
	bytes_clear(&data);
	fake_init(&world->fake);
	world_use(world, "revoke");
}

void
world_end(struct world *world)
{
	plan_clear(&world->plan);
	plan_keys_clear(&world->keys);
	fake_clear(&world->fake);
	ksr_clear(&world->request);
	policy_clear(&world->policy);
}

void
world_use(struct world *world, const char *schema)
{
	struct err err;

	CU_ASSERT_EQUAL_FATAL(policy_find_schema(&world->schema, &world->policy,
				      schema, &err), STATUS_OK);
}

void
world_find(struct world *world)
{
	struct err err;

	plan_keys_clear(&world->keys);
	CU_ASSERT_EQUAL_FATAL(plan_find_keys(&world->keys, &world->fake.hsm,
				      &world->policy, world->schema, &err),
		STATUS_OK);
}

enum status
world_make(struct world *world, struct err *err)
{
	plan_clear(&world->plan);
	return plan_make(&world->plan, &world->request, NULL, &world->policy,
		world->schema, &world->keys, &world->fake.hsm.token, err);
}

void
world_plan(struct world *world)
{
	struct err err;

	world_find(world);
	CU_ASSERT_EQUAL_FATAL(world_make(world, &err), STATUS_OK);
}
