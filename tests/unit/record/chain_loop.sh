#!/bin/sh
# chain_loop.sh RECORD: anybody's check of a record, as in the man page.
set -eu

prev=0000000000000000000000000000000000000000000000000000000000000000
n=0
while IFS= read -r line; do
	n=$((n + 1))
	case $line in
	"{\"n\":$n,"*"\"prev\":\"$prev\"}") ;;
	*)
		echo "line $n does not follow line $((n - 1))" >&2
		exit 1
		;;
	esac
	prev=$(printf '%s\n' "$line" | sha256sum)
	prev=${prev%% *}
done < "$1"
test "$n" -gt 0
echo "$n lines hold; the last is $prev"
