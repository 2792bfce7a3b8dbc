#!/bin/sh
# run: what makes a real ceremony real, and what it refuses. Nobody is there:
# the keyboard is gone at once, which suspends it.
. "$TOP_SRCDIR/tests/support/lib.sh"
. "$TOP_SRCDIR/tests/support/chain.sh"
need softhsm2-util

# The documents of a rehearsal, as those of a ceremony.
expect 0 "a rehearsal" rehearse --plain --autoplay=fast --dir "$work/played"
mkdir "$work/given"
for name in policy ksr previous-skr; do
	cp "$work/played/in/$name.xml" "$work/given"
done
hash=$(sha256sum "$work/given/previous-skr.xml" | cut -d' ' -f1)
sed -e 's/ policy="[^"]*"/ policy="policy.xml"/' \
	-e 's/\(name="ksr.xml" from=\)"[^"]*"/\1"ksr.xml"/' \
	-e "s|</ceremony>|<input name=\"previous-skr.xml\"\
 from=\"previous-skr.xml\" sha256=\"$hash\"/></ceremony>|" \
	"$work/played/in/ceremony.xml" >"$work/given/ceremony.xml"

dir=$work/ceremony
expect 6 "run, suspended" run "$work/given/ceremony.xml" --plain --dir "$dir"
lacks out REHEARSAL:
head -n 1 "$dir/record.jsonl" >"$work/first"
has first '"rehearsal":false'
has first '"offset":0'
check "the chain" chain "$dir/record.jsonl"
check "no rehearsal in it" test ! -e "$dir/rehearsal"
check "the inputs are those given" cmp "$dir/in/ksr.xml" "$work/given/ksr.xml"
check "no manifest before the close" test ! -e "$dir/MANIFEST.sha256"
cp "$dir/record.jsonl" "$work/before"
expect 2 "nobody presses its keys" resume --autoplay "$dir"
check "and nothing was added for it" cmp "$dir/record.jsonl" "$work/before"
expect 6 "resume, suspended again" resume --plain "$dir"
check "the chain" chain "$dir/record.jsonl"
grep '"event":"resume"' "$dir/record.jsonl" >"$work/resumes"
check "one resume in the record" test "$(wc -l <"$work/resumes")" -eq 1
expect 5 "never in a directory that is used" run "$work/given/ceremony.xml" \
	--plain --dir "$dir"

# Steps on paper: the console begins where there is one.
sed 's/ paper-steps="[^"]*"//' "$work/given/ceremony.xml" \
	>"$work/given/paper.xml"
expect 6 "run, with steps on paper" run "$work/given/paper.xml" --plain \
	--dir "$work/paper"
sed -n '2p' "$work/paper/record.jsonl" >"$work/second"
has second '"step":"console-start","number":"2.6"'

# One holds it at a time.
mkfifo "$work/keys"
"$KSK_CEREMONY" resume --plain "$dir" <"$work/keys" >"$work/held" 2>&1 &
holder=$!
exec 9>"$work/keys"
until grep -q AWAITED "$work/held" || ! kill -0 $holder 2>/dev/null; do
	sleep 0.05
done
expect 5 "resume beside another" resume --plain "$dir"
has err another
exec 9>&-
status=0
wait $holder || status=$?
check "the first one was suspended in order: $status" test "$status" -eq 6

# refused STATUS WHAT SED-SCRIPT
refused() {
	sed "$3" "$work/given/ceremony.xml" >"$work/given/changed.xml"
	expect "$1" "$2" run "$work/given/changed.xml" --plain --dir \
		"$work/refused"
	check "nothing was made" test ! -e "$work/refused/record.jsonl"
	rm -rf "$work/refused"
}

sed 's/ action="carry-in"//' "$work/played/in/script.xml" \
	>"$work/given/bare.xml"
refused 3 "steps on paper that nothing carries in" \
	's/ paper-steps="[^"]*"//; s/ script="[^"]*"/ script="bare.xml"/'
has err 'carried in nowhere'
has err 'paper-steps="screen"'
refused 3 "no request" '/<input name="ksr.xml"/d'
has err ksr.xml
refused 3 "another request than is meant" \
	's/\(name="ksr.xml".* sha256="\)[0-9a-f]\{8\}/\100000000/'
has err 'SHA-256'
refused 3 "a script that is not there" 's/ script="[^"]*"/ script="no.xml"/'
has err no.xml
refused 3 "an unknown role" 's/role="RZM"/role="XYZ"/'
has err XYZ
refused 2 "a module for rehearsals" \
	's/ profile="[^"]*"/ profile="softhsm-faults.xml"/'
has err 'for rehearsals only'
refused 2 "an unknown schema" 's/ schema="[^"]*"/ schema="nosuch"/'
has err nosuch

finish
