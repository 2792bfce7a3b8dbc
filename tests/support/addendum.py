"""Types what was held after the close, every key through tmux: CA and IW sign
in again, one step had an exception. The directory's ceremony was closed before.
Arguments as typist.py; with --plain the console is lines."""

import typist

typist.COMMAND = ["addendum", typist.DIR]
typist.RECORD = "/addendum.jsonl"
typist.PAPERS = typist.papers()

import waiting  # noqa: E402
from typist import initials, pin, row, type_text  # noqa: E402
from waiting import shows, text_of, until_not  # noqa: E402

waiting.LINES = 1500  # of a step that is typed for long
NOTE = "one bag was torn"


def until_awaited(text):
    return typist.wait(lambda new: text in text_of([row(new, "AWAITED")]))


def seal(name):
    type_text(initials(name))
    type_text(pin(name))


def sign_in(screen):
    shows(screen, "0 of 2 signed in")
    for name in ("Ada Example", "Ben Sample"):
        shows(until_awaited(name), "CA AND IW SIGN IN AGAIN")
        seal(name)
        type_text(pin(name))
    return until_awaited("4.7 time on paper")


def begin(screen):
    shows(screen, "ADDENDUM: AFTER THE CLOSE", "The record ends in:",
          "row 1 of 10")
    type_text("22:40")
    return until_awaited("4.7 copies")


def note(screen):
    type_text(NOTE)
    screen = until_awaited("4.10")
    shows(screen, "SE-1")
    return screen


def sealed_by_both(screen):
    shows([row(screen, "AWAITED")], "IW Ben Sample")
    seal("Ben Sample")
    until_awaited("CA Ada Example")
    seal("Ada Example")
    return until_awaited("SE-1")


def finish(screen):
    shows(screen, "EXCEPTION SE-1 AT STEP 4.9", NOTE)
    type_text("another bag was taken")
    type_text("CA")
    seal("Ben Sample")
    return until_not("left short; finished now")


# In turn: what who is awaited says, then what happens there.
STORY = [
    ("CA Ada Example", sign_in),
    ("4.7 time on paper", begin),
    ("4.9 exception, or none", note),
    ("initials", sealed_by_both),
    ("SE-1", finish),
]


def meet(screen):
    if not STORY or STORY[0][0] not in text_of([row(screen, "AWAITED")]):
        return None
    return STORY.pop(0)[1](screen)


def amiss(screen):
    if "this console is done" in row(screen, "AWAITED") and STORY:
        raise typist.Lost("it did not come to %s" % STORY[0][1].__name__)
    return False


typist.meet = meet
typist.amiss = amiss
typist.run()
