"""Compares keys and signatures of two SKRs, bundle by bundle, element by
element; layout and keyIdentifiers' places aside. Arguments: two SKRs."""

import sys
import xml.etree.ElementTree as tree


def text(parent, name):
    return "".join(parent.find(name).text.split())


def key(element):
    return (element.get("keyIdentifier"), int(element.get("keyTag")),
            tuple(text(element, name) for name in
                  ("TTL", "Flags", "Protocol", "Algorithm", "PublicKey")))


def signature(element):
    names = ("TTL", "TypeCovered", "Algorithm", "Labels", "OriginalTTL",
             "SignatureExpiration", "SignatureInception", "KeyTag",
             "SignersName", "SignatureData")
    values = [text(element, name) for name in names]
    for index in (5, 6):
        values[index] = values[index].replace("Z", "+00:00")
    values[7] = int(values[7])
    return (element.get("keyIdentifier"), tuple(values))


def bundle(element):
    return (element.get("id"), text(element, "Inception")[:19],
            text(element, "Expiration")[:19],
            sorted(key(child) for child in element.findall("Key")),
            sorted(signature(child) for child in
                   element.findall("Signature")))


def read(path):
    root = tree.parse(path).getroot()
    return [bundle(child) for child in root.iter("ResponseBundle")]


one, other = (read(path) for path in sys.argv[1:])
assert len(one) == len(other) > 0, "number of bundles"
for number, (left, right) in enumerate(zip(one, other), 1):
    for what, a, b in zip(("id", "inception", "expiration", "keys",
                           "signatures"), left, right):
        assert a == b, "bundle %d: %s\n%s\n%s" % (number, what, a, b)
print("%d bundles are the same" % len(one))
