#!/bin/sh
# A whole rehearsal that plays by itself, on genuine files and without any: what
# it leaves is right, by other programs than this one.
. "$TOP_SRCDIR/tests/support/lib.sh"
. "$TOP_SRCDIR/tests/support/chain.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util

# The DS of a rehearsal's one KSK.
anchor() {
	sed -n 's/.*<ksk .*ds-sha256="\([^"]*\)".*/\1/p' "$1/in/policy.xml"
}

# What every finished rehearsal must be. left DIR NAME-OF-SKR
left() {
	dir=$1
	skr=$dir/out/$2
	check "the SKR is there, and nothing else" \
		test "$(ls "$dir/out")" = "$2"
	check "its DNSKEY sets validate with dnspython" "$python" \
		"$TOP_SRCDIR/tests/support/validate.py" "$skr" \
		"$(anchor "$dir")" "$work"
	check "the record's chain, by sha256sum" chain "$dir/record.jsonl"
	head -n 1 "$dir/record.jsonl" >"$work/first"
	tail -n 1 "$dir/record.jsonl" >"$work/last"
	has first '"event":"start"'
	has first '"rehearsal":true'
	has last '"event":"close"'
	check "the manifest" sh -c "cd '$dir' &&
		sha256sum --quiet -c MANIFEST.sha256"
	check "the manifest names the SKR" grep -q "  out/$2\$" \
		"$dir/MANIFEST.sha256"
	check "record.txt is ASCII" sh -c "! LC_ALL=C grep -q \
		'[^ -~]' '$dir/record.txt'"
	check "REHEARSAL in every name of out, print, withheld" sh -c \
		"! ls '$dir/out' '$dir/print' '$dir/withheld' |
		grep -v -e REHEARSAL -e : -e '^\$'"
	check "no HSM PIN in the record" sh -c "! grep -qF \
		\"\\\"\$(cat '$dir/rehearsal/hsm-pin')\\\"\" '$dir'/record.*"
	check "nine signatures in the record" test "$(grep -c \
		'"event":"sign.signature"' "$dir/record.jsonl")" -eq 9
	policy=$dir/in/policy.xml
	expect 0 "verify" verify --policy "$policy" --schema normal --ksr \
		"$dir/in/ksr.xml" --previous-skr "$dir/in/previous-skr.xml" \
		"$skr"
	expect 2 "sign is refused by its policy" sign --yes --policy "$policy" \
		--hsm "$dir/in/profile.xml" --pin-file "$dir/rehearsal/hsm-pin" \
		"$dir/in/ksr.xml" "$work/skr.xml"
	expect 2 "resume after the close" resume "$dir"
}

# Without files: a request for the coming quarter.
expect 0 "rehearse without files" rehearse --plain --autoplay=fast --dir \
	"$work/own"
has out REHEARSAL
left "$work/own" "$(ls "$work/own/out")"
check "the name says what it is" test -n "$(ls "$work/own/out" |
	sed -n '/^REHEARSAL-skr-training-20[0-9][0-9]-q[1-4]-0[.]xml$/p')"

expect 5 "never twice in one directory" rehearse --plain --autoplay=fast \
	--dir "$work/own"

