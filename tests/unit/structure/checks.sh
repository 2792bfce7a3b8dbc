# The structure of the source tree, as checks. Each prints the violations it
# finds below the current folder, one a line; nothing when all is well.

rooms='src/base src/dns src/hsm worker src/ksr src/sign src/record
src/ceremony src/report ui'

# Who may make an authorization to sign: ceremony, training, operator.
authorizers='src/ceremony/action_sign.c src/ceremony/training_previous.c
ui/cmd_sign.c'

sources() {
	find src worker ui tests -name '*.[ch]' 2>/dev/null | sort
}

# file:line:included, for every #include; <> and "" left out.
includes() {
	find "$@" -name '*.[ch]' 2>/dev/null | sort | xargs -r awk '
	/^[ \t]*#[ \t]*include[ \t]/ {
		name = $0
		sub(/^[^<"]*[<"]/, "", name)
		sub(/[>"].*$/, "", name)
		print FILENAME ":" FNR ":" name
	}'
}

# A room includes itself and rooms to its left only.
check_rooms() {
	includes src worker ui | awk -F: -v rooms="$rooms" '
	BEGIN {
		count = split(rooms, order, /[ \n]+/)
		for (i = 1; i <= count; i++)
			place[order[i]] = i
	}
	function room_of(path) {
		sub("/[^/]*$", "", path)
		return path
	}
	{
		own = room_of($1)
		theirs = $3 ~ "^ui/" ? "ui" : "src/" room_of($3)
		if (!(own in place))
			print $1 ": not in a room"
		else if ($3 ~ /^[.]/)
			print $1 ":" $2 ": includes " $3
		else if (theirs in place && place[theirs] > place[own])
			print $1 ":" $2 ": includes " $3 " from the right"
	}'
}

# only WHAT HEADERS FILES: HEADERS (a pattern) in FILES (a pattern) only.
only() {
	includes src worker ui |
		awk -F: -v what="$1" -v headers="$2" -v files="$3" '
	$3 ~ headers && $1 !~ files {
		print $1 ":" $2 ": includes " $3 " (" what ")"
	}'
}

check_curses() {
	only curses '^(ncurses.*|curses|panel|form|menu|term)[.]h$|^ncursesw/' \
		'^ui/render_curses[.]c$'
}

check_p11() {
	only PKCS#11 '(^|/)(libp11|pkcs11[a-z]*)[.]h$' \
		'^src/hsm/p11[^/]*$|^worker/faults[^/]*$'
}

check_cups() {
	only CUPS '^cups/' '^worker/print[.]c$'
}

check_libxml() {
	only libxml2 '^libxml2?/' '^src/base/xml[^/]*$'
}

check_authorize() {
	files=$(echo $authorizers | sed 's/[.]/[.]/g; s/ /|/g')
	only 'who may sign' 'authorize[.]h$' \
		"^($files|src/sign/authorize[.]c)\$"
}

# Nothing in src/ prints or exits. Comments and strings do not count.
check_quiet() {
	find src -name '*.c' 2>/dev/null | sort | xargs -r awk '
	/^[ \t]*(\/\*|\*)/ { next }
	{
		line = " " $0
		gsub(/"([^"\\]|\\.)*"/, "", line)
		if (line ~ /[^A-Za-z0-9_](v?printf|puts|putchar)[ ]*\(/ ||
		    line ~ /[^A-Za-z0-9_](stdout|stderr)[^A-Za-z0-9_]/ ||
		    line ~ /[^A-Za-z0-9_](_exit|exit|perror)[ ]*\(/)
			print FILENAME ":" FNR ":" $0
	}'
}

check_file_lengths() {
	sources | xargs -r awk '
	FNR == 501 { print FILENAME ": longer than 500 lines" }'
}

# A function stands from its name, before the line "{", to the line "}".
check_function_lengths() {
	sources | xargs -r awk '
	/^[A-Za-z_][A-Za-z0-9_]*\(/ { name = $0; start = FNR }
	/^}$/ && start > 0 {
		if (FNR - start + 1 > 60)
			print FILENAME ":" start ": " name " is longer than" \
				" 60 lines"
		start = 0
	}
	FNR == 1 { start = 0 }'
}

# What is not built or not run does not count as written.
check_listed() {
	sources | while read -r file; do
		dir=$(dirname "$file")
		grep -qs "[%]D%/$(basename "$file")\\([ \\]\\|\$\\)" \
			"$dir/local.mk" || echo "$file: not in $dir/local.mk"
	done
}

check_suites() {
	find tests -name '*.c' -exec grep -l '^const struct test_suite ' {} + \
		2>/dev/null | sort | while read -r file; do
		name='suite_[a-z0-9_]*'
		sed -n "s/^const struct test_suite \\($name\\).*/\\1/p" \
			"$file" | while read -r suite; do
			grep -qs "&$suite," "$(dirname "$file")"/*suites*.c ||
				echo "$file: $suite is in no program"
		done
	done
}

all_checks='rooms curses p11 cups libxml authorize quiet file_lengths
function_lengths listed suites'
