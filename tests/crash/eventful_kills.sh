#!/bin/sh
# The ceremony in which much happens, typed in a terminal, is killed at its
# events and resumed: each ends in the same SKR, byte for byte. What stands in
# the way of the player that goes on is put right by hand, as in the room: a
# wrong drive is taken out, one that was pulled is put back.
#
# killat.so copies the directory at each fsync, as in resume_kills.sh. FULL=1
# takes every copy, else each STRIDE-th.
. "$TOP_SRCDIR/tests/support/typed.sh"
here=$TOP_SRCDIR/tests/crash
ceremony=$TOP_SRCDIR/tests/data/eventful-ceremony.xml
stride=${STRIDE:-8}
[ "$SANITIZERS" != yes ] || stride=${STRIDE:-32}
[ -z "${FULL:-}" ] || stride=1
mkdir "$work/at"

expect 0 "one that plays by itself" rehearse "$ceremony" --plain \
	--autoplay=fast --dir "$work/played"
check "held in a terminal, copied at each fsync" env \
	ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0" \
	LD_PRELOAD="$PWD/tests/crash/killat.so" KILLAT_DIR="$work/whole" \
	KILLAT_SNAPSHOTS="$work/at" "$python" \
	"$TOP_SRCDIR/tests/support/eventful.py" "$KSK_CEREMONY" \
	"$work/played" "$work/whole" "$ceremony"
set -- "$work"/at/*
all=$#
check "a copy for each event, and more" test "$all" -gt \
	"$(grep -c . "$work/whole/record.jsonl")"

for copy in "$@"; do
	number=${copy##*/}
	number=${number#"${number%%[!0]*}"}
	[ $((number % stride)) -eq 0 ] && echo "$copy"
done >"$work/chosen"
HANDS=$here/hands.sh
export HANDS
xargs -P 2 -n 1 "$here/resume_one.sh" "$KSK_CEREMONY" \
	"$(echo "$work"/whole/out/*.xml)" <"$work/chosen" >"$work/said" 2>&1
status=$?
check "each of $(grep -c . "$work/chosen") of $all copies" test $status -eq 0
grep '^DIFFERS' "$work/said"
grep -v '^same' "$work/said" | sed 's, /.*,,' | sort | uniq -c
same=$(grep -c '^same' "$work/said")
check "$same ended in the same SKR" test "$same" -gt \
	$((all / stride * 3 / 4))

finish
