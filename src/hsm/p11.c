#include "hsm/p11_state.h"

#include <dlfcn.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"

static void
p11_close(struct hsm *hsm);

static const struct hsm_ops p11_ops = {
	.list = p11_list,
	.login = p11_login,
	.find = p11_find,
	.permit = p11_permit,
	.sign = p11_sign,
	.logout = p11_logout,
	.init_token = p11_init_token,
	.generate_rsa = p11_generate_rsa,
	.close = p11_close,
};

struct p11 *
p11_of(struct hsm *hsm)
{
	return (struct p11 *)hsm;
}

static enum status
fail_load(const struct p11 *p11, struct err *err)
{
	const char *reason = dlerror();
	char clean[ERR_TEXT_SIZE];

	text_clean_ascii(clean, sizeof(clean), reason == NULL ? "" : reason);
	return err_set(err, STATUS_HSM,
		"PKCS#11 module %s cannot be loaded: %s", p11->path, clean);
}

/* Before libp11, which would print on stderr what goes wrong. */
static enum status
load_functions(struct p11 *p11, struct err *err)
{
	CK_C_GetFunctionList get = NULL;
	CK_RV rv;

	p11->module = dlopen(p11->path, RTLD_NOW | RTLD_LOCAL);
	if (p11->module == NULL)
		return fail_load(p11, err);
	*(void **)&get = dlsym(p11->module, "C_GetFunctionList");
	if (get == NULL)
		return fail_load(p11, err);
	rv = get(&p11->call);
	p11->hsm.counters.others++;
	if (rv != CKR_OK)
		return p11_fail(err, "C_GetFunctionList", rv);
	if (p11->call == NULL || p11->call->version.major < 2)
		return err_set(err, STATUS_HSM,
			"PKCS#11 module %s is older than PKCS#11 2", p11->path);
	return STATUS_OK;
}

/* libp11 puts the CKR value into OpenSSL's error queue, or a number of its own
 * there; which of its calls it was it does not say. */
static enum status
fail_libp11(struct err *err, const char *calls)
{
	CK_RV rv = (CK_RV)ERR_GET_REASON(ERR_peek_last_error());

	ERR_clear_error();
	if (p11_ckr_name(rv) != NULL)
		return p11_fail(err, calls, rv);
	return err_set(err, STATUS_HSM,
		"%s: failed, and libp11 does not say how; restart the HSM's "
		"software and try again",
		rv == P11_R_LOAD_MODULE_ERROR ? "C_GetFunctionList" : calls);
}

/* The profile's string goes where PKCS#11 has pReserved. NSS has a field of its
 * own there, LibraryParameters, and pReserved after it, which softokn does not
 * read: one structure serves both. */
static enum status
load_libp11(struct p11 *p11, struct err *err)
{
	p11->ctx = PKCS11_CTX_new();
	if (p11->ctx == NULL)
		return err_set(err, STATUS_HSM, "libp11 does not start");
	PKCS11_CTX_init_args(p11->ctx, p11->hsm.profile->reserved);
	if (PKCS11_CTX_load(p11->ctx, p11->path) != 0)
		return fail_libp11(err, "C_Initialize or C_GetInfo");
	p11->loaded = true;
	return STATUS_OK;
}

enum status
p11_open(struct hsm **dst, const struct hsm_profile *profile, struct err *err)
{
	struct p11 *p11 = mem_new(1, sizeof(*p11));
	const char *path;
	enum status status;

	p11->hsm.ops = &p11_ops;
	p11->hsm.profile = profile;
	status = profile_find_module(&path, profile, err);
	if (status == STATUS_OK)
		p11->path = mem_string(path);
	if (status == STATUS_OK)
		status = load_functions(p11, err);
	if (status == STATUS_OK)
		status = load_libp11(p11, err);
	if (status != STATUS_OK) {
		p11_close(&p11->hsm);
		return status;
	}
	*dst = &p11->hsm;
	return STATUS_OK;
}

/* libp11 crashes when a context whose load failed is unloaded. */
static void
p11_close(struct hsm *hsm)
{
	struct p11 *p11 = p11_of(hsm);

	p11_session_close(p11);
	if (p11->loaded)
		PKCS11_CTX_unload(p11->ctx);
	if (p11->ctx != NULL)
		PKCS11_CTX_free(p11->ctx);
	if (p11->module != NULL)
		dlclose(p11->module);
	permit_clear(&p11->permit);
	free(p11->tokens);
	free(p11->path);
	free(p11);
}

static void
copy_text(char *dst, size_t size, const char *src)
{
	text_clean_ascii(dst, size, src == NULL ? "" : src);
}

static void
copy_token(struct hsm_token *dst, PKCS11_SLOT *slot)
{
	const PKCS11_TOKEN *token = slot->token;

	dst->slot = PKCS11_get_slotid_from_slot(slot);
	copy_text(dst->label, sizeof(dst->label), token->label);
	copy_text(dst->serial, sizeof(dst->serial), token->serialnr);
	copy_text(dst->model, sizeof(dst->model), token->model);
	copy_text(dst->manufacturer, sizeof(dst->manufacturer),
		token->manufacturer);
	dst->protected_path = token->secureLogin != 0;
}

static enum status
refresh_tokens(struct p11 *p11, struct err *err)
{
	PKCS11_SLOT *slots = NULL;
	unsigned count = 0;
	unsigned i;

	p11->hsm.counters.others++;
	if (PKCS11_enumerate_slots(p11->ctx, &slots, &count) != 0)
		return fail_libp11(err,
			"C_GetSlotList, C_GetSlotInfo or C_GetTokenInfo");
	free(p11->tokens);
	p11->tokens = NULL;
	p11->token_count = 0;
	for (i = 0; i < count; i++) {
		if (slots[i].token != NULL && slots[i].token->initialized)
			copy_token(mem_append(&p11->tokens, &p11->token_count,
					   sizeof(*p11->tokens)),
				&slots[i]);
	}
	PKCS11_release_all_slots(p11->ctx, slots, count);
	return STATUS_OK;
}

/* libp11 0.4.13 closes every session of the process when it releases its
 * slots: while one is open, the last list counts. */
enum status
p11_list(struct hsm *hsm, struct hsm_token **tokens, size_t *count,
	struct err *err)
{
	struct p11 *p11 = p11_of(hsm);
	struct bytes copy = {0};

	if (!p11->open && refresh_tokens(p11, err) != STATUS_OK)
		return err->status;
	bytes_set(&copy, p11->tokens, p11->token_count * sizeof(**tokens));
	*tokens = (struct hsm_token *)(void *)copy.data;
	*count = p11->token_count;
	return STATUS_OK;
}
