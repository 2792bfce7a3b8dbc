"""Holds a rehearsal, every key typed through tmux, in which the HSM hangs
twice while it signs: the operator waits on, gives up, and somebody objects.
Arguments as typist.py; with --plain the console is lines."""

import os
import re
import time

import typist
from typist import DIR, Lost, initials, person, pin, row, type_text, wait

RULES = DIR + "/rehearsal/faults"
PLAIN = "--plain" in typist.OPTIONS
LINES = 250  # of the scrolled pane; a step says less
KEYS = {"F3": "/exception", "F4": "/objection", "F8": "/second",
        "Escape": "/back", "Down": "/down", "Tab": "/tab", "Enter": "",
        "c": "/change"}
press = typist.press


# The plain console as a screen of rows: since its last head, newest last.

def pane():
    return typist.tmux("capture-pane", "-p", "-S", "-%d" % LINES, "-t",
                       "room").rstrip("\n").split("\n")


def last(lines, word):
    """The newest row that begins with the word, alone or none."""
    return next(([line] for line in reversed(lines)
                 if line.startswith(" " + word)), [])


def prompted():
    """The pane's lines once the program asks for one."""
    end = time.monotonic() + typist.DEADLINE
    lines = pane()
    while lines[-1].rstrip() != ">" and typist.alive():
        if time.monotonic() > end:
            raise Lost("no prompt came behind\n" + "\n".join(lines[-24:]))
        time.sleep(typist.POLL)
        lines = pane()
    return lines


def capture_lines():
    lines = prompted()
    head = next(index for index in range(len(lines) - 1, -1, -1)
                if lines[index].startswith(" KSK CEREMONY"))
    now = lines[head:]
    body = [line for line in now[2:]
            if not re.match(r"> | (AWAITED|SAVED|KEYS) ", line)]
    return (now[:2] + ["", ""] + body +
            [line for word in ("AWAITED", "SAVED", "KEYS")
             for line in last(lines, word)])


def press_words(*keys):
    for key in keys:
        press("-l", KEYS[key])
        press("Enter")


def proper_lines(screen):
    typist.note_colours()
    text = "\n".join(screen)
    assert "REHEARSAL" in screen[0], text
    assert text.isascii(), text
    assert row(screen, "AWAITED") and row(screen, "SAVED"), text


if PLAIN:
    typist.capture = capture_lines
    typist.press = press_words
    typist.proper = proper_lines


# What stands on a screen, however its lines are broken.

def text_of(screen):
    return " ".join(" ".join(screen).split())


def shows(screen, *texts):
    for text in texts:
        if text not in text_of(screen):
            raise Lost("%r is not on the screen\n%s" % (
                text, "\n".join(screen)))


def lacks(screen, *texts):
    for text in texts:
        if text in text_of(screen):
            raise Lost("%r is on the screen\n%s" % (text, "\n".join(screen)))


def until(text):
    return wait(lambda new: text in text_of(new))


def until_not(text):
    return wait(lambda new: text not in text_of(new))


def until_awaited(text):
    return wait(lambda new: text in text_of([row(new, "AWAITED")]))


def seal(name):
    type_text(initials(name))
    type_text(pin(name))


def sealed_by_both(screen):
    shows([row(screen, "AWAITED")], "IW Ben Sample")
    seal("Ben Sample")
    until_awaited("CA Ada Example")
    seal("Ada Example")


def tell(story):
    """Rows in turn: what who is awaited and the title say, what happens."""
    def meet(screen):
        if not story:
            return None
        awaited, title, happens = story[0]
        if awaited not in text_of([row(screen, "AWAITED")]) or \
                title not in screen[4]:
            return None
        story.pop(0)
        return happens(screen)

    def amiss(screen):
        if "this console is done" in row(screen, "AWAITED") and story:
            raise Lost("it did not come to %s" % story[0][2].__name__)
        return False

    typist.meet = meet
    typist.amiss = amiss
    typist.run()


def key(name, text):
    typist.press(name)
    return until(text)


