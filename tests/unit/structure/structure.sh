#!/bin/sh
# Holds the source tree against its own rules. Each check is first shown a
# tree in which that rule is broken, and must see it.
set -eu

top=$(cd "${srcdir:-.}" && pwd)
. "$top/tests/unit/structure/checks.sh"
planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT
failed=0

fail() {
	echo "FAIL $*"
	failed=1
}

# plant FILE TEXT: a file in the tree with violations.
plant() {
	mkdir -p "$planted/$(dirname "$1")"
	printf '%b\n' "$2" >> "$planted/$1"
}

# seen CHECK PATTERN...: the check names each in the planted tree, and nothing
# else.
seen() {
	check=$1
	shift
	found=$(cd "$planted" && "check_$check")
	lines=$(printf '%s\n' "$found" | grep -c . || :)
	[ "$lines" -eq $# ] || fail "$check sees $lines of $#: $found"
	for pattern in "$@"; do
		printf '%s\n' "$found" | grep -q -e "$pattern" ||
			fail "$check does not see $pattern"
	done
}

repeat() {
	awk -v count="$1" -v text="$2" \
		'BEGIN { while (count-- > 0) print text }'
}

plant src/base/a.c '#include "dns/name.h"\n#include "base/mem.h"'
plant src/dns/b.c '#include "base/mem.h"\n# include  "ui/page.h"'
plant src/hsm/c.c '#include "../sign/plan.h"'
plant src/odd/d.c '#include <stdio.h>'
plant ui/e.c '#include "report/text.h"'
seen rooms 'src/base/a.c:1: .*dns/name.h' 'src/dns/b.c:2: .*ui/page.h' \
	'src/hsm/c.c:1: .*sign/plan.h' 'src/odd/d.c: not in a room'

plant ui/screen.c '#include <panel.h>\n#include <ncurses.h>'
plant ui/render_curses.c '#include <curses.h>'
plant src/sign/f.c '#include <ncursesw/curses.h>'
seen curses 'ui/screen.c:1:' 'ui/screen.c:2:' 'src/sign/f.c:1:'

plant src/hsm/worker.c '#include <p11-kit/pkcs11.h>'
plant src/hsm/p11_login.c '#include <libp11.h>\n#include <p11-kit/pkcs11.h>'
plant src/ksr/g.h '#include <libp11.h>'
plant worker/main.c '#include <p11-kit/pkcs11.h>'
plant worker/faults.c '#include <p11-kit/pkcs11.h>'
plant worker/local.mk '%D%/main.c %D%/faults.c %D%/print.c'
seen p11 'src/hsm/worker.c:1:' 'src/ksr/g.h:1:' 'worker/main.c:1:'

plant worker/print.c '#include <cups/cups.h>'
plant src/ceremony/printer.c '#include <cups/cups.h>'
plant ui/print.c '#include <cups/ipp.h>'
seen cups 'src/ceremony/printer.c:1:' 'ui/print.c:1:'

plant src/ksr/h.c '#include <libxml/parser.h>'
plant src/base/xml.c '#include <libxml/parser.h>'
seen libxml 'src/ksr/h.c:1:'

plant ui/cmd_verify.c '#include "sign/authorize.h"'
plant ui/cmd_sign.c '#include "sign/authorize.h"'
plant src/sign/authorize.c '#include "sign/authorize.h"'
plant src/sign/sign.c '#include "authorize.h"'
plant tests/unit/sign/i.c '#include "sign/authorize.h"'
seen authorize 'ui/cmd_verify.c:1:' 'src/sign/sign.c:1:'

plant src/report/j.c '\tprintf("a");\n\tif (x)\n\t\texit(1);'
plant src/report/k.c '\tfputs(text, stderr);\n\tsnprintf(dst, 1, "exit(");'
plant src/report/k.c '/* exit( */\n\tputs ("");\n\tpool_exit(1);'
seen quiet 'j.c:1:' 'j.c:3:' 'k.c:1:' 'k.c:4:'

plant ui/long.c "$(repeat 501 '/**/')"
plant ui/short.c "$(repeat 500 '/**/')"
seen file_lengths 'ui/long.c:'

plant ui/functions.c "int\nworks(void)\n{\n$(repeat 57 '\t;')\n}"
plant ui/functions.c "int\ntoils(void)\n{\n$(repeat 58 '\t;')\n}"
seen function_lengths 'ui/functions.c:63: toils'

rm -r "$planted/src" "$planted/ui" "$planted/tests"
plant src/base/listed.c ''
plant src/base/listed.h ''
plant src/base/not.c ''
plant src/base/local.mk 'x += %D%/listed.c %D%/listed.h\\\\\n\t%D%/not.cc'
seen listed 'src/base/not.c: not in'

plant tests/unit/base/test_a.c 'const struct test_suite suite_a = {"a"};'
plant tests/unit/base/test_b.c 'const struct test_suite suite_b = {"b"};'
plant tests/unit/base/suites.c '\t&suite_a,\n\t&suite_bb,'
seen suites 'test_b.c: suite_b is in no program'

cd "$top"
for check in $all_checks; do
	found=$("check_$check")
	[ -z "$found" ] || fail "$check:
$found"
done
[ "$failed" -eq 0 ] && echo "PASS $(echo "$all_checks" | wc -w) checks"
exit "$failed"
