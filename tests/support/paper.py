"""Holds a rehearsal whose first steps were held on paper, every key typed
through tmux: one of them had an exception, one number is mistyped twice.
Arguments as typist.py; with --plain the console is lines."""

import waiting
from typist import row, type_text
from waiting import (key, seal, sealed_by_both, shows, until, until_awaited,
                     until_not)

waiting.LINES = 1500  # of a step that is typed for long
NOTE = "the outer door stood open"


def begin(screen):
    shows(screen, "row 1 of 18", "1.1 Every camera and recorder runs")
    shows([row(screen, "AWAITED")], "IW Ben Sample, witness keyboard: 1.1 "
          "time on paper")
    type_text("noon")
    return until("a time as hh:mm, UTC is wanted")


def mistype(screen):
    """The ceremony file knows the box: it is amended with the IW's seal."""
    type_text("1701")
    until("FAIL")
    type_text("1701")
    shows(until("expected 1071"), "typed 1701", "or F8: it is so")
    key("F8", "Because")
    type_text("a new box since the spring")
    seal("Ben Sample")
    return until_awaited("1.9 CO1 Gus Exemplar, card bag")


def note(screen):
    type_text(NOTE)
    screen = until_awaited("1.12 time on paper")
    shows(screen, "SE-1")
    return screen


def sealed(screen):
    sealed_by_both(screen)
    return until("2.9 ")


def finish(screen):
    shows(screen, "EXCEPTION SE-1 AT STEP 1.11", NOTE)
    type_text("it was pulled shut, nobody had come in")
    type_text("CA CO1")
    seal("Ben Sample")
    return until_not("left short; finished now")


waiting.tell([
    ("1.1 time on paper", "", begin),
    ("1.9 CO1 Gus Exemplar, box", "", mistype),
    ("1.11 exception, or none", "", note),
    ("initials", " 2.8 ", sealed),
    ("SE-1", "", finish),
])
