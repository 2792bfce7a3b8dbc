#!/bin/sh
# The HSM hangs while it signs: people at a terminal wait on, give up, object,
# log in again and confirm anew, and one SKR comes of it.
. "$TOP_SRCDIR/tests/support/typed.sh"

expect 0 "one that plays by itself" rehearse --plain --autoplay=fast --dir \
	"$work/played"

# held DIR OPTION...
held() {
	dir=$1
	shift
	check "waited, given up, objected ${*:-in a terminal}" "$python" \
		"$TOP_SRCDIR/tests/support/waiting.py" "$KSK_CEREMONY" \
		"$work/played" "$dir" --hsm softhsm-faults "$@"
	check "its record's chain" chain "$dir/record.jsonl"
	count 1 '"event":"close"'
	count 2 '"what":"lost"'
	count 3 '"what":"login","verdict":"PASS"'
	count 3 '"event":"sign.begin"'
	count 4 '"event":"sign.signature".*"attempt":1,'
	count 2 '"event":"sign.signature".*"attempt":2,'
	count 9 '"event":"sign.signature".*"attempt":3,'
	count 18 '"event":"confirm","step":"gate"'
	count 3 '"action":"open-gate"'
	count 1 '"event":"objection"'
	count 1 '"event":"withdraw"'
	count 1 '"event":"skr.written"'
	check "one SKR" test "$(ls "$dir/out" | wc -l)" -eq 1
	expect 0 "verify" verify --policy "$dir/in/policy.xml" --ksr \
		"$dir/in/ksr.xml" --previous-skr "$dir/in/previous-skr.xml" \
		"$dir"/out/*.xml
	check "the manifest" sh -c "cd '$dir' &&
		sha256sum --quiet -c MANIFEST.sha256"
}

held "$work/terminal"
held "$work/lines" --plain

finish
