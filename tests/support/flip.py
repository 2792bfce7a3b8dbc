"""Changes one bit at a time in what the DNSKEY or RRSIG hold; `verify` must
not pass. Arguments: program, policy, SKR, a working directory."""

import base64
import random
import re
import subprocess
import sys

program, policy, skr, work = sys.argv[1:]
text = open(skr, encoding="ascii").read()
random.seed(20170220)

# Numbers and times of every Key and Signature, each in every place.
NUMBERS = ("Flags", "Protocol", "Algorithm", "Labels", "OriginalTTL",
           "KeyTag")
TIMES = ("SignatureExpiration", "SignatureInception")
BASE64 = ("PublicKey", "SignatureData")
PLACES_OF_BASE64 = 6  # bits tried in each element


def places(name):
    pattern = re.compile("<%s>([^<]*)</%s>" % (name, name))
    return [match.span(1) for match in pattern.finditer(text)]


def replaced(span, value):
    return text[:span[0]] + value + text[span[1]:]


def variants():
    for name in NUMBERS:
        for span in places(name):
            value = int(text[slice(*span)])
            bit = 1 << random.randrange(max(1, value.bit_length()))
            yield name, replaced(span, str(value ^ bit))
    for name in TIMES:
        for span in places(name):
            value = text[slice(*span)]
            other = value[:18] + str(int(value[18]) ^ 1) + value[19:]
            yield name, replaced(span, other)
    for span in places("TypeCovered"):
        yield "TypeCovered", replaced(span, "DNSKEX")
    for span in places("SignersName"):
        yield "SignersName", replaced(span, "/")
    for name in BASE64:
        for span in places(name):
            data = bytearray(base64.b64decode(text[slice(*span)]))
            for _ in range(PLACES_OF_BASE64):
                bit = random.randrange(8 * len(data))
                data[bit // 8] ^= 1 << bit % 8
                yield name, replaced(span, base64.b64encode(data).decode())
                data[bit // 8] ^= 1 << bit % 8


count = wrong = 0
for name, changed in variants():
    path = work + "/flipped.xml"
    with open(path, "w", encoding="ascii") as file:
        file.write(changed)
    status = subprocess.run([program, "verify", "--policy", policy, path],
                            stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL).returncode
    count += 1
    if status not in (1, 3):
        wrong += 1
        print("a change of %s: status %d" % (name, status))
print("%d changes tried, %d not refused" % (count, wrong))
sys.exit(wrong > 0 or count < 100)