def choose(times, text):
    """The choice so many below the first."""
    for _ in range(times):
        typist.press("Down")
    return key("Enter", text)


def spoil(rule):
    with open(RULES, "w") as file:
        file.write(rule + "\n")


def no_skr():
    found = [os.path.join(where, name) for where, _, names in os.walk(DIR)
             for name in names if "skr" in name.lower() and
             name != "previous-skr.xml"]
    if found:
        raise Lost("something is named like an SKR: %s" % found)


# The story, one part after the other.

ASKED = "Give up now?"
COST = ("Giving up ends the HSM's process. The login is lost: the HSM PIN, "
        "and the cards where the HSM wants them, are needed again. Nothing "
        "that is recorded is lost, and nothing that was signed in this "
        "attempt is used.")
WAITS_ON = "Not given up: the wait goes on."
OBJECTION = "/objection" if PLAIN else "F4 Objection"
AGAIN = ("The login to the HSM is lost and is given again now. Then the gate "
         "follows: each of its voices is asked for anew.")


def give_up(screen):
    shows(screen, "WAITING FOR THE HSM", "signature 5 of 9, attempt 1",
          "no time-out ends this wait", COST, "Give up")
    if not re.search(r"Since +20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ",
                     text_of(screen)):
        raise Lost("since when?\n" + "\n".join(screen))
    shows([row(screen, "AWAITED")], "the HSM: signature 5 of 9", "since ")
    lacks(screen, ASKED)
    shows(key("F8", ASKED), "Enter gives up, Esc waits on")
    shows(key("Escape", WAITS_ON), COST)
    key("F8", ASKED)
    screen = key("Enter", "FAIL")
    os.unlink(RULES)
    shows(screen, "FAIL the attempt failed: slot 5",
          "given up after", "of waiting for a signature of the HSM", AGAIN)
    shows([row(screen, "AWAITED")], "HSM PIN")
    no_skr()
    return screen


def object_and_give_up(screen):
    shows(screen, "signature 3 of 9, attempt 2")
    shows(screen[-1:], OBJECTION)
    screen = key("F4", "OBJECTION: no further signature")
    shows(screen, "taken down once the HSM answers or is given up")
    lacks(screen[-1:], OBJECTION)
    key("F8", ASKED)
    screen = key("Enter", "no reason is asked")
    os.unlink(RULES)
    shows([row(screen, "AWAITED")], "who objects")
    no_skr()
    key("Down", "(*) IW")
    key("Enter", "in their words, or nothing")
    type_text("that was not what I heard")
    screen = until("takes the objection back")
    shows(screen, "SHUT", "that was not what I heard")
    return withdraw(screen)


def withdraw(screen):
    awaited = row(screen, "AWAITED")
    who = person(awaited)
    shows([awaited], who + " alone takes the objection back")
    another = next(name for name in typist.NAMES if name != who)
    for given in (another, who):
        type_text("it is settled")
        type_text(initials(who))
        type_text(pin(given))
        if given != who:
            shows(until("Note"), "takes the objection back")
    screen = until_not("takes the objection back")
    shows(screen, "HSM PIN", AGAIN)
    return screen




def confirm_anew(screen):
    shows(screen, "SHUT 0 of 5 have confirmed", "Emptied the attempt failed")


# In turn: the rule that is in force from there on, then what it leads to.
SIGN, GATE, HANG = " 3.10 ", " 3.9 ", "the HSM:"
STORY = [
    (SIGN, lambda _: spoil("C_Sign@5=hang")),
    (HANG, give_up),
    (GATE, confirm_anew),
    (SIGN, lambda _: spoil("C_Sign@3=hang")),
    (HANG, object_and_give_up),
    (GATE, confirm_anew),
]


def meet(screen):
    where = row(screen, "AWAITED") if STORY and STORY[0][0] == HANG else \
        screen[4]
    if not STORY or STORY[0][0] not in where:
        return None
    return STORY.pop(0)[1](screen)


if __name__ == "__main__":
    typist.meet = meet
    typist.amiss = lambda screen: "EXCEPTION SE-" in screen[4]
    typist.run()
