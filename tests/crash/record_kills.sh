#!/bin/sh
# kill -9 of a program that records, before, after and within each of its
# writes: nothing happened that is not recorded, and it goes on to the end.
set -eu

here=${0%/*}
bin=$PWD/tests/crash
chain=$here/../unit/record/chain_loop.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=8
killed=0
begun=0

# kill_at WHEN N
kill_at() {
	dir=$work/$1-$2
	mkdir "$dir"
	code=0
	(ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$bin/killat.so \
		KILLAT_DIR=$dir KILLAT_WHEN=$1 KILLAT_MOMENT=$2 \
		"$bin/effects" "$dir" $count
		exit $?) 2> "$work/said" || code=$?
	if test $code -ne 137; then
		echo "$1 $2: not killed but $code"
		cat "$work/said"
		exit 1
	fi
	killed=$((killed + 1))
	# Each effect has its event; an event may still want its effect.
	values=$(grep -c '"event":"value".*}$' "$dir/record.jsonl" || true)
	effects=$(cat "$dir/effects" 2>/dev/null | wc -l)
	if test "$effects" -gt "$values"; then
		echo "$1 $2: $effects effects of $values events"
		exit 1
	fi
	if ! grep -q '^{.*}$' "$dir/record.jsonl"; then
		"$bin/effects" "$dir" $count 2> "$work/said" && exit 1
		grep -q 'no ceremony was begun' "$work/said"
		return 0
	fi
	begun=$((begun + 1))
	"$bin/effects" "$dir" $count
	"$chain" "$dir/record.jsonl" > /dev/null
	test "$(grep -c '"event":"value"' "$dir/record.jsonl")" -eq $count
	test "$(grep -c '"event":"resume"' "$dir/record.jsonl")" -eq 1
	if test "$1" = torn; then
		grep -q '"event":"resume","torn":"torn-1"' "$dir/record.jsonl"
		test -s "$dir/torn-1"
	fi
}

# Moments: the empty record, the reserve, the folder, then the events.
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
	kill_at before $n
	kill_at after $n
done
for n in 1 2 3 4 5 6 7 8 9; do
	kill_at torn $n
done
test $begun -ge 20
echo "$killed kills, $begun resumed to the end"
