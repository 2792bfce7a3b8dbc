#!/bin/sh
# sign from end to end: the known answer, and every way of not signing.
. "$TOP_SRCDIR/tests/support/lib.sh"
need_fixtures
need softhsm2-util openssl

policy=$TOP_SRCDIR/tests/data/policy-golden.xml
ksr=$fixtures/root/ksr-root-2010-q1-0.xml
golden=$fixtures/golden/skr-test-2010-q1-0.xml
make_token GOLDEN KSK1 "$fixtures/golden/ksk1-test.pem"
skr=$work/skr.xml
last=$("$KSK_CEREMONY" words "$ksr" | awk 'END { print $5 }')

# expect STATUS WHAT, with the arguments of a sign that would work and more.
sign() {
	wanted=$1
	what=$2
	shift 2
	expect "$wanted" "$what" sign --policy "$policy" --hsm softhsm \
		--token GOLDEN --pin-file "$work/pin" --at \
		2009-11-22T00:00:00Z "$@" "$ksr" "$skr"
}

no_skr() {
	check "nothing was written" test ! -e "$skr" -a ! -e "$skr.part"
}

# Typed: a word, then what became of it.
typed() {
	status=0
	printf '%s\n' "$1" | "$KSK_CEREMONY" sign --policy "$policy" --hsm \
		softhsm --pin-file "$work/pin" --at 2009-11-22T00:00:00Z \
		"$ksr" "$skr" >"$work/out" 2>"$work/err" || status=$?
	check "'$1' typed: $status" test "$status" -eq "$2"
}

typed sign 6
no_skr
typed '' 6
no_skr
typed "${last}x" 6
no_skr
typed "$(echo "$last" | tr '[:upper:]' '[:lower:]')" 0
given="clock given: 2009-11-22T00:00:00Z, not this computer's"
check "the UNWITNESSED line names the clock" grep -q \
	"^UNWITNESSED .*; $given\$" "$work/out"
check "so do the first lines, before anybody confirms" test \
	"$(sed -n 2p "$work/out")" = "$given"
check "so does the diagnostic" grep -q "UNWITNESSED: .*; $given\$" "$work/err"
check "keys and signatures are the known answer's" "$python" \
	"$TOP_SRCDIR/tests/support/same_skr.py" "$skr" "$golden"
has out UNWITNESSED
has err UNWITNESSED
has out 'KSR-BUNDLE-UNIQUE           OFF   there is no previous SKR; first half PASS'
has out "$(sha256sum "$ksr" | cut -d' ' -f1)"
has out "$(sha256sum "$skr" | cut -d' ' -f1)"
check "the words were shown where they could be read" grep -q "$last" \
	"$work/err"
cp "$skr" "$work/first.xml"

sign 5 "never over a file" --yes
has err skr.xml
check "it stays as it was" cmp "$skr" "$work/first.xml"
rm "$skr"
ln -s "$work/elsewhere" "$skr"
sign 5 "nor through a link" --yes
check "nothing behind the link" test ! -e "$work/elsewhere"
rm "$skr"

sign 0 "--yes asks nothing" --yes
has out UNWITNESSED
check "the same bytes again" cmp "$skr" "$work/first.xml"
rm "$skr"

# What is written and does not pass is no SKR: here it is larger than the
# policy lets a file be, as the request is not.
sed 's/<request>/<request max-size="16000">/' "$policy" >"$work/small.xml"
too_large() {
	expect 1 "$1" sign --yes --policy "$work/small.xml" --hsm softhsm \
		--pin-file "$work/pin" --at 2009-11-22T00:00:00Z "$ksr" "$skr"
	lacks out UNWITNESSED
	lacks err UNWITNESSED
}
too_large "a written file that does not pass"
has err skr.xml.failed
check "it is set aside whole" cmp "$skr.failed" "$work/first.xml"
no_skr
echo older >"$skr.failed"
too_large "again, with one set aside before"
has err "NOT to be used"
check "the older one stays" test "$(cat "$skr.failed")" = older
check "nothing has its name" test ! -e "$skr"
check "what was written is there whole" cmp "$skr.part" "$work/first.xml"
rm "$skr.part" "$skr.failed"

# Everything that can fail without the HSM fails before it is opened.
status=0
SOFTHSM2_CONF=/nonexistent "$KSK_CEREMONY" sign --yes --policy "$policy" --hsm \
	softhsm --pin-file "$work/pin" --at 2009-01-01T00:00:00Z "$ksr" \
	"$skr" >"$work/out" 2>"$work/err" || status=$?
check "too early: $status" test "$status" -eq 1
has err KSR-POLICY-SIG-HORIZON
no_skr

sed 's|</policy>|<signing gate="ceremony"/></policy>|' "$policy" \
	>"$work/ceremony.xml"
expect 2 "a policy that asks for a ceremony" sign --yes --policy \
	"$work/ceremony.xml" --hsm softhsm --pin-file "$work/pin" --at \
	2009-11-22T00:00:00Z "$ksr" "$skr"
has err ceremony
no_skr

echo 9999 >"$work/pin"
sign 4 "a wrong PIN" --yes
has err CKR_PIN_INCORRECT
no_skr
chmod 644 "$work/pin"
sign 2 "a PIN file that others can read" --yes
has err pin
no_skr
echo 1234 >"$work/pin"
chmod 600 "$work/pin"

expect 4 "no such token" sign --yes --policy "$policy" --hsm softhsm --token \
	OTHER --pin-file "$work/pin" --at 2009-11-22T00:00:00Z "$ksr" "$skr"
has err GOLDEN
no_skr

for change in 's/tag="5017"/tag="5018"/' 's/F40FACFD/E40FACFD/' \
	's/label="KSK1"/label="KSK2"/' 's/size="2048"/size="4096"/'; do
	sed "$change" "$policy" >"$work/other.xml"
	expect 1 "the HSM's key is not the policy's ($change)" sign --yes \
		--policy "$work/other.xml" --hsm softhsm --pin-file \
		"$work/pin" --at 2009-11-22T00:00:00Z "$ksr" "$skr"
	has out HSM-KEYS
	has err HSM-KEYS
	no_skr
done

softhsm2-util --import "$work/key.pem" --token GOLDEN --label KSK1 --id 02 \
	--pin 1234 >>"$work/token.log" 2>&1
sign 1 "two keys of one label" --yes
has err HSM-KEYS
no_skr

finish
