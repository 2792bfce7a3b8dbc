"""Runs `sign` on a terminal of its own and types at its questions. Arguments:
program, last word of the request, where the SKR goes, then what is typed for
the HSM PIN (Python escapes), then sign's arguments. Prints what was on the
terminal; its exit status is sign's."""

import os
import select
import signal
import sys
import termios
import time

program, word, pin = sys.argv[1:4]
arguments = sys.argv[4:]
kill = pin == "SIGTERM"
typed = b"" if kill else pin.encode().decode("unicode_escape").encode("latin-1")

terminal, line = os.openpty()
pid = os.fork()
if pid == 0:
    os.close(terminal)
    os.login_tty(line)
    os.execv(program, [program, "sign"] + arguments)
shown = b""
status = None


def is_over():
    """Whether the program has ended and all that it wrote was read."""
    global status
    if status is None:
        ended, how = os.waitpid(pid, os.WNOHANG)
        if ended:
            status = os.waitstatus_to_exitcode(how)
    return status is not None


def until(text):
    """Reads until the text stands there, or the program is gone."""
    global shown
    end = time.monotonic() + 60
    while text is None or text not in shown:
        over = is_over()
        if select.select([terminal], [], [], 0 if over else 0.05)[0]:
            shown += os.read(terminal, 4096)
        elif over:
            return
        elif time.monotonic() > end:
            sys.exit("waited in vain for %r in\n%r" % (text, shown))


def echoes():
    return bool(termios.tcgetattr(line)[3] & termios.ECHO)


until(b"anything else stops: ")
os.write(terminal, word.encode() + b"\n")
until(b"HSM PIN")
end = time.monotonic() + 60
while echoes() and time.monotonic() < end:
    time.sleep(0.01)
quiet = not echoes()
if kill:
    os.kill(pid, signal.SIGTERM)
else:
    os.write(terminal, typed)
mark = len(shown)
until(None)
sys.stdout.write(shown.decode("ascii", "replace"))
if not quiet:
    sys.exit("the PIN was asked for with echo")
if not echoes():
    sys.exit("the terminal was left without echo")
if typed.strip(b"\r\n") and typed.strip(b"\r\n") in shown[mark:]:
    sys.exit("the PIN came back")
sys.exit(status if status >= 0 else 128 - status)
