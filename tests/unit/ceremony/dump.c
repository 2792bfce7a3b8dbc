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

		buf_add_format(dst, "  value %zu %zu %s %d %u %u %d %s %s\n",
			value->row, value->field, value->text,
			(int)value->verdict, value->attempts,
			value->mismatches, value->settled,
			value->why != NULL ? value->why : "",
			value->before != NULL ? value->before : "");
	}
	for (i = 0; i < state->answer_count; i++) {
		const struct session_answer *answer = &state->answers[i];

		buf_add_format(dst, "  answer %s %zu %d %d %lld\n",
			answer->wanted, answer->person, (int)answer->level,
			answer->before_sign_in, (long long)answer->at_utc);
	}
	if (state->drives != NULL || state->waited)
		buf_add_format(dst, "  drives %s waited %d\n",
			state->drives != NULL ? state->drives : "",
			state->waited);
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
			"%d%d%d%d%d%d%d %lld\n",
			session->script.steps[i].id, state->opened,
			(long long)state->opened_utc, state->act.yes,
			state->act.person, (int)state->act.verdict,
			state->act.text != NULL ? state->act.text : "",
			(long long)state->act.at_utc, state->words_shown,
			state->rules_seen, state->gone_on, state->again,
			state->skipped, state->ever_skipped,
			state->complete,
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

		buf_add_format(dst, "person %zu %s %s %s %d%d%d%d %lld %u "
			"%lld\n", i, session->ceremony.persons[i].role,
			person->held != NULL ? person->held : "",
			person->initials, person->signed_in, person->seated,
			person->again, person->left,
			(long long)person->since_utc, person->wrong_pins,
			(long long)person->wrong_utc);
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

	for (i = 0; i < session->waiting_count; i++)
		buf_add_format(dst, "waiting %d %zu %s %s %zu %lld\n",
			session->waiting[i].open, session->waiting[i].person,
			session->waiting[i].name, session->waiting[i].words,
			session->waiting[i].step,
			(long long)session->waiting[i].at_utc);
	buf_add_format(dst, "objection %d %zu %s %s %zu %lld %u\n",
		session->objection.open, session->objection.person,
		session->objection.name != NULL ? session->objection.name : "",
		session->objection.words != NULL ? session->objection.words
						 : "",
		session->objection.step, (long long)session->objection.at_utc,
		session->objection.count);
	for (i = 0; i < session->exception_count; i++) {
		const struct session_exception *one = &session->exceptions[i];

		buf_add_format(dst, "exception %u %zu %d %d %d %s %s %d %s %s "
			"%zu %lld\n", one->number, one->step, one->open,
			one->machine, one->carried, one->expected,
			one->happened,
			(int)one->decision,
			one->reason != NULL ? one->reason : "",
			one->heard != NULL ? one->heard : "", one->agreed,
			(long long)one->at_utc);
	}
	buf_add_format(dst, "pause %d%d %s %s %lld %u\n", session->pause.on,
		session->pause.ca_back, session->pause.staying != NULL ?
		session->pause.staying : "", session->pause.back,
		(long long)session->pause.since_utc, session->pause.count);
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
	buf_add_format(dst, "resumed %u %llu %s %d %d %d %lld\n",
		session->resumed.times,
		(unsigned long long)session->resumed.events,
		session->resumed.torn != NULL ? session->resumed.torn : "",
		session->resumed.after_suspend, session->resumed.on_paper,
		session->on_paper,
		(long long)session->resumed.stopped_utc);
}

static void
add_printing(struct buf *dst, const struct session *session)
{
	const struct session_printing *printing = &session->printing;
	size_t i;

	buf_add_format(dst, "printer %s %d %u %u\n", printing->queue != NULL ?
		printing->queue : "", printing->decided, printing->jobs,
		printing->changes);
	for (i = 0; i < printing->queue_count; i++)
		buf_add_format(dst, "queue %s %s\n", printing->queues[i].name,
			printing->queues[i].state);
	for (i = 0; i < printing->print_count; i++) {
		const struct session_print *one = &printing->prints[i];

		buf_add_format(dst, "print %s %u %lld %d %u %u %s %s %lld "
			"%lld\n", one->file, one->pages,
			(long long)one->at_utc, (int)one->state, one->job,
			one->copies, one->queue != NULL ? one->queue : "",
			one->how != NULL ? one->how : "",
			(long long)one->since_utc, (long long)one->ended_utc);
		add_digest(dst, "sha256", &one->sha256);
	}
}

char *
hall_dump(const struct session *session)
{
	struct buf text = { 0 };

	buf_add_format(&text, "state %d step %zu open %d later %d added %d\n",
		(int)session->state, session->step, session->sign_in_open,
		session->rest_later, session->addendum);
	add(&text, "program", session->program);
	add(&text, "version", session->version);
	add_digest(&text, "sha256", &session->program_sha256);
	add_number(&text, "rehearsal", session->rehearsal);
	add_number(&text, "offset", session->offset_s);
	add_number(&text, "started", session->started_utc);
	add_number(&text, "rules", session->rules_verdict);
	add_number(&text, "clock", session->clock_utc);
	buf_add_format(&text, "clocks %d %lld %lld %d %s %u %lld %lld %zu\n",
		(int)session->clock.verdict, (long long)session->clock.ahead_s,
		(long long)session->clock.computer_utc,
		session->clock.other_zone, session->clock.zone,
		session->clock.jumps, (long long)session->clock.jump_s,
		(long long)session->clock.jumped_utc,
		session->clock.jumped_step);
	buf_add_format(&text, "log %d%d %s %s %s\n", session->log.running,
		session->log.arrived,
		session->log.file != NULL ? session->log.file : "",
		session->log.lines, session->log.hash);
	buf_add_format(&text, "command %u %d %s %s %s %s %llu\n",
		session->command.count, session->command.running,
		session->command.text != NULL ? session->command.text : "",
		session->command.how != NULL ? session->command.how : "",
		session->command.file != NULL ? session->command.file : "",
		session->command.output != NULL ? session->command.output : "",
		(unsigned long long)session->command.bytes);
	add_digest(&text, "output", &session->command.sha256);
	add_number(&text, "mono", session->last_mono_ms);
	add(&text, "boot", session->boot);
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
	add_printing(&text, session);
	add_stops(&text, session);
	return buf_take_text(&text);
}
