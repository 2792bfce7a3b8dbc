"""Holds a whole rehearsal in a terminal of 80x24, every key typed through
tmux, as people would: by what the screen says is awaited. What they have on
their papers comes from the record of a rehearsal that played by itself.

Arguments: program, its rehearsal's directory, new directory, then rehearse's
further options. LOCALE and COLOUR in the environment say how it looks."""

import datetime
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time

PROGRAM, PLAYED, DIR = sys.argv[1:4]
OPTIONS = sys.argv[4:]
COMMAND = ["rehearse", "--dir", DIR]
RECORD = "/record.jsonl"  # of the directory
WORDS_LIST = os.environ["WORDS_LIST"]
SOCKET = "ksk-test-%d" % os.getpid()
COLUMNS, ROWS = 80, 24
DEADLINE = 60  # seconds for one answer of the program
POLL = 0.01


def tmux(*arguments):
    return subprocess.run(("tmux", "-L", SOCKET, "-f", "/dev/null") + arguments,
                          check=True, capture_output=True, text=True).stdout


class Lost(Exception):
    pass


def capture():
    return tmux("capture-pane", "-p", "-t", "room").split("\n")[:ROWS]


# Of the program; its shell writes it. tmux may miss that a pane's child ended.
STATUS = DIR + ".status"


def status():
    """The program's exit status; None while it runs."""
    try:
        with open(STATUS) as file:
            text = file.read()
    except FileNotFoundError:
        return None
    return int(text) if text.endswith("\n") else None


def alive():
    return status() is None


def ended():
    end = time.monotonic() + DEADLINE
    while alive():
        if time.monotonic() > end:
            raise Lost("the program did not end")
        time.sleep(POLL)
    return status()


def wait(ready):
    """The first screen, seen twice alike, for which ready holds."""
    end = time.monotonic() + DEADLINE
    last = None
    while time.monotonic() < end:
        screen = capture()
        if screen == last and (ready(screen) or not alive()):
            return screen
        last = screen
        time.sleep(POLL)
    raise Lost("nothing more came; the screen was\n" + "\n".join(last))


def row(screen, word):
    found = [line for line in screen if line.startswith(" " + word)]
    return found[0] if found else ""


def state(screen):
    """What changes when something was taken."""
    return row(screen, "AWAITED"), row(screen, "SAVED"), screen[4:5]


def press(*keys):
    tmux("send-keys", "-t", "room", *keys)


def type_text(text):
    tmux("send-keys", "-t", "room", "C-u")
    if text:
        tmux("send-keys", "-t", "room", "-l", text)
    press("Enter")


# The people.

def initials(name):
    return "".join(word[0] for word in name.split())[:2].upper()


def pin(name):
    return "%04d" % (int(hashlib.sha256(name.encode()).hexdigest(), 16) % 9000
                     + 1000)


NAMES = re.findall(r'<person role="[^"]*" name="([^"]*)"',
                   open(PLAYED + "/in/ceremony.xml").read())


def person(awaited):
    """The first name on the row is the one whose keyboard it is; where one
    reads and another types, the other is named last."""
    at = sorted((awaited.find(name), name) for name in NAMES
                if name in awaited)
    return at[-1 if "types" in awaited else 0][1]


# Their papers: values in the order in which a step asks for them.

def place_of(event):
    """Of a step that was held on paper, "of" says which."""
    return event.get("of"), event["row"], event["field"]


def papers():
    values = {}
    with open(PLAYED + RECORD) as file:
        for line in file:
            event = json.loads(line)
            if event["event"] == "value" and isinstance(event["field"], str):
                values.setdefault(event["step"], []).append(
                    (place_of(event), event["value"]))
    return values


def facts(where):
    """What differs from one rehearsal to the next: serial, request."""
    text = open(where + "/in/ceremony.xml").read()
    serial = re.search(r'<token [^>]*serial="([^"]*)"', text).group(1)
    request = re.search(r'<input name="ksr.xml" from="([^"]*)"', text).group(1)
    return serial, serial[-4:], request


