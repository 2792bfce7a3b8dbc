# For shell tests: `. "$TOP_SRCDIR/tests/support/lib.sh"`. Each check prints one
# line; `finish` ends the test. KSK_CEREMONY is the program.
set -u
export LC_ALL=C
# No printer of this computer.
CUPS_SERVER=/nonexistent
export CUPS_SERVER
unset NO_COLOR KSK_CEREMONY_DATA SOFTHSM2_CONF

fixtures=$TOP_SRCDIR/../shared/fixtures
python=/usr/bin/python3
passed=0
failed=0

skip() {
	echo "SKIP: $*"
	exit 77
}

# Where the genuine files are not there.
need_fixtures() {
	[ -d "$fixtures" ] || skip "no $fixtures"
}

need() {
	for tool in "$@"; do
		command -v "$tool" >/dev/null 2>&1 || skip "no $tool here"
	done
}

work=$(mktemp -d "${TMPDIR:-/tmp}/ksk-test-XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

pass() {
	passed=$((passed + 1))
	echo "ok    $*"
}

fail() {
	failed=$((failed + 1))
	echo "FAIL  $*"
}

# check WHAT COMMAND...: the command succeeds.
check() {
	what=$1
	shift
	if "$@"; then
		pass "$what"
	else
		fail "$what"
	fi
}

# expect STATUS WHAT ARGUMENT...: the program's exit status; its output is in
# $work/out and $work/err.
expect() {
	wanted=$1
	what=$2
	shift 2
	status=0
	timeout -k 10 120 "$KSK_CEREMONY" "$@" >"$work/out" 2>"$work/err" \
		</dev/null || status=$?
	if [ "$status" -eq "$wanted" ]; then
		pass "$what: $status"
	else
		fail "$what: $status, expected $wanted"
		tail -n 5 "$work/out" "$work/err"
	fi
}

# has FILE TEXT: a file of $work holds the text.
has() {
	if grep -qF -e "$2" "$work/$1"; then
		pass "$1 has '$2'"
	else
		fail "$1 lacks '$2'"
		tail -n 5 "$work/$1"
	fi
}

lacks() {
	if grep -qF -e "$2" "$work/$1"; then
		fail "$1 has '$2'"
	else
		pass "$1 lacks '$2'"
	fi
}

# A SoftHSM token with the PIN 1234 and the key in a PEM file, label and token
# as named; sets SOFTHSM2_CONF.
make_token() {
	mkdir -p "$work/tokens"
	printf '%s\n' "directories.tokendir = $work/tokens" \
		'objectstore.backend = file' 'log.level = ERROR' \
		>"$work/softhsm2.conf"
	SOFTHSM2_CONF=$work/softhsm2.conf
	export SOFTHSM2_CONF
	softhsm2-util --init-token --free --label "$1" --so-pin 1234 \
		--pin 1234 >"$work/token.log" || exit 99
	openssl pkcs8 -topk8 -nocrypt -in "$3" -out "$work/key.pem" || exit 99
	softhsm2-util --import "$work/key.pem" --token "$1" --label "$2" \
		--id 01 --pin 1234 >>"$work/token.log" || exit 99
	echo 1234 >"$work/pin"
	chmod 600 "$work/pin"
}

finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
	exit
}
