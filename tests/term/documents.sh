#!/bin/sh
# What the README and the man pages say is so.
. "$TOP_SRCDIR/tests/support/lib.sh"

readme=$TOP_SRCDIR/README
doc=$TOP_SRCDIR/doc

# The two commands stand on the first screen.
head -n 24 "$readme" >"$work/first"
has first ./quickstart
has first './quickstart check'
has first './quickstart build'
check "no line over 80 columns" sh -c "! grep -n '.\{81\}' '$readme'"
for mode in check build; do
	check "quickstart has $mode" grep -q "^$mode)" \
		"$TOP_SRCDIR/quickstart"
done
expect_usage() {
	status=0
	sh "$TOP_SRCDIR/quickstart" nonsense >"$work/out" 2>"$work/err" ||
		status=$?
	check "quickstart refuses nonsense: $status" test "$status" -eq 2
}
expect_usage

# Every ksk-ceremony command of the README is one, with options that it takes.
expect 0 "--help" --help
sed -n 's/^ *ksk-ceremony \([a-z]*\).*/\1/p' "$readme" | sort -u >"$work/named"
sed -n 's/^  \([a-z]*\) .*/\1/p' "$work/out" | sort -u >"$work/commands"
check "the README names each command" cmp "$work/named" "$work/commands"
"$python" - "$readme" >"$work/lines" <<'PY'
import re, sys
text = open(sys.argv[1]).read().replace("\\\n", " ")
for line in text.split("\n"):
    if re.match(r" +ksk-ceremony [a-z]", line):
        command = line.split()[1]
        for option in re.findall(r"--[a-z-]+", line):
            print(command, option)
PY
check "the README shows options" test -s "$work/lines"
while read -r command option; do
	"$KSK_CEREMONY" "$command" --help >"$work/help"
	has help "$option"
done <"$work/lines"

# The README's loop, as it stands there, over a record that is whole and one
# that is not.
sed -n "/prev=.*printf '%064d'/,/echo \"\$prev\"/p" "$readme" >"$work/loop"
check "the loop is there" test "$(wc -l <"$work/loop")" -eq 6
expect 0 "a rehearsal" rehearse --plain --autoplay=fast --dir "$work/d"
shown=$(sed -n '/^REHEARSAL: closed/{n;p;}' "$work/out")
loop() {
	(cd "$work/d" && sh "$work/loop")
}
loop >"$work/says"
check "the loop prints the final digest" test "$(cat "$work/says")" = "$shown"
(cd "$work/d" && sha256sum --quiet -c MANIFEST.sha256) >"$work/says" 2>&1
check "the manifest" test ! -s "$work/says"
sed -i '7s/"utc":"2/"utc":"1/' "$work/d/record.jsonl"
loop >"$work/says"
has says BROKEN

# The man pages: well-formed, and complete.
if command -v mandoc >/dev/null; then
	for page in "$doc"/*.[15]; do
		mandoc -T lint "$page" 2>/dev/null |
			grep -v 'referenced manual not found' >"$work/lint"
		check "mandoc -T lint $(basename "$page")" \
			test ! -s "$work/lint"
	done
fi
for name in $(cat "$work/commands"); do
	check "ksk-ceremony(1) has $name" grep -q "^[.]Cm $name\$" \
		"$doc/ksk-ceremony.1"
	for option in $("$KSK_CEREMONY" "$name" --help |
		sed -n 's/^  --\([a-z-]*\).*/\1/p'); do
		check "ksk-ceremony(1) has --$option" grep -qE \
			"^[.]It Fl (help , Fl )?-$option( |\$)|-help , Fl -$option" \
			"$doc/ksk-ceremony.1"
	done
done
for status in 0 1 2 3 4 5 6; do
	check "ksk-ceremony(1) has status $status" grep -q "^[.]It $status\$" \
		"$doc/ksk-ceremony.1"
done

finish
