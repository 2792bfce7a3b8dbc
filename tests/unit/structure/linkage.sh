#!/bin/sh
# No test program of the core links the screen's libraries; the check is held
# against the program, which does.
set -eu

# screen_libraries PROGRAM: those of its own needed libraries.
screen_libraries() {
	readelf -d "$1" | grep -E 'NEEDED.*(ncurses|panel|tinfo)' || :
}

if ! command -v readelf > /dev/null; then
	echo 'SKIP: readelf is not here'
	exit 77
fi
failed=0
count=0
for program in tests/unit/*/unit-*; do
	case $program in
	*.log | *.trs | tests/unit/ui/*) continue ;;
	esac
	[ -x "$program" ] || continue
	count=$((count + 1))
	found=$(screen_libraries "$program")
	if [ -n "$found" ]; then
		echo "FAIL $program: $found"
		failed=1
	fi
done
if [ -x ksk-ceremony ] && [ -z "$(screen_libraries ksk-ceremony)" ]; then
	echo 'FAIL the program itself seems to link no screen'
	failed=1
fi
[ "$count" -gt 0 ] || failed=1
echo "$count programs looked at"
exit "$failed"
