#!/bin/sh
# The chain of a record holds by sha256sum and a shell loop alone, and a
# changed byte breaks it.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"${0%/*}/chain_loop.sh" /dev/null 2>/dev/null && {
	echo "an empty record passes"
	exit 1
}
"$PWD/tests/unit/record/write-record" "$dir" 40
"${0%/*}/chain_loop.sh" "$dir/record.jsonl"
sed '17s/"i":16/"i":61/' "$dir/record.jsonl" > "$dir/changed"
if cmp -s "$dir/record.jsonl" "$dir/changed"; then
	echo "nothing was changed"
	exit 1
fi
if "${0%/*}/chain_loop.sh" "$dir/changed" 2>"$dir/said"; then
	echo "a changed line passes"
	exit 1
fi
grep -q 'line 18' "$dir/said"
LC_ALL=C grep -q '[^ -~]' "$dir/record.jsonl" && {
	echo "not ASCII"
	exit 1
}
echo "40 lines hold; a changed one is found"
