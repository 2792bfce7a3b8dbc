"""Types what was held after the close, every key through tmux: CA and IW sign
in again, one step had an exception. The directory's ceremony was closed before.
Arguments as typist.py; with --plain the console is lines."""

import typist

typist.COMMAND = ["addendum", typist.DIR]
typist.RECORD = "/addendum.jsonl"
typist.PAPERS = typist.papers()

import waiting  # noqa: E402
from typist import pin, type_text  # noqa: E402
from waiting import (seal, sealed_by_both, shows, until_awaited,  # noqa: E402
                     until_not)

waiting.LINES = 1500  # of a step that is typed for long
NOTE = "one bag was torn"


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


def sealed(screen):
    sealed_by_both(screen)
    return until_awaited("SE-1")


def finish(screen):
    shows(screen, "EXCEPTION SE-1 AT STEP 4.9", NOTE)
    type_text("another bag was taken")
    type_text("CA")
    seal("Ben Sample")
    return until_not("left short; finished now")


waiting.tell([
    ("CA Ada Example", "", sign_in),
    ("4.7 time on paper", "", begin),
    ("4.9 exception, or none", "", note),
    ("initials", "", sealed),
    ("SE-1", "", finish),
])
