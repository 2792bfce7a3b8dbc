#!/bin/sh
# No test program of the core links the screen's libraries, and the console none
# that loads an HSM's module or prints; each check is held against a program that does.
set -eu

# screen_libraries PROGRAM: those of its own needed libraries.
screen_libraries() {
	readelf -d "$1" | grep -E 'NEEDED.*(ncurses|panel|tinfo)' || :
}

# module_libraries PROGRAM: what it needs to load a module.
module_libraries() {
	readelf -d "$1" | grep -E 'NEEDED.*(p11|pkcs11|softhsm)' || :
}

# print_libraries PROGRAM: those that print.
print_libraries() {
	readelf -d "$1" | grep -E 'NEEDED.*(cups|cairo|pango)' || :
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
found=$(module_libraries ksk-ceremony)
if [ -n "$found" ]; then
	echo "FAIL ksk-ceremony: $found"
	failed=1
fi
if [ -z "$(module_libraries ksk-ceremony-hsm)" ]; then
	echo 'FAIL ksk-ceremony-hsm seems to load no module'
	failed=1
fi
found=$(print_libraries ksk-ceremony; print_libraries ksk-ceremony-hsm)
if [ -n "$found" ]; then
	echo "FAIL ksk-ceremony, ksk-ceremony-hsm: $found"
	failed=1
fi
if [ -z "$(print_libraries ksk-ceremony-print)" ]; then
	echo 'FAIL ksk-ceremony-print seems to link no CUPS'
	failed=1
fi
[ "$count" -gt 0 ] || failed=1
echo "$count programs looked at"
exit "$failed"
