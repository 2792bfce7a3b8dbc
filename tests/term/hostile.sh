#!/bin/sh
# Malformed, truncated, oversized, deep, entity-laden: status 3, one line of
# reason, within a second and 64 MiB.
. "$TOP_SRCDIR/tests/support/lib.sh"

policy=$TOP_SRCDIR/policies/root-2017.xml
example=$TOP_SRCDIR/tests/data/ksr-example.xml

"$python" - "$example" "$work" <<'PY' || exit 99
import sys
text = open(sys.argv[1], encoding="utf-8").read()
body = text[text.index("<KSR"):]


def put(name, data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    with open("%s/%s.hostile" % (sys.argv[2], name), "wb") as file:
        file.write(data)


def doctype(subset):
    return '<?xml version="1.0"?>\n<!DOCTYPE KSR [%s]>\n%s' % (subset, body)


laughs = '<!ENTITY a0 "ha">' + "".join(
    '<!ENTITY a%d "%s">' % (i, "&a%d;" % (i - 1) * 10) for i in range(1, 12))
put("empty", "")
put("nul", b"\0" * 4096)
put("random", bytes((i * 7919 + 13) % 251 for i in range(65536)))
put("no-xml", "this is no XML\n")
put("doctype", doctype(""))
put("entity", doctype('<!ENTITY e "x">').replace("<TTL>", "<TTL>&e;"))
put("laughs", doctype(laughs).replace("<TTL>", "<TTL>&a11;", 1))
put("external", doctype('<!ENTITY e SYSTEM "file:///etc/passwd">')
    .replace("<TTL>", "<TTL>&e;", 1))
put("external-dtd", '<!DOCTYPE KSR SYSTEM "http://localhost/x.dtd">' + body)
put("xinclude", body.replace(">", ' xmlns:xi="http://www.w3.org/2001/XInclude">'
    '<xi:include href="/etc/passwd" parse="text"/>', 1))
put("deep", "<KSR>" * 100000)
put("deep-closed", "<KSR>" * 20000 + "</KSR>" * 20000)
put("wide", body.replace(">", ">" + "<x/>" * 200000, 1))
put("attributes", body.replace("<KSR", "<KSR " + " ".join(
    'a%d="x"' % i for i in range(50000)), 1))
put("long-attribute", body.replace('domain="', 'domain="' + "a" * 900000, 1))
put("long-text", body.replace("<TTL>", "<TTL>" + "1" * 900000, 1))
put("long-base64", body.replace("<PublicKey>", "<PublicKey>" + "A" * 900000 +
    "=", 1))
put("oversized", body + " " * (1024 * 1024))
put("huge", body + " " * (100 * 1024 * 1024))
put("trailing", body + "<more/>")
put("twice", body + body)
put("utf-16", b"\xff\xfe" + body.encode("utf-16-le"))
put("latin-1", b'<?xml version="1.0" encoding="ISO-8859-1"?>' +
    body.replace('domain="', 'domain="\xe9', 1).encode("latin-1"))
put("bad-utf-8", body.encode().replace(b'domain="', b'domain="\xc3\x28', 1))
put("control", body.replace('domain="', 'domain="&#27;[31m', 1))
put("processing", body.replace(">", "><?evil data?>", 1))
for cut in (1, 10, 100, 1000, len(body) // 2, len(body) - 2):
    put("cut-%d" % cut, body[:cut])
PY

# Runs a command; prints its status, seconds, KiB at its peak. Seconds are the
# processor's: what else this machine does at the time is not the program's.
measured() {
	"$python" -S - "$@" <<'PY'
import os, resource, subprocess, sys
out = open(os.environ["work"] + "/out", "w")
err = open(os.environ["work"] + "/err", "w")
try:
    status = subprocess.run(sys.argv[1:], stdout=out, stderr=err,
                            timeout=10).returncode
except subprocess.TimeoutExpired:
    status = -99
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, "%.2f" % (used.ru_utime + used.ru_stime), used.ru_maxrss)
PY
}
export work

limit_kib=65536
limit_seconds=1
if [ "${SANITIZERS:-no}" = yes ]; then
	limit_kib=1000000
	limit_seconds=10
fi

for file in "$work"/*.hostile; do
	name=$(basename "$file" .hostile)
	for command in check verify; do
		set -- $(measured "$KSK_CEREMONY" "$command" --policy \
			"$policy" "$file")
		check "$command $name: status $1" test "$1" -eq 3
		check "$command $name: one line of reason" \
			test "$(wc -l <"$work/err")" -eq 1
		check "$command $name: no escape in it" sh -c \
			"! grep -q '$(printf '\033')' '$work/err'"
		check "$command $name: $2 s" awk "BEGIN {
			exit !($2 < $limit_seconds) }"
		check "$command $name: $3 KiB" test "$3" -lt "$limit_kib"
	done
done

# The same door for the operator's own documents.
for name in doctype laughs deep huge bad-utf-8; do
	expect 3 "a policy: $name" check --policy "$work/$name.hostile" \
		"$example"
	expect 3 "a profile: $name" check --policy "$policy" --hsm \
		"$work/$name.hostile" "$example"
	expect 3 "a ceremony: $name" run "$work/$name.hostile" --dir "$work/d"
done

finish
