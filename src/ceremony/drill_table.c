/* Everything that can be injected, one row each. */
#include "ceremony/drill.h"

#include <string.h>

#include "base/text.h"

#define CARD(name, what, steps, sees) \
	{name, what, DRILL_CARD, NULL, NULL, DRILL_DECIDED, DECISION_REPEAT, \
		steps, sees}
#define HSM(name, what, rules, steps, sees) \
	{name, what, DRILL_HSM, rules, NULL, DRILL_DECIDED, DECISION_REPEAT, \
		steps, sees}
#define REQUEST(name, what, spoils, sees) \
	{name, what, DRILL_REQUEST, spoils, NULL, DRILL_DECIDED, \
		DECISION_ABORT, "check-request", sees}
#define CLOCK(name, what, seconds, decision, steps, sees) \
	{name, what, DRILL_CLOCK, seconds, NULL, DRILL_DECIDED, decision, \
		steps, sees}

#define HOSTILE \
	"<?xml version=\"1.0\"?>\n<!DOCTYPE KSR [<!ENTITY a \"&b;&b;\">]>\n" \
	"<KSR id=\"1\" serial=\"0\" domain=\".\">&a;</KSR\n"
#define ACT_3 "ksr-words pause gate card-bag rzm-identity"

const struct drill_fault drill_faults[] = {
	CARD("F1", "a safe will not open",
		"credential-safe-open equipment-safe-open",
		"The lock's dial turns, the handle does not. The combination "
		"was tried twice. After the third wrong one the lock does "
		"nothing for ten minutes."),
	CARD("F2", "an officer is missing, or the box holds a wrong key",
		"card-boxes",
		"The box of the second officer is open. The tag on the key in "
		"it has another officer's number."),
	CARD("F3", "a bag's number differs, or the bag is cut",
		"bags-open equipment-out hsm-bag card-bag",
		"The bag's number ends in 4471. Along its lower seam is a cut "
		"as long as a finger."),
	CARD("F4", "the HSM's serial number differs",
		"hsm-bag equipment-out hsm-away",
		"The plate on the HSM's case says K2039."),
	CARD("F5", "the card is here, its holder is not",
		"card-boxes card-bag",
		"A surrogate holds the key of the third officer and a signed "
		"letter. The officer speaks over the remote link."),
	CARD("F6", "the computer's zone is not UTC",
		"clock-compare computer-clock",
		"Behind the laptop's time stands CEST. It is two hours ahead "
		"of the room clock."),
	CLOCK("F7", "the computer's clock is off by minutes", "420",
		DECISION_REPEAT, "clock-compare",
		"Set the computer's clock and compare again"),
	CLOCK("F7-year", "the computer's clock is in another year", "31536000",
		DECISION_ABORT, "clock-compare", "365 days"),
	CARD("F8", "one word of the system's hash differs",
		"media-words",
		"The fourth word on the screen is \"repay\". On the published "
		"sheet the fourth word is \"reward\"."),
	CARD("F9", "the display adapter is missing",
		"laptop-bare",
		"The projector's plug does not fit the laptop. The adapter on "
		"the list is not in its bag."),
	CARD("F10", "the printer is out of paper, a page is lost",
		"test-page slips print-record",
		"The printer stops and asks for paper. Half a page hangs out "
		"of it, the other half is nowhere."),
	{"F11", "the power fails in the middle", DRILL_POWER, NULL, NULL,
		DRILL_ONCE, DECISION_NONE,
		"gate sign ksr-words pause card-bag check-request",
		"It stopped without a word"},
	CARD("F12", "keys and window, by accident",
		ACT_3,
		"An elbow on the keyboard: press Ctrl-C, Ctrl-S and Ctrl-Z as "
		"it did, make the window smaller than 80 x 24, and see what is "
		"lost."),
	CARD("F13", "the wrong drive is pulled, logging breaks",
		"skr-copy copies hsmfd-words",
		"The drive is missing: the light of the HSMFD is out, and the "
		"CA holds the HSMFD. The KSR drive is still in."),
	CARD("F14", "the HSMFD's hash differs from last time",
		"hsmfd-words",
		"From the ninth on, the words on the screen are not those of "
		"last time's closing sheet."),
	{"F15", "the copy differs, the drive is full or read-only", DRILL_FILE,
		"no space left on device\n", NULL, DRILL_DECIDED,
		DECISION_REPEAT, "skr-copy copies",
		"is not what was written"},
	CARD("F16", "two requests lie on the drive",
		"ksr-drive",
		"The drive holds two files of the same size: the one that was "
		"announced, and one with \"(1)\" in its name."),
	HSM("F17", "a card cannot be read",
		"C_Login=CKR_TOKEN_NOT_RECOGNIZED", "hsm-connect",
		"CKR_TOKEN_NOT_RECOGNIZED"),
	HSM("F18", "the HSM PIN is wrong, the tries run out",
		"C_Login=CKR_PIN_INCORRECT", "hsm-connect",
		"CKR_PIN_INCORRECT"),
	HSM("F19", "a card of the other site",
		"C_Login=CKR_FUNCTION_REJECTED", "hsm-connect",
		"CKR_FUNCTION_REJECTED"),
	HSM("F20", "the HSM is not ready, or was tampered with",
		"C_OpenSession=CKR_TOKEN_NOT_PRESENT", "hsm-connect",
		"CKR_TOKEN_NOT_PRESENT"),
	{"F20-slow", "the HSM is slow to answer", DRILL_HSM,
		"C_Login=sleep:2500", NULL, DRILL_ONCE, DECISION_NONE,
		"hsm-connect", "Waiting for the HSM"},
	{"F21", "the HSM drops off during signing", DRILL_HSM,
		"C_Sign@5=gone", NULL, DRILL_ONCE, DECISION_NONE, "sign",
		"CKR_DEVICE_REMOVED"},
	HSM("F22", "no key has the label",
		"C_FindObjects=CKR_OK", "hsm-connect", "no key"),
	HSM("F23", "the HSM reports another serial number",
		"C_GetTokenInfo=serial", "hsm-connect", "; there: "),
	CARD("F24", "the words differ from what is read",
		"ksr-words skr-words",
		"The RZM reads \"tempest\" where another word stands on the "
		"screen. Type what you hear."),
	REQUEST("F25", "a request for another domain", "domain",
		"KSR-DOMAIN"),
	REQUEST("F25-window", "a request with a slot that is too long",
		"window", "KSR-POLICY-SIG-VALIDITY"),
	REQUEST("F25-overlap", "a request with a gap between slots", "overlap",
		"KSR-POLICY-SIG-OVERLAP"),
	REQUEST("F25-chain", "a request that does not follow the last SKR",
		"chain", "KSR-CHAIN-KEYS"),
	REQUEST("F25-pop", "a request with a proof that is none", "pop",
		"KSR-BUNDLE-POP"),
	REQUEST("F25-policy", "a request that declares another policy",
		"policy", "KSR-POLICY-SIG-VALIDITY"),
	REQUEST("F26", "the previous SKR is missing", "previous",
		"no previous SKR"),
	REQUEST("F27", "a request beyond the horizon", "horizon",
		"KSR-POLICY-SIG-HORIZON"),
	REQUEST("F28", "two keys have one key tag", "twin", "KEY-TAGS"),
	{"F29", "the request is malformed or hostile", DRILL_FILE, HOSTILE,
		"in/ksr.xml", DRILL_DECIDED, DECISION_REPEAT,
		"check-request", "in/ksr.xml has changed"},
	{"F30", "the output is there already", DRILL_FILE, "an older file\n",
		NULL, DRILL_DECIDED, DECISION_REPEAT, "sign gate",
		"not begun"},
	{"F31", "a witness objects", DRILL_CARD, NULL, NULL, DRILL_DECIDED,
		DECISION_NONE, "pause gate ksr-words",
		"An external witness stands up: \"I object. I could not follow "
		"the third line.\""},
	CARD("F32", "a step is skipped, done twice, or by the wrong person",
		ACT_3 " hsm-bag hsm-on",
		"The IW's copy has this step's initials already, in the CA's "
		"handwriting. Nobody remembers that it was done."),
	CARD("F33", "the CA is replaced half-way",
		"rzm-identity digest-set-up pause break",
		"The CA is unwell and has to leave. CA2 is in the room."),
	CARD("F34", "the break is too long, fewer than two remain",
		"break",
		"Forty minutes have gone. One of the two who were to stay "
		"stands in the corridor."),
	CARD("F35", "a recording fails",
		"ksr-words gate pause sign hsm-bag",
		"The recorder's light is out and its counter stands still, "
		"since when nobody knows."),
	CARD("F36", "one officer confirms twice",
		"gate ksr-words",
		"An officer has confirmed and takes the keyboard again: \"I do "
		"my neighbour's too, she is on the telephone.\""),
	CARD("F37", "the handwriting cannot be read",
		"carry-in",
		"The last time in the first row is a blot: 14:1 and then a 1, "
		"or a 7."),
};

const size_t drill_fault_count =
	sizeof(drill_faults) / sizeof(drill_faults[0]);

const struct drill_fault *
drill_find(const char *name)
{
	size_t i;

	for (i = 0; i < drill_fault_count; i++) {
		if (text_equal_folded(drill_faults[i].name, name))
			return &drill_faults[i];
	}
	return NULL;
}

const char *
drill_how_word(enum drill_how how)
{
	static const char *const words[] = {
		[DRILL_CARD] = "card",
		[DRILL_HSM] = "hsm",
		[DRILL_FILE] = "file",
		[DRILL_REQUEST] = "request",
		[DRILL_CLOCK] = "clock",
		[DRILL_POWER] = "power",
	};

	return words[how];
}
