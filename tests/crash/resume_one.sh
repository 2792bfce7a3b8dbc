#!/bin/sh
# resume_one.sh PROGRAM SKR COPY: resumes the copy of a ceremony's directory to
# the end and compares what it signed with SKR; where the player needs hands in
# the room, the program HANDS is given the directory once. Says "same ...", or
# why there was nothing to resume; anything else is a failure.
set -eu

program=$1
skr=$2
copy=$3
record=$copy/record.jsonl
log=$copy.log
out=$copy/out/${skr##*/}

fail() {
	echo "DIFFERS $copy ($(grep -c . "$record") events): $1"
	tail -5 "$log"
	exit 255
}

if ! grep -q '^{.*}$' "$record" 2>/dev/null; then
	code=0
	"$program" resume "$copy" --autoplay=fast < /dev/null > "$log" 2>&1 ||
		code=$?
	test $code -ge 1 && test $code -le 5 || fail "exit $code, empty record"
	echo "not begun $copy"
	rm -rf "$copy"
	exit 0
fi
closed=$(grep -c '"event":"close"' "$record" || true)
signed=$(grep -c '"event":"sign.signature"' "$record" || true)
written=$(grep -c '"event":"skr.written"' "$record" || true)
begun=$(grep -c '"event":"sign.begin"' "$record" || true)

resume() {
	code=0
	timeout 300 "$program" resume "$copy" --autoplay=fast < /dev/null \
		> "$log" 2>&1 || code=$?
}

resume
if test $code -eq 6 && test -n "${HANDS:-}" &&
	grep -q 'does not get on.*: drive ' "$log"; then
	"$HANDS" "$copy"
	resume
fi
if test "$closed" -eq 1; then
	test $code -ne 0 || fail "a closed record was resumed"
	cmp -s "$skr" "$out" || fail "another SKR"
	echo "closed $copy"
	rm -rf "$copy"
	exit 0
fi
test $code -eq 0 || fail "exit $code"
cmp "$skr" "$out" >> "$log" 2>&1 || fail "another SKR"
test "$(ls "$copy"/out | wc -l)" -eq 1 || fail "more than one file in out/"
"${0%/*}/../unit/record/chain_loop.sh" "$record" >> "$log" 2>&1 ||
	fail "the chain does not hold"
tail -1 "$record" | grep -q '"event":"close"' || fail "not closed"
test "$(grep -c '"event":"resume"' "$record")" -ge 1 || fail "no resume event"

# Nothing is signed twice silently: a second attempt has its own events and
# its own five voices.
again=$(grep -c '"event":"sign.begin"' "$record")
voices=$(tac "$record" | sed '/"event":"resume"/,$d' |
	grep '"event":"confirm"' | grep -c '"plan":"' || true)
if test "$again" -gt "$begun"; then
	test "$voices" -ge 5 || fail "signed with $voices voices"
fi
test "$again" -eq "$(grep -c '"attempt":1,"plan"\|"attempt":2,"plan"' \
	"$record")" || fail "attempts are not counted"
if test "$written" -eq 1; then
	test "$again" -eq "$begun" || fail "signed again after it was written"
fi
echo "same $copy ($signed signatures made, $((again - begun)) attempts more)"
rm -rf "$copy"
