"""Validates the DNSKEY sets of an SKR with dnspython, and writes each bundle as
a signed zone file for other validators. Arguments: SKR, trusted DS SHA-256 in
hex, a directory for the zones (or none)."""

import base64
import datetime
import sys
import xml.etree.ElementTree as tree

import dns.dnssec
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

root = tree.parse(sys.argv[1]).getroot()
anchor = sys.argv[2].lower()
zones = sys.argv[3] if len(sys.argv) > 3 else None


def text(parent, name):
    return "".join(parent.find(name).text.split())


def seconds(value):
    parsed = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return int(parsed.timestamp())


def stamp(value):
    return datetime.datetime.fromtimestamp(
        seconds(value), datetime.timezone.utc).strftime("%Y%m%d%H%M%S")


def rdata(kind, words):
    return dns.rdata.from_text(dns.rdataclass.IN, kind, words)


def key_of(element):
    return rdata("DNSKEY", " ".join(text(element, name) for name in (
        "Flags", "Protocol", "Algorithm", "PublicKey")))


def signature_of(element):
    return rdata("RRSIG", " ".join((
        text(element, "TypeCovered"), text(element, "Algorithm"),
        text(element, "Labels"), text(element, "OriginalTTL"),
        stamp(text(element, "SignatureExpiration")),
        stamp(text(element, "SignatureInception")),
        text(element, "KeyTag"), text(element, "SignersName"),
        text(element, "SignatureData"))))


def anchored(name, keys):
    return [key for key in keys if dns.dnssec.make_ds(
        name, key, "SHA256").digest.hex() == anchor]


def put_zone(path, name, ttl, keys, signatures):
    with open(path, "w", encoding="ascii") as file:
        for kind, records in (("DNSKEY", keys), ("RRSIG", signatures)):
            for record in records:
                file.write("%s %d IN %s %s\n" % (name, ttl, kind, record))


def validate(name, bundle):
    ttl = int(text(bundle.find("Key"), "TTL"))
    keys = [key_of(element) for element in bundle.findall("Key")]
    signatures = [signature_of(element)
                  for element in bundle.findall("Signature")]
    for element, key in zip(bundle.findall("Key"), keys):
        assert dns.dnssec.key_id(key) == int(element.get("keyTag")), "tag"
    trusted = anchored(name, keys)
    assert len(trusted) == 1, "one trusted key"
    keyset = dns.rrset.from_rdata_list(name, ttl, keys)
    sigset = dns.rrset.from_rdata_list(name, ttl, signatures)
    anchors = {name: dns.rrset.from_rdata_list(name, ttl, trusted)}
    for when in ("Inception", "Expiration"):
        dns.dnssec.validate(keyset, sigset, anchors,
                            now=seconds(text(bundle, when)))
    for when, shift in (("Inception", -1), ("Expiration", 1)):
        try:
            dns.dnssec.validate(keyset, sigset, anchors,
                                now=seconds(text(bundle, when)) + shift)
        except dns.dnssec.ValidationFailure:
            continue
        raise AssertionError("valid outside its window")
    return ttl, keys, signatures


zone = dns.name.from_text(root.get("domain"))
bundles = list(root.iter("ResponseBundle"))
assert len(bundles) == 9, "nine bundles"
for number, bundle in enumerate(bundles, 1):
    result = validate(zone, bundle)
    if zones:
        put_zone("%s/slot%d.zone" % (zones, number), zone, *result)
print("%d DNSKEY sets validate" % len(bundles))
