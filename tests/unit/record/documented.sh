#!/bin/sh
# Every event of the vocabulary stands in its man page, and every word that a
# script may say in the other.
set -eu

top=${0%/*}/../../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missing=0

sed -n 's/^\t{"\([a-z.-]*\)", [0V].*/\1/p' "$top/src/record/vocabulary.c" \
	> "$work/events"
test "$(wc -l < "$work/events")" -ge 23
while read -r event; do
	grep -q "^\.It Sy \(.* \)\?$event\( \|\$\)" \
		"$top/doc/ksk-ceremony-record.5" || {
		echo "ksk-ceremony-record(5) does not describe \"$event\""
		missing=1
	}
done < "$work/events"

{
	sed -n 's/^\t{"\([a-z-]*\)", ".*/\1/p' "$top/src/ceremony/script.c"
	sed -n 's/^\t\[[A-Z0-9_]*\] = "\([a-zA-Z0-9-]*\)",/\1/p' \
		"$top/src/ceremony/script_words.c" |
		grep -v '^\(none\|nothing\|role\)$'
} > "$work/words"
test "$(wc -l < "$work/words")" -ge 40
while read -r word; do
	grep -q "\(^\.\| \)Cm \(.* \)\?$word\( \|\$\)" \
		"$top/doc/ksk-ceremony-script.5" || {
		echo "ksk-ceremony-script(5) does not say \"$word\""
		missing=1
	}
done < "$work/words"
exit $missing
