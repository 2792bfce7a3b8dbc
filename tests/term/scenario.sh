#!/bin/sh
# Faults that a rehearsal injects: what is refused, what is drawn, what the
# debrief says; those that only a whole program shows.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util
table=$TOP_SRCDIR/src/ceremony/drill_table.c
page=$TOP_SRCDIR/doc/ksk-ceremony-scenario.5

rehearse() {
	wanted=$1
	what=$2
	shift 2
	expect "$wanted" "$what" rehearse --plain --autoplay=fast "$@"
}

# All of them, and the manual's are the table's.
grep -o '"F[0-9]*[-a-z]*"' "$table" | tr -d '"' | sort -u >"$work/table"
sed -n 's/^[.]It Sy \(F[0-9][-0-9a-z]*\) .*/\1/p' "$page" | sort -u \
	>"$work/page"
check "the manual has each fault" cmp "$work/table" "$work/page"
n=1
while [ "$n" -le 37 ]; do
	check "F$n is there" grep -qx "F$n" "$work/table"
	n=$((n + 1))
done

# Nothing is made of what is refused.
refused() {
	wanted=$1
	words=$2
	shift 2
	rehearse "$wanted" "$*" "$@" --dir "$work/no"
	has err "$words"
	check "no directory was made" test ! -e "$work/no"
}
refused 2 '"F99" is no fault' --fault F99
refused 2 '"f1" is there twice' --fault F1 --fault f1
refused 2 'fault F21: step "hsm-bag"' --fault F21@hsm-bag
refused 2 'fault F21: step "9.9"' --fault F21@9.9
refused 2 '--seed takes a number' --seed x
refused 2 'need the module ksk-ceremony-faults.so' --fault F17 --hsm softhsm
refused 3 'nowhere' --scenario "$work/nowhere.xml"
expect 2 "a ceremony has no faults" run "$work/c.xml" --dir "$work/no" \
	--fault F1
has err 'run takes no --fault'
expect 2 "a resumed one has none" resume "$work/no" --scenario x
has err 'resume takes no --scenario'

document() {
	printf '<scenario>\n  %s\n</scenario>\n' "$1" >"$work/s.xml"
}
wrong() {
	document "$1"
	refused 3 "$2" --scenario "$work/s.xml"
}
wrong '<fault name="F38"/>' 's.xml:2: fault: "F38" is no fault; allowed: F1 to'
wrong '<fault name="F2"/><fault name="F2"/>' 's.xml:2: fault: "F2" is there'
wrong '<fault name="F2" step="sign"/>' \
	's.xml:2: fault F2: step "sign" is not one'
wrong '<draw seed="-1"/>' 's.xml:2: '
wrong '<draw seed="1" count="11"/>' 's.xml:2: '
wrong '<fault nam="F2"/>' 's.xml:2'
expect 3 "lint says it too" lint "$work/s.xml"
expect 0 "lint" lint "$TOP_SRCDIR/scripts/bad-day.xml"
has out 'bad-day.xml: scenario, 4 faults, 2 more are drawn'

# Two that are drawn, played through.
dir=$work/seeded
rehearse 0 "drawn by a seed" --seed 11 --dir "$dir"
has out 'DEBRIEF'
cp "$dir/REHEARSAL-debrief.txt" "$work/debrief"
cp "$dir/rehearsal/scenario.xml" "$work/drawn"
check "two were drawn" test "$(grep -c '<fault ' "$work/drawn")" -eq 2
for name in $(sed -n 's/.*fault name="\([^"]*\)".*/\1/p' "$work/drawn"); do
	check "the debrief names $name" grep -q "^$name " "$work/debrief"
	check "$name is in the record, once" test "$(grep -c \
		"\"fault\":\"$name\"" "$dir/record.jsonl")" -eq 1
done
lacks debrief 'NOT NOTICED'
lacks debrief 'NOT MET'
check "each was noticed" test "$(grep -c 'noticed after' "$work/debrief")" -eq 2
check "each was decided" test "$(grep -c 'decided: SE-' "$work/debrief")" -eq 2
check "an SKR all the same" test "$(ls "$dir/out" | wc -l)" -eq 1
check "the manifest" sh -c "cd '$dir' && sha256sum --quiet -c MANIFEST.sha256"

# The power, and what stands on the screen behind it. The clock beside it.
dir=$work/power
rehearse 6 "the power fails" --fault F11@gate --fault F7 --dir "$dir"
has err 'REHEARSAL: the power has failed; ksk-ceremony resume'
tail -n 1 "$dir/record.jsonl" >"$work/last"
has last '"fault":"F11"'
check "no SKR yet" test "$(ls "$dir/out" | wc -l)" -eq 0
head -n 1 "$dir/record.jsonl" >"$work/first"
has first '"offset":420,'
expect 0 "resumed" resume --plain --autoplay=fast "$dir"
has out 'It stopped without a word'
cp "$dir/REHEARSAL-debrief.txt" "$work/debrief"
has debrief 'at 3.9, resumed'
check "it fails once" test "$(grep -c '"fault":"F11"' "$dir/record.jsonl")" \
	-eq 1

# A wait is a screen of the program's loop.
rehearse 0 "a slow HSM" --fault F20-slow --dir "$work/slow"
has out 'WAITING FOR THE HSM'
has out 'the login'
cp "$work/slow/REHEARSAL-debrief.txt" "$work/debrief"
has debrief 'injected, hsm, at 3.3 Connect the HSM'

# What is planned and never met.
rehearse 6 "ended before" --fault F26 --fault F21 --dir "$work/ended"
cp "$work/ended/REHEARSAL-debrief.txt" "$work/debrief"
has debrief 'decided: SE-1 abort'
has debrief 'NOT MET: step sign was not'

finish