def events():
    with open(DIR + RECORD) as file:
        return [json.loads(line) for line in file]


PAPERS = papers()


def log_stopped(done):
    for event in done:
        if event.get("what") == "log" and event["state"] == "stop":
            return event
    return {"lines": 0, "sha256": ""}


def of_today(done, field):
    """What is of this room, not of the papers; None where they know."""
    log = log_stopped(done)
    now = (datetime.datetime.now(datetime.timezone.utc)
           + datetime.timedelta(seconds=done[0]["offset"]))
    return {("clock-compare", "date"): now.strftime("%Y-%m-%d"),
            ("clock-compare", "time"): now.strftime("%H:%M:%S"),
            ("hsm-log-stop", "lines"): str(log["lines"]),
            ("hsm-log-stop", "hash"): log["sha256"][:8],
            ("break", "back"): now.strftime("%H:%M")}.get(field)


def value(screen):
    """The next value of the step that is open."""
    done = events()
    step = next(event["step"] for event in reversed(done)
                if event["event"] == "step")
    given = {place_of(event) for event in done
             if "field" in event and event["step"] == step}
    for place, text in PAPERS.get(step, ()):
        if place not in given:
            today = of_today(done, (step, place[2]))
            if today:
                return today
            return dict(zip(facts(PLAYED), facts(DIR))).get(text, text)
    raise Lost("no paper says what is typed at step %s\n%s" % (
        step, "\n".join(screen)))


# Words: found by the document whose words stand on the screen.

def words_table():
    table = []
    with open(WORDS_LIST) as file:
        for line in file:
            if not line.startswith("#") and line.strip():
                table.append(line.rstrip("\n").split("\t"))
    return {int(byte, 16): (even, odd) for byte, even, odd in table}


TABLE = words_table()
COVER = ("program", "script", "policy", "profile", "ceremony")
GRID = re.compile(r"^ {2,5}(\d|%s) {2,}(.*)$" % "|".join(COVER))


def words_of(digest):
    return [TABLE[byte][index % 2] for index, byte in enumerate(digest)]


def content(path):
    with open(path, "rb") as file:
        return file.read()


def record_shown():
    """The record as it was when its words were shown."""
    with open(DIR + RECORD, "rb") as file:
        lines = file.readlines()
    shown = max(index for index, line in enumerate(lines)
                if json.loads(line)["event"] == "show")
    return lines[shown - 1]


def documents(title):
    """Those whose words may stand below this title."""
    inputs = DIR + "/in/"
    if "SKR," in title:
        return [content(DIR + "/out/" + name)
                for name in os.listdir(DIR + "/out")]
    if "KSR," in title:
        return [content(inputs + "ksr.xml")]
    if "record," in title:
        return [record_shown()]
    if "script," in title:
        return [content(inputs + "script.xml")]
    return [content(PROGRAM)] + [content(inputs + name)
                                 for name in sorted(os.listdir(inputs))]


def grid(screen):
    """{label: cells} of the words that are shown; None where blank."""
    lines = {}
    for text in screen:
        match = GRID.match(text)
        if match:
            cells = re.split(r" {2,}", match.group(2).strip())
            lines[match.group(1)] = cells
    return lines


def heard(screen):
    for number, cells in grid(screen).items():
        for index, cell in enumerate(cells):
            if cell.startswith("[ this"):
                return read_aloud(screen[4], number, index, cells)
    raise Lost("no word is asked for\n" + "\n".join(screen))


def read_aloud(title, number, index, cells):
    for document in documents(title):
        words = words_of(hashlib.sha256(document).digest())
        first = 4 * (int(number) - 1) if number.isdigit() else 0
        for line in (words[first:first + 4], words[:4]):
            if all(cell.startswith("[") or cell == word
                   for cell, word in zip(cells, line)):
                return line[index]
    raise Lost("whose words are these? %s %r" % (title, cells))


# The room.

COLOURS = set()  # whether a screen had colours


