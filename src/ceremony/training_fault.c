/* Requests and documents that are wrong from the beginning. */
#include <stdlib.h>
#include <string.h>

#include "ceremony/drill.h"
#include "ceremony/training_parts.h"

#define DAY_S INT64_C(86400)

static void
spoil_domain(struct ksr *request)
{
	free(request->domain);
	request->domain = mem_string("example.");
}

/* One slot is valid for longer than all others. */
static void
spoil_window(struct ksr *request)
{
	request->bundles[request->bundle_count / 2].expiration_utc += 5 * DAY_S;
}

/* One slot begins five days late. */
static void
spoil_overlap(struct ksr *request)
{
	request->bundles[request->bundle_count / 2].inception_utc += 5 * DAY_S;
}

static void
spoil_pop(struct ksr *request)
{
	struct bytes *data = &request->bundles[1].signatures[0].data;

	data->data[data->len / 2] ^= 1;
}

/* Signatures may be valid for longer than the operator allows. */
static void
spoil_policy(struct ksr *request)
{
	request->zsk.max_validity_s += DAY_S;
}

/* Half a year too early. */
static void
spoil_horizon(struct ksr *request)
{
	size_t i;

	for (i = 0; i < request->bundle_count; i++) {
		request->bundles[i].inception_utc += 182 * DAY_S;
		request->bundles[i].expiration_utc += 182 * DAY_S;
	}
}

static const struct {
	const char *spoils;
	void (*spoil)(struct ksr *request);
} spoilers[] = {
	{"domain", spoil_domain},
	{"window", spoil_window},
	{"overlap", spoil_overlap},
	{"pop", spoil_pop},
	{"policy", spoil_policy},
	{"horizon", spoil_horizon},
};

bool
training_drills(const struct training *training, const char *spoils)
{
	const struct scenario *drill = training->drill;
	size_t i;

	for (i = 0; drill != NULL && i < drill->fault_count; i++) {
		const struct drill_fault *fault = drill->faults[i].fault;

		if (fault->how == DRILL_REQUEST && (spoils == NULL ||
			strcmp(fault->spoils, spoils) == 0))
			return true;
	}
	return false;
}

enum status
training_spoil(struct ksr *request, const struct training *training,
	struct err *err)
{
	size_t i;

	if (training->previous.data.len > 0 &&
		training_drills(training, TRAINING_TWIN))
		return err_set(err, STATUS_USAGE, "fault F28: the keys of a "
			"request that is given are what they are; leave --ksr "
			"and --previous-skr away");
	if (request->bundle_count < 2 || request->zsk.algorithm_count == 0)
		return err_set(err, STATUS_USAGE,
			"a request with so few slots cannot be spoilt");
	for (i = 0; i < sizeof(spoilers) / sizeof(spoilers[0]); i++) {
		if (training_drills(training, spoilers[i].spoils))
			spoilers[i].spoil(request);
	}
	return STATUS_OK;
}

/* The last slot's keys are none that the request begins with. */
void
training_spoil_previous(struct ksr *previous, const struct training *training)
{
	struct ksr_bundle *bundle;
	size_t i;

	if (!training_drills(training, TRAINING_CHAIN) ||
		previous->bundle_count == 0)
		return;
	bundle = &previous->bundles[previous->bundle_count - 1];
	for (i = 0; i < bundle->key_count; i++) {
		struct dnskey *key = &bundle->keys[i].dnskey;

		if (key->flags != DNSKEY_ZSK)
			continue;
		key->public_key.data[key->public_key.len / 2] ^= 1;
		bundle->keys[i].tag = dnskey_tag(key);
	}
}
