#!/bin/sh
# A ceremony that is killed at any moment and resumed ends in the same SKR,
# byte for byte.
#
# One rehearsal is played undisturbed while killat.so copies its directory at
# each fsync: the bytes that kill -9 leaves there. The copies are then resumed
# to the end. FULL=1 takes every copy; else those from the pre-flight step to
# the end of signing (each EVERY-th) and each STRIDE-th of the others. Under
# AddressSanitizer, where all is slow, both are wider. Some are killed once more
# while they are resumed, by a real SIGKILL and in the middle of a write.
set -eu

here=${0%/*}
top=$PWD
program=$top/ksk-ceremony
stride=${STRIDE:-24}
every=${EVERY:-4}
if grep -q __asan_init "$program"; then
	stride=${STRIDE:-60}
	every=${EVERY:-8}
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/at"
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0"

LD_PRELOAD=$top/tests/crash/killat.so KILLAT_DIR=$work/whole \
	KILLAT_SNAPSHOTS=$work/at "$program" rehearse --autoplay=fast \
	--dir "$work/whole" < /dev/null > "$work/whole.log" 2>&1 || {
	tail -20 "$work/whole.log"
	exit 1
}
set -- "$work"/whole/out/REHEARSAL-skr-*.xml
test $# -eq 1
skr=$1

# The number of the first event that holds this text.
event_of() {
	grep -n "$1" "$work/whole/record.jsonl" | head -1 | cut -d: -f1
}
first=$(event_of '"event":"step","step":"check-request"')
last=$(($(event_of '"event":"skr.written"') + 3))

# Before the record is begun there is no file.
events_in() {
	cat "$1/record.jsonl" 2> /dev/null | wc -l
}

# One moment in the middle of things may be copied several times: each counts.
chosen() {
	n=0
	for copy in "$work"/at/*; do
		events=$(events_in "$copy")
		n=$((n + 1))
		if test -n "${FULL:-}" || test $((n % stride)) -eq 0 ||
			{ test $((n % every)) -eq 0 &&
			test "$events" -ge "$first" &&
			test "$events" -le "$last"; }; then
			echo "$copy"
		else
			rm -rf "$copy"
		fi
	done
}
chosen > "$work/chosen"

# kill_again COPY WHEN MOMENT
kill_again() {
	again=$1-$2-$3
	cp -a "$1" "$again"
	code=0
	(LD_PRELOAD=$top/tests/crash/killat.so KILLAT_DIR=$again \
		KILLAT_WHEN=$2 KILLAT_MOMENT=$3 "$program" resume "$again" \
		--autoplay=fast < /dev/null > "$again.log" 2>&1
		exit $?) 2> /dev/null || code=$?
	if test $code -ne 137; then
		echo "$again: not killed but $code"
		tail -5 "$again.log"
		exit 1
	fi
	echo "$again" >> "$work/chosen"
}

# From the pre-flight step on: people again, rules, readback, gate, signing.
copy=$(grep '/[0-9]*$' "$work/chosen" | while read -r copy; do
	test "$(events_in "$copy")" -ge "$first" && echo "$copy"
done | head -1)
for moment in 3 30 60 75 85 95; do
	kill_again "$copy" before $moment
	kill_again "$copy" after $moment
	kill_again "$copy" torn $moment
done
all=$(wc -l < "$work/chosen")
test "$all" -ge 30

xargs -P 2 -n 1 "$here/resume_one.sh" "$program" "$skr" \
	< "$work/chosen" > "$work/said" 2>&1 || {
	grep -v '^same' "$work/said" | head -40
	echo "$(grep -c '^same' "$work/said") of $all ended in the same SKR"
	exit 1
}
same=$(grep -c '^same' "$work/said")
test "$same" -gt $((all * 9 / 10))
echo "$same of $all copies ended in the same SKR, byte for byte; the others:"
grep -v '^same' "$work/said" | sed 's, /.*,,' | sort | uniq -c
