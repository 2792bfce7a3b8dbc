#!/bin/sh
# What the last ceremony left is expected here, once its record was verified.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util

# The shipped rehearsal, carried over from DIR. names DIR FILE
names() {
	sed -e "s|^  <token .*|&\n  <previous dir=\"$1\"/>|" \
		-e 's/policy="[^"]*"/policy="rehearsal.xml"/' \
		"$TOP_SRCDIR/scripts/rehearsal.xml" >"$work/$2"
}

expect 0 "the first" rehearse --plain --autoplay=fast --dir "$work/first"
names first second.xml
expect 0 "lint" lint "$work/second.xml"
has out "chain and fold hold"
has out "$(tail -n 1 "$work/first/record.jsonl" | sha256sum | cut -d ' ' -f 1)"

expect 0 "the second carries over" rehearse --plain --autoplay=fast \
	--policy rehearsal.xml --dir "$work/second" "$work/second.xml"
head -n 1 "$work/second/record.jsonl" >"$work/start"
has start '"previous":{"ceremony":'
has start "\"record\":\"$(tail -n 1 "$work/first/record.jsonl" | sha256sum |
	cut -d ' ' -f 1)\""
bag=$(sed -n 's/.*"step":"hsm-away".*"field":"bag","value":"\([^"]*\)".*/\1/p' \
	"$work/first/record.jsonl")
has start "\"step\":\"hsm-bag\",\"row\":0,\"field\":\"bag\",\"value\":\"$bag\""
grep '"step":"hsm-bag".*"field":"bag"' "$work/second/record.jsonl" \
	>"$work/typed"
has typed "\"value\":\"$(echo "$bag" | tail -c 5)\",\"verdict\":\"PASS\""
tr '\n' ' ' <"$work/second/record.txt" | tr -s ' ' >"$work/words"
has words "Carried over from ceremony"

# What does not hold is no evidence.
refused() {
	names "$2" refused.xml
	expect 3 "$1: rehearse" rehearse --plain --autoplay=fast --policy \
		rehearsal.xml --dir "$work/refused-$2" "$work/refused.xml"
	has err "$3"
	expect 3 "$1: lint" lint "$work/refused.xml"
	has err "$3"
}
refused "not there" nowhere "nowhere"
cp -a "$work/first" "$work/edited"
sed -i 's/"value":"yes"/"value":"no"/' "$work/edited/record.jsonl"
refused "a value was edited" edited "this verdict is not the value's"
cp -a "$work/first" "$work/recased"
sed -i 's/"value":"yes"/"value":"Yes"/' "$work/recased/record.jsonl"
refused "its case was edited" recased 'is not the SHA-256 of the line before'
cp -a "$work/first" "$work/open"
sed -i '$d' "$work/open/record.jsonl"
refused "not closed" open "was not closed"
cp -a "$work/first" "$work/other"
echo " " >>"$work/other/in/policy.xml"
refused "another policy" other "in/policy.xml has changed"
finish
