"""Holds a rehearsal of tests/data/eventful-script.xml, every key typed through
tmux: an officer comes late, one hands the role over, the clock is 70 s off, the
drive is a wrong one, somebody objects, there is a break.
Arguments as typist.py; with --plain the console is lines."""

import datetime
import os

import typist
import waiting
from typist import DIR, Lost, initials, pin, row, type_text
from waiting import choose, key, seal, shows, until, until_not

MEDIA = DIR + "/rehearsal/media"
AWAY = DIR + "/rehearsal/away-"
SECONDS_OFF = 70


def number(name):
    return typist.NAMES.index(name)


def awaited(screen, text):
    shows([row(screen, "AWAITED")], text)


def seen(**wanted):
    """Waits for an event that the console writes of its own accord."""
    typist.wait(lambda _: any(
        all(event.get(name) == text for name, text in wanted.items())
        for event in typist.events()[-3:]))


def pull(label):
    os.rename(MEDIA + "/" + label, AWAY + label)


def put_in_a_wrong_one():
    os.makedirs(MEDIA + "/KSR")
    with open(MEDIA + "/KSR/ksr.xml", "w") as file:
        file.write("of last year\n")
    with open(MEDIA + "/KSR/MANIFEST.sha256", "w") as file:
        file.write("%064d  ksr.xml\n" % 0)


def except_it(screen, happened):
    shows(screen[-1:], "/exception" if waiting.PLAIN else "F3 Exception")
    key("F3", "Happened")
    type_text(happened)
    return until("the ceremony waits here")


def arrive_later(screen):
    shows(screen, "10 of 11 signed in", "3 crypto officers needed, 7 are "
          "here, 6 signed in", "PASS")
    return key("F8", "the two clocks are compared")


def mistime(screen):
    """The room clock is read 70 s behind."""
    awaited(screen, "IW Ben Sample")
    now = datetime.datetime.now(datetime.timezone.utc)
    off = now - datetime.timedelta(seconds=SECONDS_OFF)
    type_text(off.strftime("%H:%M:%S"))
    screen = until("FAIL")
    shows(screen, "Difference", " s ahead FAIL", "Set the computer's clock "
          "and compare again; or F3: an exception.")
    screen = except_it(screen, "the room clock is 70 s behind")
    shows(screen, "SE-1", "the room clock is 70 s behind")
    choose(2, "because")
    type_text("the room clock is set at noon")
    typist.press("F8")
    seal("Ben Sample")
    screen = until_not("the ceremony waits here")
    awaited(screen, "IW Ben Sample")
    return screen


def come_late(screen):
    key("c", "comes late, and signs in")
    key("Enter", "who it is")
    choose(number("Uma Late"), "own PIN, for today only")
    type_text(initials("Uma Late"))
    type_text(pin("Uma Late"))
    type_text(pin("Uma Late"))
    return until("Read the number of your card bag")


def put_in_before(screen):
    put_in_a_wrong_one()
    return screen


def find_it_wrong(screen):
    seen(event="device", drives="KSR")
    awaited(screen, "CA Ada Example")
    screen = key("Enter", "Take another")
    shows(screen, "drive KSR: ", "or F3: an exception")
    awaited(screen, "CA Ada Example")
    screen = except_it(screen, "the drive is last year's")
    shows(screen, "SE-2")
    key("Enter", "because")
    type_text("the right one lies in the bag")
    type_text("CA RZM CO1")
    seal("Ben Sample")
    screen = until_not("the ceremony waits here")
    seen(event="device", drives="KSR")
    pull("KSR")
    seen(event="device", drives="", text="in now: none")
    return screen


def hand_over(screen):
    key("c", "comes late, and signs in")
    choose(2, "who it is")
    choose(number("Hal Trial"), "who takes the role")
    choose(number("Oz Fake"), "why")
    type_text("called away")
    shows(until("initials"), "CO2 goes from Hal Trial to EW Oz Fake",
          "CO2 Hal Trial", "EW Oz Fake")
    seal("Hal Trial")
    seal("Oz Fake")
    return until("Let the console check")


def object_and_withdraw(screen):
    key("F4", "no reason is asked")
    choose(number("Dee Specimen"), "in their words, or nothing")
    type_text("the last word was not heard")
    screen = until("the gate is SHUT")
    shows(screen, "CO3 Dee Specimen", "the last word was not heard",
          "Only CO3 Dee Specimen takes it back")
    type_text("read again")
    type_text(initials("Dee Specimen"))
    type_text(pin("Ina Mockup"))
    shows(until("Note"), "takes it back")
    type_text("read again")
    seal("Dee Specimen")
    return until_not("the gate is SHUT")


def pull_another(screen):
    awaited(screen, "RZM Flo Pattern")
    pull("HSMFD")
    screen = until("must stay in")
    shows(screen, "drive HSMFD is out and must stay in: put it back, then "
          "Enter; in now: none")
    awaited(screen, "CA Ada Example")
    os.rename(AWAY + "HSMFD", MEDIA + "/HSMFD")
    seen(event="device", drives="HSMFD", text="in now: HSMFD")
    return screen


def take_a_break(screen):
    key("c", "comes late, and signs in")
    choose(3, "two stay with the equipment")
    type_text("SSC1 SSC2")
    type_text("12:00")
    until("nobody touches anything")
    for name in ("Ada Example", "Ben Sample"):
        role = "CA " if name.startswith("Ada") else "IW "
        screen = typist.wait(lambda new: role + name in row(new, "AWAITED"))
        shows(screen, "nobody touches anything", "SSC1 Jo Dummy",
              "SSC2 Lou Stand-In")
        seal(name)
    return until_not("nobody touches anything")


def finish(screen):
    shows(screen, "SE-1", "left short; finished now", "go on")
    type_text("the room clock is set every hour, by hand")
    type_text("CA RZM")
    seal("Ben Sample")
    return until_not("left short; finished now")


# In turn: what the title row and who is awaited say, then what happens there.
STORY = [
    (" 1.2 ", "Uma Late", arrive_later),
    (" 1.3 ", "room time", mistime),
    (" 2.1 ", "CO1 ", come_late),
    (" 2.2 ", "HSM PIN", put_in_before),
    (" 2.3 ", "CA ", find_it_wrong),
    (" 3.1 ", "CA ", hand_over),
    (" 3.3 ", "IW ", object_and_withdraw),
    (" 3.6 ", "RZM ", pull_another),
    ("SE-1 ", "IW ", finish),
    (" 4.1 ", "CA ", take_a_break),
]


def meet(screen):
    if not STORY:
        return None
    title, who, happens = STORY[0]
    if title not in screen[4] or who not in row(screen, "AWAITED"):
        return None
    STORY.pop(0)
    return happens(screen)


def amiss(screen):
    if "this console is done" in row(screen, "AWAITED") and STORY:
        raise Lost("it did not come to %s" % STORY[0][2].__name__)
    return False


typist.meet = meet
typist.amiss = amiss
typist.run()