grep '"what":"token"' "$work/own/record.jsonl" >"$work/token"
module=$(sed -n 's/.*"module":"\([^"]*\)".*/\1/p' "$work/token")
has token "\"module-sha256\":\"$(sha256sum <"$module" | cut -d ' ' -f 1)\""
has token "\"process-sha256\":\"$(sha256sum <"${KSK_CEREMONY%/*}/ksk-ceremony-hsm" |
	cut -d ' ' -f 1)\""

# A roll: the quarter before is that which the schema's first slot follows.
expect 0 "rehearse a revocation" rehearse --plain --autoplay=fast --policy \
	root --schema revoke --at 2026-11-22T00:00:00Z --dir "$work/revoke"
expect 0 "verify it" verify --policy "$work/revoke/in/policy.xml" --schema \
	revoke --ksr "$work/revoke/in/ksr.xml" --previous-skr \
	"$work/revoke/in/previous-skr.xml" "$work"/revoke/out/*.xml
check "revoked in seven slots" test "$(grep -c '<Flags>385</Flags>' \
	"$work"/revoke/out/*.xml)" -eq 7

# A rule that is off is typed by the player as by the IW.
rule=KSR-BUNDLE-CYCLE-DURATION
sed "s|</request>|<off rule=\"$rule\" reason=\"as agreed\"/>&|" \
	"$TOP_SRCDIR/policies/rehearsal.xml" >"$work/off.xml"
expect 0 "rehearse with a rule off" rehearse --plain --autoplay=fast \
	--policy "$work/off.xml" --dir "$work/off"
has out "SHUT   rule 1 of 1 that is off"
has out "  OFF       $rule"
cp "$work/off/record.jsonl" "$work/events"
has events "\"field\":\"OFF\",\"rule\":\"$rule\",\"value\":\"DURATION\""
check "record.txt says what was typed" grep -q "OFF $rule, its" \
	"$work/off/record.txt"

need_fixtures
dir=$work/root
expect 0 "rehearse on the request of 2017-q2" rehearse --plain \
	--autoplay=fast --at 2017-02-20T00:00:00Z --ksr \
	"$fixtures/root/ksr-root-2017-q2-0.xml" --previous-skr \
	"$fixtures/root/skr-root-2017-q1-0.xml" --dir "$dir"
left "$dir" REHEARSAL-skr-root-2017-q2-0.xml
check "all 21 rules PASS, none OFF" test "$(grep '"event":"rule"' \
	"$dir/record.jsonl" | grep '"verdict":"PASS"' | grep -vc '"off":true')" \
	-ge 21
check "no rule says otherwise" sh -c "! grep '\"event\":\"rule\"' \
	'$dir/record.jsonl' | grep -q -v '\"verdict\":\"PASS\"'"
check "the request is the genuine one" cmp "$dir/in/ksr.xml" \
	"$fixtures/root/ksr-root-2017-q2-0.xml"
check "the clock stands in 2017" grep -q '"utc":"2017-02-20T00:0' \
	"$dir/record.jsonl"
expect 0 "the training previous SKR is a whole SKR" verify --policy \
	"$dir/in/policy.xml" "$dir/in/previous-skr.xml"
check "with the genuine one's ZSKs and times" "$python" - \
	"$dir/in/previous-skr.xml" "$fixtures/root/skr-root-2017-q1-0.xml" <<'PY'
import sys
import xml.etree.ElementTree as tree


def zsks(path):
    return [(bundle.get("id"), bundle.findtext("Inception"),
             bundle.findtext("Expiration"),
             sorted("".join(key.findtext("PublicKey").split())
                    for key in bundle.findall("Key")
                    if key.findtext("Flags") == "256"))
            for bundle in tree.parse(path).getroot().iter("ResponseBundle")]


assert zsks(sys.argv[1]) == zsks(sys.argv[2])
PY

# The same anchor by two other DNSSEC libraries, from the zone that the
# validation wrote.
grep -h 'DNSKEY 257' "$work/slot1.zone" >"$work/ksk.key"
for tool in "ldns-key2ds -n -2" "dnssec-dsfromkey -2"; do
	command -v "${tool%% *}" >/dev/null || continue
	check "${tool%% *} makes the policy's DS of it" sh -c "
		$tool '$work/ksk.key' | tr -d ' ' |
		grep -qi '$(anchor "$dir")'"
done

# What never passes is not tried for ever.
expect 6 "a player who does not get on" rehearse --plain --autoplay=fast \
	--at 2016-02-20T00:00:00Z --ksr \
	"$fixtures/root/ksr-root-2017-q2-0.xml" --previous-skr \
	"$fixtures/root/skr-root-2017-q1-0.xml" --dir "$work/stuck"
has err "does not get on, it failed 3 times: 20 PASS, 1 FAIL, 0 OFF"

# The folder can be moved and read elsewhere.
mv "$dir" "$work/moved"
check "the manifest still holds" sh -c "cd '$work/moved' &&
	sha256sum --quiet -c MANIFEST.sha256"

# A real policy: training keys take its KSKs' place.
expect 0 "rehearse with the policy of 2017" rehearse --plain --autoplay=fast \
	--policy root-2017 --at 2017-02-20T00:00:00Z --ksr \
	"$fixtures/root/ksr-root-2017-q2-0.xml" --previous-skr \
	"$fixtures/root/skr-root-2017-q1-0.xml" --dir "$work/policy"
check "the real KSK's label is nowhere in it" sh -c \
	"! grep -q Kjqmt7v '$work/policy/in/policy.xml' \
	'$work/policy/in/previous-skr.xml' '$work'/policy/out/*"

finish
