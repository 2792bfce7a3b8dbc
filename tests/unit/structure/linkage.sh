#!/bin/sh
# No test program of the core links the screen's libraries, and the console none
# that loads an HSM's module or prints; each check is held against a program that
# does. A library shows by a function that whoever uses it needs, be it in the
# program or found when it starts.
set -eu

# uses PROGRAM FUNCTIONS: those that are in it, or looked for elsewhere.
uses() {
	nm "$1" | grep -E " [TtUW] ($2)(@.*)?\$" || :
}

screen_libraries() {
	uses "$1" 'initscr|newterm|new_panel'
}

module_libraries() {
	uses "$1" 'PKCS11_CTX_new|PKCS11_CTX_load|C_GetFunctionList'
}

print_libraries() {
	uses "$1" 'cups[A-Z].*|cairo_.*|pango_.*'
}

if ! command -v nm > /dev/null; then
	echo 'SKIP: nm is not here'
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
