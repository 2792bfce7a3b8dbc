#!/bin/sh
# A whole ceremony typed by keys in a terminal of 80x24, in colour and without,
# in UTF-8 and without.
. "$TOP_SRCDIR/tests/support/lib.sh"
. "$TOP_SRCDIR/tests/support/chain.sh"
need_fixtures
need tmux

WORDS_LIST=$fixtures/pgp-words.tsv
export WORDS_LIST

expect 0 "one that plays by itself" rehearse --plain --autoplay=fast --dir \
	"$work/played"

# typed LOCALE COLOUR DIR OPTION...
typed() {
	LOCALE=$1
	COLOUR=$2
	dir=$3
	shift 3
	export LOCALE COLOUR
	check "typed, $LOCALE, colour $COLOUR" "$python" \
		"$TOP_SRCDIR/tests/support/typist.py" "$KSK_CEREMONY" \
		"$work/played" "$dir" "$@"
	check "its record's chain" chain "$dir/record.jsonl"
	check "it is closed" sh -c \
		"tail -n 1 '$dir/record.jsonl' | grep -q '\"event\":\"close\"'"
	check "nine signatures" test "$(grep -c '"event":"sign.signature"' \
		"$dir/record.jsonl")" -eq 9
	expect 0 "verify" verify --policy "$dir/in/policy.xml" --ksr \
		"$dir/in/ksr.xml" --previous-skr "$dir/in/previous-skr.xml" \
		"$dir"/out/*.xml
	check "the manifest" sh -c "cd '$dir' &&
		sha256sum --quiet -c MANIFEST.sha256"
}

# genuine LOCALE COLOUR DIR
genuine() {
	typed "$@" --ksr "$fixtures/root/ksr-root-2017-q2-0.xml" \
		--previous-skr "$fixtures/root/skr-root-2017-q1-0.xml" \
		--at 2017-02-20T00:00:00Z
}
genuine C no "$work/plain"
genuine C.UTF-8 yes "$work/colour"
typed C yes "$work/ascii"
typed C.UTF-8 no "$work/signs"

finish
