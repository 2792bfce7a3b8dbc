#!/bin/sh
# Steps held on paper: carried in by typing, in a terminal of 80x24 and as
# lines; both records tell the same story.
. "$TOP_SRCDIR/tests/support/typed.sh"

paper_ceremony "$work/paper.xml"
expect 0 "lint" lint "$work/paper.xml"
expect 0 "one that plays by itself" rehearse "$work/paper.xml" --plain \
	--autoplay=fast --dir "$work/played"

# held DIR OPTION...
held() {
	dir=$1
	shift
	check "held ${*:-in a terminal}" "$python" \
		"$TOP_SRCDIR/tests/support/paper.py" "$KSK_CEREMONY" \
		"$work/played" "$dir" "$work/paper.xml" "$@"
	check "its record's chain" chain "$dir/record.jsonl"
	count 1 '"event":"close"'
	count 18 '"field":"paper-time"'
	count 17 '"event":"value".*"field":"paper-exception"'
	count 1 '"event":"amend","step":"carry-in","of":"card-boxes"'
	count 1 '"event":"exception".*"state":"carried"'
	count 1 '"event":"exception".*"state":"finished"'
	count 2 '"event":"confirm","step":"carry-in".*"level":"PIN"'
	count 0 '"event":"step","step":"cameras"'
	count 0 '"event":"step","step":"closing-time"'
	tr '\n' ' ' <"$dir/record.txt" | tr -s ' ' >"$work/words"
	has words 'EXCEPTION SE-1, carried in from paper, step 1.11,'
	has words 'step 1.9, CO1 Gus Exemplar, Box: "1701" FAIL'
	has words 'AMENDED step 1.9, CO1 Gus Exemplar, Box: "1701" stands'
	lacks words ' of: '
}

held "$work/terminal"
held "$work/lines" --plain
check "both records tell the same" "$python" \
	"$TOP_SRCDIR/tests/support/same_story.py" \
	"$work/terminal/record.jsonl" "$work/lines/record.jsonl"

finish
