#!/bin/sh
# What going from one step to the next writes to a terminal of 80x24 grows
# unnoticed: counted over the first steps of a rehearsal that is typed key by
# key. `make bench` measures all of it, against what is wanted.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util
bench=${KSK_CEREMONY%/*}/tests/bench

for terminal in xterm-256color vt100 linux; do
	TERM=$terminal
	export TERM
	check "bytes of a step, $terminal" "$bench/held" -a 720 -b 870 -s 14 \
		"$work/$terminal" "$KSK_CEREMONY" rehearse --dir \
		"$work/$terminal"
done
finish
