#!/bin/sh
# What was held after the close: typed later into a file of its own, in a
# terminal of 80x24 and as lines; the record stays as it was.
. "$TOP_SRCDIR/tests/support/typed.sh"

paper_ceremony "$work/paper.xml"
expect 0 "a rehearsal with paper steps" rehearse "$work/paper.xml" --plain \
	--autoplay=fast --dir "$work/played"
cp -a "$work/played" "$work/terminal"
cp -a "$work/played" "$work/lines"
cp -a "$work/played" "$work/open"

last=$(tail -n 1 "$work/played/record.jsonl" | sha256sum | cut -d ' ' -f 1)
expect 0 "one that plays by itself" addendum "$work/played" --plain \
	--autoplay=fast
has out 'REHEARSAL, addendum: closed'
expect 2 "never twice" addendum "$work/played" --plain
has err 'the addendum is closed, too'
expect 2 "and no resume" resume "$work/played"
cat "$work/played/record.jsonl" "$work/played/addendum.jsonl" >"$work/both"
check "one chain through both files" chain "$work/both"

# Stopped in the middle, it goes on there.
sed '30,$d' "$work/played/addendum.jsonl" >"$work/open/addendum.jsonl"
printf '{"n":30,"utc"' >>"$work/open/addendum.jsonl"
expect 0 "going on" addendum "$work/open" --plain --autoplay=fast
check "what never took effect was kept" test "$(cat "$work/open/torn-1")" = \
	'{"n":30,"utc"'
cat "$work/open/record.jsonl" "$work/open/addendum.jsonl" >"$work/both"
check "its chain" chain "$work/both"
check "it was resumed once" test "$(grep -c '"event":"resume"' \
	"$work/open/addendum.jsonl")" -eq 1

# Neither is another's.
cp -a "$work/open" "$work/edited"
sed -i '5s/"value":"[^"]*"/"value":"99:99"/' "$work/edited/addendum.jsonl"
expect 3 "an edited one is not shown" replay --plain "$work/edited"
has err 'addendum.jsonl:6'
sed -i '1s/"prev":"../"prev":"zz/' "$work/edited/addendum.jsonl"
expect 3 "nor one of another record" replay --plain "$work/edited"
has err 'addendum.jsonl:1'

# held DIR OPTION...
held() {
	dir=$1
	shift
	cp "$dir/record.jsonl" "$work/before"
	check "held ${*:-in a terminal}" "$python" \
		"$TOP_SRCDIR/tests/support/addendum.py" "$KSK_CEREMONY" \
		"$work/played" "$dir" "$@"
	check "the record is the same, byte for byte" cmp "$work/before" \
		"$dir/record.jsonl"
	check "the manifest still holds" sh -c "cd '$dir' &&
		sha256sum --quiet -c MANIFEST.sha256"
	head -n 1 "$dir/addendum.jsonl" >"$work/first"
	has first '"what":"addendum"'
	has first "\"prev\":\"$last\""
	cat "$dir/record.jsonl" "$dir/addendum.jsonl" >"$work/both"
	check "one chain through both files" chain "$work/both"
	check "two came" test "$(grep -c '"event":"sign-in"' \
		"$dir/addendum.jsonl")" -eq 2
	check "both seal it" test "$(grep -c \
		'"event":"confirm".*"level":"PIN"' "$dir/addendum.jsonl")" -eq 2
	check "ten steps" test "$(grep -c '"field":"paper-time"' \
		"$dir/addendum.jsonl")" -eq 10
	tr '\n' ' ' <"$dir/addendum.txt" | tr -s ' ' >"$work/words"
	has words 'The record is closed; a response was signed. 351 events. THE'
	has words 'EXCEPTION SE-1, carried in from paper, step 4.9,'
	lacks words ' of: '
}

held "$work/terminal"
held "$work/lines" --plain
check "both tell the same" "$python" \
	"$TOP_SRCDIR/tests/support/same_story.py" \
	"$work/terminal/addendum.jsonl" "$work/lines/addendum.jsonl"

# Looking on: the addendum's events follow the record's.
printf '/pagedown\n%.0s' $(seq 200) >"$work/keys"
"$KSK_CEREMONY" replay --plain "$work/terminal" <"$work/keys" >"$work/shown" \
	2>&1 || :
has shown 'ADDENDUM: AFTER THE CLOSE'
"$KSK_CEREMONY" watch --plain "$work/terminal" </dev/null >"$work/shown" 2>&1 ||
	:
has shown 'THE ADDENDUM IS CLOSED'

# What is known of the last ceremony is what was added, too.
sed -e 's|^  <token .*|&\n  <previous dir="terminal"/>|' "$work/paper.xml" \
	>"$work/next.xml"
expect 0 "the next one" rehearse "$work/next.xml" --plain --autoplay=fast \
	--dir "$work/next"
head -n 1 "$work/next/record.jsonl" >"$work/first"
has first "\"record\":\"$last\""
has first "\"addendum\":\"$(tail -n 1 "$work/terminal/addendum.jsonl" |
	sha256sum | cut -d ' ' -f 1)\""
has first '"field":"box","value":"as seen","from":"4.12"'

finish
