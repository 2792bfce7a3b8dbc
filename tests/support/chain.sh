# chain FILE: each line's prev is the SHA-256 of the whole line before it,
# newline included; the first one's is zeros. Nothing of the program's is used.
chain() {
	previous=$(printf '%064d' 0)
	lines=0
	while IFS= read -r line; do
		case $line in
		*"\"prev\":\"$previous\""*) ;;
		*)
			echo "line $((lines + 1)) does not follow the one before"
			return 1
			;;
		esac
		previous=$(printf '%s\n' "$line" | sha256sum | cut -d' ' -f1)
		lines=$((lines + 1))
	done <"$1"
	[ "$lines" -gt 0 ] && [ "$lines" -eq "$(wc -l <"$1")" ]
}
