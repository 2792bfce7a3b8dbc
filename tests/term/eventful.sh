#!/bin/sh
# A ceremony in which much happens, typed in a terminal of 80x24 and as lines:
# both records tell the same story.
. "$TOP_SRCDIR/tests/support/typed.sh"
ceremony=$TOP_SRCDIR/tests/data/eventful-ceremony.xml

expect 0 "lint" lint "$ceremony"
expect 0 "one that plays by itself" rehearse "$ceremony" --plain \
	--autoplay=fast --dir "$work/played"

# held DIR OPTION...
held() {
	dir=$1
	shift
	check "held ${*:-in a terminal}" "$python" \
		"$TOP_SRCDIR/tests/support/eventful.py" "$KSK_CEREMONY" \
		"$work/played" "$dir" "$ceremony" "$@"
	check "its record's chain" chain "$dir/record.jsonl"
	count 1 '"event":"close"'
	count 1 '"action":"rest-later"'
	count 1 '"event":"sign-in","step":"card-bag","role":"CO7"'
	count 1 '"action":"hand-over"'
	count 1 '"event":"objection"'
	count 1 '"event":"withdraw"'
	count 1 '"action":"wrong-pin"'
	count 2 '"event":"exception".*"state":"open"'
	count 1 '"event":"exception".*"decision":"go on"'
	count 1 '"event":"exception".*"decision":"repeat"'
	count 1 '"event":"exception".*"state":"finished"'
	count 2 '"event":"device".*"verdict":"FAIL"'
	count 1 '"field":"time".*"verdict":"FAIL".*"ahead":7[0-4],'
	count 1 '"event":"break".*"state":"begin"'
	count 1 '"event":"break".*"state":"end"'
	count 1 '"event":"skr.written"'
	expect 0 "verify" verify --policy "$dir/in/policy.xml" --ksr \
		"$dir/in/ksr.xml" --previous-skr "$dir/in/previous-skr.xml" \
		"$dir"/out/*.xml
	check "the manifest" sh -c "cd '$dir' &&
		sha256sum --quiet -c MANIFEST.sha256"
}

held "$work/terminal"
held "$work/lines" --plain
check "both records tell the same" "$python" \
	"$TOP_SRCDIR/tests/support/same_story.py" \
	"$work/terminal/record.jsonl" "$work/lines/record.jsonl"

finish
