#!/bin/sh
# The HSM PIN asked for at the terminal: not shown, can be corrected, can be
# left; and nothing to ask where there is no terminal.
. "$TOP_SRCDIR/tests/support/lib.sh"
need_fixtures
need softhsm2-util openssl setsid

ksr=$fixtures/root/ksr-root-2010-q1-0.xml
make_token GOLDEN KSK1 "$fixtures/golden/ksk1-test.pem"
word=$("$KSK_CEREMONY" words "$ksr" | awk 'END { print $5 }')

# typed STATUS WHAT KEYS
typed() {
	rm -f "$work/skr.xml"
	status=0
	"$python" "$TOP_SRCDIR/tests/support/prompt.py" "$KSK_CEREMONY" \
		"$word" "$3" --policy "$TOP_SRCDIR/tests/data/policy-golden.xml" \
		--hsm softhsm --at 2009-11-22T00:00:00Z "$ksr" \
		"$work/skr.xml" >"$work/out" 2>"$work/err" || status=$?
	check "$2: $status" test "$status" -eq "$1"
	[ "$status" -eq "$1" ] || tail -n 3 "$work/out" "$work/err"
}

typed 0 "the PIN, Enter" '1234\n'
check "signed" test -s "$work/skr.xml"
has out 'HSM PIN for token GOLDEN: '
lacks out 1234
typed 0 "corrected with Backspace" '129\x7f34\n'
typed 0 "begun again with Ctrl-U" '999\x151234\n'
typed 4 "a wrong one" '4321\n'
has out CKR_PIN_INCORRECT
check "nothing was written" test ! -e "$work/skr.xml"
typed 6 "left with Ctrl-C" '12\x03'
check "nothing was written" test ! -e "$work/skr.xml"
typed 143 "ended by a signal" SIGTERM
check "nothing was written" test ! -e "$work/skr.xml"
for key in '\x1b[D' '\x1a' '\t' '\x00'; do
	typed 2 "a key that is no character ($key)" "12${key}34\\n"
	has out 'it was not tried'
done
typed 2 "without end" "$(printf '1%.0s' $(seq 80))\\n"

# Without a terminal there is nobody to ask.
status=0
setsid "$KSK_CEREMONY" sign --yes --policy \
	"$TOP_SRCDIR/tests/data/policy-golden.xml" --hsm softhsm --at \
	2009-11-22T00:00:00Z "$ksr" "$work/skr.xml" >"$work/out" \
	2>"$work/err" </dev/null || status=$?
check "no terminal: $status" test "$status" -eq 2
has err --pin-file

finish
