#!/bin/sh
# The console is left to finish on paper: the command line of its page, typed as
# it stands there, makes an SKR that verifies; a resume says so.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util

# A policy that lets `sign` sign; under the shipped one it is refused.
grep -v '<signing gate' "$TOP_SRCDIR/policies/rehearsal.xml" \
	>"$work/policy.xml"

# What stands behind "ksk-ceremony" on the page gets its answers at a terminal.
mkdir "$work/bin"
cat >"$work/bin/ksk-ceremony" <<'END'
#!/bin/sh
shift
exec "$TYPIST" "$TOP_SRCDIR/tests/support/prompt.py" "$KSK_CEREMONY" "$WORD" \
	"$PIN\\n" "$@"
END
chmod +x "$work/bin/ksk-ceremony"

# lines WANTED WHAT COMMAND...: with the standard input as lines typed.
lines() {
	wanted=$1
	what=$2
	shift 2
	status=0
	timeout -k 10 120 "$KSK_CEREMONY" "$@" >"$work/out" 2>"$work/err" ||
		status=$?
	check "$what: $status" test "$status" -eq "$wanted"
}

# follow DIR: does what the page says.
follow() {
	page=$(ls "$1"/print/REHEARSAL-paper-*.txt | tail -n 1)
	sed -n '/^Sign/,/^$/s/^         //p' "$page" >"$work/typed"
	WORD=$(awk '/^Request/ { request = 1 }
		request && $1 == 8 { print $NF; exit }' "$page")
	PIN=$(cat "$1/rehearsal/hsm-pin")
	TYPIST=$python
	export WORD PIN TYPIST KSK_CEREMONY TOP_SRCDIR
	status=0
	(cd / && PATH=$work/bin:$PATH sh -e "$work/typed") >"$work/out" 2>&1 ||
		status=$?
}

verified() {
	check "one SKR" test "$(ls "$1/out" | wc -l)" -eq 1
	expect 0 "verify" verify --policy "$1/in/policy.xml" --ksr \
		"$1/in/ksr.xml" --previous-skr "$1/in/previous-skr.xml" \
		"$1"/out/REHEARSAL-skr-*.xml
}

# From the first step on, before anybody has signed in.
dir=$work/"a drive"/ksk
mkdir "$work/a drive"
printf '%s\n' '' /paper /second 1 /second 2 '' '' |
	lines 6 "left at the first step" rehearse --plain --policy \
	"$work/policy.xml" --dir "$dir"
has out "GO ON BY PAPER"
check "two printouts" test "$(ls "$dir"/print/*-paper-* | wc -l)" -eq 2
check "a suspension with that reason" grep -q \
	'"event":"break".*"paper":true,"why":"to finish on paper"' \
	"$dir/record.jsonl"
follow "$dir"
check "the command of the page: $status" test "$status" -eq 0
has out UNWITNESSED
verified "$dir"
lines 6 "resume" resume --plain "$dir" </dev/null
has out "Left to finish on paper after event"
has out "F3 tells it; an SKR in out/ is not made again"

# In the middle: everybody has confirmed, nothing is signed.
expect 0 "one that plays by itself" rehearse --plain --autoplay=fast --policy \
	"$work/policy.xml" --dir "$work/played"
printf '%s\n' '' /paper | lines 2 "a closed one has nothing to leave" \
	resume --plain "$work/played"
sed -i '/"event":"sign.begin"/,$d' "$work/played/record.jsonl"
rm "$work/played"/out/* "$work/played"/print/*
printf '%s\n' '' AE 4711 4711 BS 4712 4712 /paper /second 2 BS 4711 '' |
	lines 6 "the PIN of another" resume --plain "$work/played"
check "nothing was left" test ! -e "$work/played/print/REHEARSAL-paper-1.txt"
printf '%s\n' '' AE 4711 4711 BS 4712 4712 /paper /second 2 BS 4712 '' '' |
	lines 6 "left at the gate" resume --plain "$work/played"
check "the IW agrees" grep -q '"paper":true.*"role":"IW".*"level":"PIN"' \
	"$work/played/record.jsonl"
follow "$work/played"
check "the command of the page: $status" test "$status" -eq 0
verified "$work/played"

# Under the shipped policy the page says that the command is refused, and it is.
printf '%s\n' '' /paper /second 2 '' '' | lines 6 "the shipped policy" \
	rehearse --plain --dir "$work/shipped"
has out 'refused by the policy, <signing gate="ceremony"/>'
follow "$work/shipped"
check "it is refused: $status" test "$status" -ne 0
check "nothing is written" test -z "$(ls "$work/shipped/out")"

finish
