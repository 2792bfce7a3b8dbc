/* The folded state as text: equal states, equal text. */
#include "hall.h"

#include <stdlib.h>

#include "base/buf.h"

static void
add(struct buf *dst, const char *name, const char *text)
{
	buf_add_format(dst, "  %s=%s\n", name, text != NULL ? text : "(none)");
}

static void
add_number(struct buf *dst, const char *name, int64_t value)
{
	buf_add_format(dst, "  %s=%lld\n", name, (long long)value);
}

static void
add_digest(struct buf *dst, const char *name, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];

	digest_format(hex, digest);
	add(dst, name, hex);
}

static void
add_values(struct buf *dst, const struct session_step *state)
{
	size_t i;

	for (i = 0; i < state->value_count; i++) {
		const struct session_value *value = &state->values[i];

		buf_add_format(dst, "  value %zu %zu %s %d %u %u %d %s\n",
			value->row, value->field, value->text,
			(int)value->verdict, value->attempts,
			value->mismatches, value->settled,
			value->why != NULL ? value->why : "");
	}
	for (i = 0; i < state->answer_count; i++) {
		const struct session_answer *answer = &state->answers[i];

		buf_add_format(dst, "  answer %s %zu %d %d %lld\n",
			answer->wanted, answer->person, (int)answer->level,
			answer->before_sign_in, (long long)answer->at_utc);
	}
	for (i = 0; i < state->blank_count; i++)
		buf_add_format(dst, "  blank %zu\n", state->blanks[i]);
	for (i = 0; i < state->digest_count; i++)
		add_digest(dst, "digest", &state->digests[i]);
}

static void
add_steps(struct buf *dst, const struct session *session)
{
	size_t i;

	for (i = 0; i < session->script.step_count; i++) {
		const struct session_step *state = &session->steps[i];

		buf_add_format(dst,
			"step %s %u %lld act %d %zu %d %s %lld flags "
			"%d%d%d%d%d%d %lld\n",
			session->script.steps[i].id, state->opened,
			(long long)state->opened_utc, state->act.yes,
			state->act.person, (int)state->act.verdict,
			state->act.text != NULL ? state->act.text : "",
			(long long)state->act.at_utc, state->words_shown,
			state->rules_seen, state->gone_on, state->again,
			state->skipped, state->complete,
			(long long)state->completed_utc);
		add_values(dst, state);
	}
}

static void
add_people(struct buf *dst, const struct session *session)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		const struct session_person *person = &session->people[i];

		buf_add_format(dst, "person %zu %s %d%d%d %lld %u\n", i,
			person->initials, person->signed_in, person->seated,
			person->again, (long long)person->since_utc,
			person->wrong_pins);
	}
	for (i = 0; i < session->rule_count; i++) {
		const struct session_rule *rule = &session->rules[i];

		buf_add_format(dst, "rule %s %d %d %s %s\n", rule->name,
			(int)rule->verdict, rule->off, rule->off_reason,
			rule->reason);
	}
}

static void
add_gate(struct buf *dst, const struct session *session)
{
	const struct session_gate *gate = &session->gate;
	const struct session_signing *signing = &session->signing;
	size_t i;

	buf_add_format(dst, "gate %zu %d %d %d %u %s\n", gate->step,
		gate->planned, (int)gate->output, gate->open, gate->emptied,
		gate->emptied_why != NULL ? gate->emptied_why : "");
	add_digest(dst, "plan", &gate->plan);
	for (i = 0; i < gate->voice_count; i++) {
		buf_add_format(dst, "  voice %s %zu %lld\n",
			gate->voices[i].wanted, gate->voices[i].person,
			(long long)gate->voices[i].at_utc);
		add_digest(dst, "of", &gate->voices[i].plan);
	}
	buf_add_format(dst, "signing %u %d %zu %zu\n", signing->attempt,
		signing->finished, signing->made, signing->total);
	add_digest(dst, "plan", &signing->plan);
	for (i = 0; i < signing->made; i++)
		add_digest(dst, "signature", &signing->signatures[i]);
	buf_add_format(dst, "skr %d %zu %d%d%d %u\n", session->skr.written,
		session->skr.size, (int)session->skr.verify,
		(int)session->skr.anchor, (int)session->skr.match,
		session->skr.attempt);
	add(dst, "file", session->skr.file);
	add_digest(dst, "sha256", &session->skr.sha256);
}

static void
add_stops(struct buf *dst, const struct session *session)
{
	size_t i;

	buf_add_format(dst, "objection %d %zu %s %zu %lld %u\n",
		session->objection.open, session->objection.person,
		session->objection.words != NULL ? session->objection.words
						 : "",
		session->objection.step, (long long)session->objection.at_utc,
		session->objection.count);
	for (i = 0; i < session->exception_count; i++) {
		const struct session_exception *one = &session->exceptions[i];

		buf_add_format(dst, "exception %u %zu %d %d %s %s %d %s %zu "
			"%lld\n", one->number, one->step, one->open,
			one->machine, one->expected, one->happened,
			(int)one->decision,
			one->reason != NULL ? one->reason : "", one->agreed,
			(long long)one->at_utc);
	}
	for (i = 0; i < session->fault_count; i++) {
		const struct session_fault *one = &session->faults[i];

		buf_add_format(dst, "fault %s %s %d %zu %lld %s %zu %lld %zu "
			"%zu\n", one->name,
			one->card != NULL ? one->card : "", one->up, one->step,
			(long long)one->at_utc,
			one->noticed != NULL ? one->noticed : "",
			one->noticed_step, (long long)one->noticed_utc,
			one->exception, one->objection);
	}
	buf_add_format(dst, "resumed %u %llu %s %d %lld\n",
		session->resumed.times,
		(unsigned long long)session->resumed.events,
		session->resumed.torn != NULL ? session->resumed.torn : "",
		session->resumed.after_suspend,
		(long long)session->resumed.stopped_utc);
}

char *
hall_dump(const struct session *session)
{
	struct buf text = { 0 };

	buf_add_format(&text, "state %d step %zu open %d later %d\n",
		(int)session->state, session->step, session->sign_in_open,
		session->rest_later);
	add(&text, "program", session->program);
	add(&text, "version", session->version);
	add_digest(&text, "sha256", &session->program_sha256);
	add_number(&text, "rehearsal", session->rehearsal);
	add_number(&text, "offset", session->offset_s);
	add_number(&text, "started", session->started_utc);
	add_number(&text, "rules", session->rules_verdict);
	add_number(&text, "clock", session->clock_utc);
	add_number(&text, "events", (int64_t)session->event_count);
	add_number(&text, "last", session->last_utc);
	add_digest(&text, "line", &session->last_digest);
	add(&text, "said", session->last);
	buf_add_format(&text, "hsm %s %s %s %d%d %u\n", session->hsm.label,
		session->hsm.serial, session->hsm.model, session->hsm.open,
		session->hsm.lost, session->hsm.refused);
	add_steps(&text, session);
	add_people(&text, session);
	add_gate(&text, session);
	add_stops(&text, session);
	return buf_take_text(&text);
}
