"""Compares two records of one story, line by line, without what differs from
one rehearsal to the next. Arguments: record, record."""

import difflib
import json
import re
import sys

NEVER = {"n", "utc", "mono", "prev", "boot", "page", "text", "plan",
         "keyboard", "digests", "blanks", "computer", "ahead", "reading",
         "serial", "label", "token", "tag", "tbs", "signature", "reason",
         "sha256", "size", "ksr", "previous", "policy", "inputs", "offset",
         "since"}
KEPT = {"exception", "device", "objection", "withdraw", "break"}


def told(event):
    kept = {name: value for name, value in event.items() if name not in NEVER
            or (event["event"] in KEPT and name in ("text", "reason"))}
    if event.get("field") in ("time", "date", "blank", "serial", "hash",
                               "back"):
        kept["value"] = re.sub(r"\w", "x", event["value"])
    if "back" in event:
        kept["back"] = "a time"
    if event.get("field") == "blank":
        kept["value"] = "a word"
    return json.dumps(kept, sort_keys=True)


def story(path):
    with open(path) as file:
        return [told(json.loads(line)) for line in file]


ONE, OTHER = (story(path) for path in sys.argv[1:3])
print("%d events" % len(ONE))
print("\n".join(difflib.unified_diff(ONE, OTHER, *sys.argv[1:3], "", "", 0,
                                     "")))
sys.exit(ONE != OTHER)
