#include "hsm/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "support/test.h"

extern const struct test_suite suite_profile;

static enum status
parse(struct hsm_profile *dst, const char *body, struct err *err)
{
	char *text = mem_format("<hsm-profile name=\"p\">%s</hsm-profile>",
		body);
	struct xml_source source = {.name = "p.xml",
		.data = (const uint8_t *)text,
		.len = strlen(text)};
	enum status status = profile_parse(dst, &source, err);

	free(text);
	return status;
}

static void
reads_all_it_can_say(void)
{
	struct hsm_profile p = {0};
	struct err err;

	CU_ASSERT_EQUAL(parse(&p,
		"<module path='/a.so'/><module path='/b.so'/>"
		"<environment name='A' value='1'/>"
		"<environment name='B' value=''/>"
		"<initialize reserved=\"dir='/a b' flags=\"/>"
		"<token label='KSK' serial='00ff' slot=' 12 '/>"
		"<login kind='protected-path' hint='Three cards.'/><sign hash='hsm'/>"
		"<keygen sensitive='no' extractable='yes'/>"
		"<timeouts login='600' sign='5'/>", &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL_FATAL(p.name, "p");
	CU_ASSERT_EQUAL_FATAL(p.module_count, 2);
	CU_ASSERT_STRING_EQUAL(p.modules[1], "/b.so");
	CU_ASSERT_EQUAL_FATAL(p.environment_count, 2);
	CU_ASSERT_STRING_EQUAL(p.environment[0].name, "A");
	CU_ASSERT_STRING_EQUAL(p.environment[1].value, "");
	CU_ASSERT_STRING_EQUAL(p.reserved, "dir='/a b' flags=");
	CU_ASSERT_STRING_EQUAL(p.token_label, "KSK");
	CU_ASSERT_STRING_EQUAL(p.token_serial, "00ff");
	CU_ASSERT_EQUAL(p.token_slot, 12);
	CU_ASSERT_EQUAL(p.login, HSM_LOGIN_PROTECTED_PATH);
	CU_ASSERT_EQUAL(p.hash, HSM_HASH_HSM);
	CU_ASSERT_FALSE(p.sensitive);
	CU_ASSERT_TRUE(p.extractable);
	CU_ASSERT_STRING_EQUAL(p.login_hint, "Three cards.");
	CU_ASSERT_EQUAL(p.timeouts.login_s, 600);
	CU_ASSERT_EQUAL(p.timeouts.sign_s, 5);
	CU_ASSERT_EQUAL(p.timeouts.load_s, 30);
	profile_clear(&p);
}

static void
is_careful_by_default(void)
{
	struct hsm_profile p = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(parse(&p,
		"<module path='/a.so'/><login kind='pin'/>"
		"<sign hash='host'/>", &err), STATUS_OK);
	CU_ASSERT_TRUE(p.sensitive);
	CU_ASSERT_FALSE(p.extractable);
	CU_ASSERT_EQUAL(p.token_slot, -1);
	CU_ASSERT_PTR_NULL(p.reserved);
	CU_ASSERT_PTR_NULL(p.token_label);
	CU_ASSERT_EQUAL(p.login, HSM_LOGIN_PIN);
	CU_ASSERT_EQUAL(p.hash, HSM_HASH_HOST);
	profile_clear(&p);
}

static void
names_what_is_allowed(void)
{
	static const struct {
		const char *body;
		const char *reason;
	} cases[] = {
		{"<module path='/a.so'/><login kind='card'/>"
		 "<sign hash='host'/>",
			"login/@kind is \"card\"; allowed: pin, "
			"protected-path, none"},
		{"<module path='/a.so'/><login kind='pin'/>"
		 "<sign hash='both'/>",
			"sign/@hash is \"both\"; allowed: host, hsm"},
		{"<module path='/a.so'/><login kind='pin'/>"
		 "<sign hash='hsm'/><keygen extractable='maybe'/>",
			"keygen/@extractable is \"maybe\"; allowed: yes, no"},
		{"<module path='a.so'/><login kind='pin'/>"
		 "<sign hash='hsm'/>",
			"module/@path is \"a.so\"; allowed: an absolute path"},
		{"<module path='/a.so'/><environment name='A=B' value=''/>"
		 "<login kind='pin'/><sign hash='hsm'/>",
			"environment/@name is \"A=B\""},
		{"<module path='/a.so'/>"
		 "<environment name='LD_PRELOAD' value='/b.so'/>"
		 "<login kind='pin'/><sign hash='hsm'/>",
			"environment/@name is \"LD_PRELOAD\": other code"},
		{"<module path='/a.so'/><token slot='first'/>"
		 "<login kind='pin'/><sign hash='hsm'/>",
			"token/@slot"},
		{"<module path='/a.so'/><login kind='pin'/>"
		 "<sign hash='hsm'/><timeouts sign='soon'/>",
			"timeouts/@sign"},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hsm_profile p = {0};
		struct err err = {0};

		CU_ASSERT_EQUAL(parse(&p, cases[i].body, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, cases[i].reason));
		CU_ASSERT_EQUAL(strncmp(err.text, "p.xml:1: ", 9), 0);
		CU_ASSERT_PTR_NULL(p.name);
	}
}

static void
follows_the_grammar(void)
{
	static const char *const bodies[] = {
		"<login kind='pin'/><sign hash='host'/>",
		"<module path='/a.so'/><sign hash='host'/>",
		"<module path='/a.so'/><login kind='pin'/>",
		"<module path='/a.so'/><login kind='pin'/>"
		"<login kind='pin'/><sign hash='host'/>",
		"<module path='/a.so'/><login kind='pin' pin='1234'/>"
		"<sign hash='host'/>",
		"<module path='/a.so'/><login kind='pin'/>"
		"<sign hash='host'/><pin>1234</pin>",
		"<module path='/a.so'/><initialize/><login kind='pin'/>"
		"<sign hash='host'/>",
	};
	size_t i;

	for (i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct hsm_profile p = {0};
		struct err err;

		CU_ASSERT_EQUAL(parse(&p, bodies[i], &err), STATUS_INPUT);
	}
}

static void
reads_what_is_shipped(void)
{
	static const char *const names[] = {"softhsm", "softhsm-faults",
		"luna-usb7", "keyper", "nss"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *file = mem_format("../hsm-profiles/%s.xml", names[i]);
		char *path = test_data(file);
		struct bytes data = {0};
		struct hsm_profile p = {0};
		struct err err;

		CU_ASSERT_EQUAL_FATAL(file_read(&data, path, XML_MAX_SIZE,
					      &err), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(profile_parse(&p,
			&(struct xml_source){.name = file, .data = data.data,
				.len = data.len}, &err), STATUS_OK);
		CU_ASSERT_STRING_EQUAL(p.name, names[i]);
		CU_ASSERT_FALSE(p.extractable);
		profile_clear(&p);
		bytes_clear(&data);
		free(path);
		free(file);
	}
}

static void
replaces_one_variable(void)
{
	struct hsm_profile p = {0};

	profile_set_environment(&p, "A", "1");
	profile_set_environment(&p, "B", "2");
	profile_set_environment(&p, "A", "3");
	CU_ASSERT_EQUAL_FATAL(p.environment_count, 2);
	CU_ASSERT_STRING_EQUAL(p.environment[0].value, "3");
	profile_clear(&p);
	CU_ASSERT_EQUAL(p.environment_count, 0);
}

static const CU_TestInfo tests[] = {
	{"reads all it can say", reads_all_it_can_say},
	{"is careful by default", is_careful_by_default},
	{"names what is allowed", names_what_is_allowed},
	{"follows the grammar", follows_the_grammar},
	{"reads what is shipped", reads_what_is_shipped},
	{"replaces one variable", replaces_one_variable},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_profile = {"hsm/profile", tests};
