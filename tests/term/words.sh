#!/bin/sh
# words: against the list itself, with nothing of the program's.
. "$TOP_SRCDIR/tests/support/lib.sh"
need_fixtures

file=$fixtures/root/ksr-root-2017-q2-0.xml
list=$fixtures/pgp-words.tsv
hex=$(sha256sum "$file" | cut -d' ' -f1)

expect 0 "words" words "$file"
check "name first" test "$(sed -n 1p "$work/out")" = "$file"
check "then the hex" test "$(sed -n 2p "$work/out")" = "$hex"
check "eight lines of words" test "$(wc -l <"$work/out")" -eq 10

# The expected words: one byte a line, even offsets from the first column.
echo "$hex" | fold -w 2 | awk -F'\t' -v list="$list" '
	BEGIN {
		while ((getline row < list) > 0)
			if (row !~ /^#/ && split(row, f, "\t") == 3) {
				even[tolower(f[1])] = f[2]
				odd[tolower(f[1])] = f[3]
			}
	}
	{ print NR % 2 ? even[$1] : odd[$1] }' >"$work/expected"
sed 1,2d "$work/out" | awk '{ for (i = 2; i <= 5; i++) print $i }' \
	>"$work/found"
check "32 words" test "$(grep -c . "$work/expected")" -eq 32
check "the list's words in order" cmp "$work/expected" "$work/found"
sed 1,2d "$work/out" | awk '{ printf "%s", $6 }' >"$work/hexes"
check "the hex beside them" test "$(cat "$work/hexes")" = "$hex"

expect 0 "words --json" words --json "$file" "$list"
check "JSON of both" "$python" - "$work/out" "$hex" "$work/expected" <<'PY'
import json, sys
both = json.load(open(sys.argv[1]))
assert len(both) == 2
assert both[0]["sha256"] == sys.argv[2]
assert both[0]["words"] == open(sys.argv[3]).read().split()
PY

# A name that would paint the terminal.
evil=$work/$(printf 'a\033[31mb')
echo x >"$evil"
expect 0 "a file with an escape in its name" words "$evil"
check "no escape reaches the screen" sh -c \
	"! LC_ALL=C grep -q '$(printf '\033')' '$work/out'"

# Not whole in memory: more than a policy would ever allow.
truncate -s 200M "$work/image"
expect 0 "a long file" words "$work/image"
has out "$(sha256sum "$work/image" | cut -d' ' -f1)"

# A configuration of OpenSSL is not so much as opened: this one has no end.
mkfifo "$work/openssl.cnf"
OPENSSL_CONF=$work/openssl.cnf timeout 20 "$KSK_CEREMONY" words "$file" \
	>"$work/out"
check "no configuration of OpenSSL is read" test $? -eq 0

finish
