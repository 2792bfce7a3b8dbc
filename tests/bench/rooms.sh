#!/bin/sh
# rooms.sh SRCDIR BUILDDIR
# The console, measured with the real program on a terminal: what a step writes
# to it, and a script of 2,000 steps with a record of 100,000 events. Exit
# status 1 where a figure is above its limit.
set -u
src=$1
build=$2
bench=$build/tests/bench
program=$build/ksk-ceremony
dir=$(mktemp -d "${TMPDIR:-/tmp}/ksk-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
worse=0
export LC_ALL=C

if [ -e /usr/lib/softhsm/libsofthsm2.so ]; then
	for terminal in xterm-256color vt100 linux; do
		echo "from one step to the next, TERM=$terminal"
		TERM=$terminal "$bench/held" -b 700 "$dir/$terminal" \
			"$program" rehearse --dir "$dir/$terminal" || worse=1
	done
else
	echo "SKIP bench: no SoftHSM, no rehearsal"
fi
export TERM=xterm-256color
"$bench/large" "$dir/large" "$src" 2000 100000 || exit 2
echo "resume of a record of 100,000 events"
"$bench/resumed" -n "${RUNS:-7}" -w 1200 -r 8 -m 64 \
	"$dir/large/record.jsonl" "$program" resume "$dir/large" || worse=1
echo "keys in it"
"$bench/held" -s 4 -c 2 -m 64 "$dir/large" "$program" resume "$dir/large" ||
	worse=1
exit $worse