def note_colours():
    painted = tmux("capture-pane", "-e", "-p", "-t", "room")
    COLOURS.add(bool(re.search("\x1b\\[[0-9;]*(3[0-7]|4[0-7])[;m]", painted)))


def proper(screen):
    note_colours()
    text = "\n".join(screen)
    assert all(len(line) <= COLUMNS for line in screen), text
    assert "REHEARSAL" in screen[0], text
    assert "REHEARSAL" in screen[20], text
    assert row(screen, "AWAITED") == screen[21], text
    assert row(screen, "SAVED") == screen[22], text
    assert screen[23].strip() or "nobody" in screen[21], text
    if os.environ.get("LOCALE", "C") == "C":
        assert text.isascii(), text


def rules_seen(screen, seen=[]):
    """Enter is refused until every page of the rules was shown."""
    if "[Changes]" in screen[4]:
        seen.append(True)
    return bool(seen)


def answer(screen):
    awaited = row(screen, "AWAITED").strip()
    thing = awaited.split(": ", 1)[-1]
    if "types" in awaited:
        type_text(heard(screen)[:6])
    elif "HSM PIN" in awaited:
        with open(DIR + "/rehearsal/hsm-pin") as file:
            type_text(file.read().strip())
    elif thing.startswith("initials"):
        type_text(initials(person(awaited)))
    elif "PIN" in thing:
        type_text(pin(person(awaited)))
    elif "reads the verdicts" in awaited and not rules_seen(screen):
        press("Tab")
        return wait(lambda new: new != screen)
    elif "Enter" in thing or "reads the verdicts" in awaited:
        press("Enter")
    else:
        type_text(value(screen))
    return wait(lambda new: state(new) != state(screen))


def meet(screen):
    """What is to be done before the answer: the screen behind it, or None."""


def amiss(screen):
    return "EXCEPTION SE-" in screen[4] or " FAIL" in row(screen, "SAVED")


def hold():
    screen = wait(lambda new: row(new, "AWAITED"))
    while alive():
        proper(screen)
        awaited = row(screen, "AWAITED")
        behind = meet(screen)
        if behind is not None:
            screen = behind
            continue
        if amiss(screen):
            raise Lost("something did not pass\n" + "\n".join(screen))
        if "this console is done" in awaited:
            press("Enter")
            if "DEBRIEF" in screen[4]:
                return wait(lambda new: not row(new, "AWAITED"))
            screen = wait(lambda new: "DEBRIEF" in new[4])
            continue
        if "nobody" in awaited:
            screen = wait(lambda new: "nobody" not in row(new, "AWAITED") or
                          "done" in row(new, "AWAITED"))
        else:
            screen = answer(screen)
    return screen


def main():
    locale = os.environ.get("LOCALE", "C")
    environment = ["-e", "LC_ALL=" + locale]
    if os.environ.get("COLOUR", "yes") == "no":
        environment += ["-e", "NO_COLOR=1"]
    tmux("new-session", "-d", "-s", "room", "-x", str(COLUMNS), "-y",
         str(ROWS), *environment, "sleep 3600")
    tmux("set-option", "-t", "room", "status", "off")
    tmux("set-option", "-t", "room", "remain-on-exit", "on")
    tmux("resize-window", "-t", "room", "-x", str(COLUMNS), "-y", str(ROWS))
    tmux("respawn-pane", "-k", "-t", "room", "sh", "-c",
         '"$@"; echo $? >"$0"', STATUS, PROGRAM, *COMMAND, *OPTIONS)
    hold()
    left = ended()
    print("the console was left with status", left)
    if COLOURS != {os.environ.get("COLOUR", "yes") == "yes"}:
        raise Lost("colours on a screen: %s" % COLOURS)
    return left


def run():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        sys.exit(main())
    except Lost as lost:
        print(lost)
        sys.exit(1)
    finally:
        subprocess.run(("tmux", "-L", SOCKET, "kill-server"), check=False,
                       capture_output=True)


if __name__ == "__main__":
    run()
