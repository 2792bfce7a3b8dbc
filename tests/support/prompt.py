"""Runs `sign` on a terminal of its own and types at its questions. Arguments:
program, last word of the request, where the SKR goes, then what is typed for
the HSM PIN (Python escapes), then sign's arguments. Prints what was on the
terminal; its exit status is sign's."""

import os
import pty
import select
import sys
import termios
import time

program, word, pin = sys.argv[1:4]
arguments = sys.argv[4:]
typed = pin.encode().decode("unicode_escape").encode("latin-1")

pid, terminal = pty.fork()
if pid == 0:
    os.execv(program, [program, "sign"] + arguments)
shown = b""


def until(text):
    """Reads until the text stands there, or the program is gone."""
    global shown
    end = time.monotonic() + 60
    while text is None or text not in shown:
        if not select.select([terminal], [], [], 0.1)[0]:
            if time.monotonic() > end:
                sys.exit("waited in vain for %r in\n%r" % (text, shown))
            continue
        try:
            more = os.read(terminal, 4096)
        except OSError:
            return
        if not more:
            return
        shown += more


def echoes():
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


until(b"anything else stops: ")
os.write(terminal, word.encode() + b"\n")
until(b"HSM PIN")
end = time.monotonic() + 60
while echoes() and time.monotonic() < end:
    time.sleep(0.01)
quiet = not echoes()
os.write(terminal, typed)
mark = len(shown)
until(b"\r\n" if not typed.endswith(b"\n") else None)
restored = None
try:
    restored = echoes()
except termios.error:
    restored = True
until(None)
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.write(shown.decode("ascii", "replace"))
if not quiet:
    sys.exit("the PIN was asked for with echo")
if typed.strip(b"\r\n") and typed.strip(b"\r\n") in shown[mark:]:
    sys.exit("the PIN came back")
sys.exit(status)
