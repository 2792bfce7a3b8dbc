#!/bin/sh
# The exit statuses and the shape of diagnostics.
. "$TOP_SRCDIR/tests/support/lib.sh"

policy=$TOP_SRCDIR/policies/root-2017.xml
example=$TOP_SRCDIR/tests/data/ksr-example.xml

one_line() {
	[ "$(wc -l <"$work/err")" -eq 1 ] &&
		grep -q '^ksk-ceremony: ' "$work/err" &&
		[ ! -s "$work/out" ]
}

# Wrong use: 2, and the usage behind the reason.
while read -r line; do
	# shellcheck disable=SC2086
	expect 2 "'$line'" $line
	has err 'ksk-ceremony: '
	has err 'usage: ksk-ceremony '
	check "nothing on stdout" test ! -s "$work/out"
done <<TABLE

--plain
frobnicate
--frobnicate
check
check --frobnicate
check -p x
check --policy
check --policy=$policy --policy=$policy $example
check --policy $policy $example $example
check --yes --policy $policy $example
verify
verify --hsm softhsm x
sign --policy $policy onlyone
words
words --policy x y
resume
resume --at 2017-02-20T00:00:00Z x
run
run --at 2017-02-20T00:00:00Z --dir x x
run --autoplay --dir x x
rehearse --autoplay=slow
rehearse --color=sometimes
rehearse --theme=sepia
rehearse a b
TABLE

# Wrong configuration: 2 without the usage.
expect 2 "check without a policy" check "$example"
check "one line" one_line
expect 2 "a time that is none" check --policy "$policy" --at yesterday \
	"$example"
check "one line" one_line
expect 2 "a schema that is not there" check --policy "$policy" \
	--schema nosuch "$example"
has err 'normal'
expect 2 "sign without a profile" sign --policy "$policy" "$example" \
	"$work/skr.xml"
check "one line" one_line
expect 2 "one of the two files" rehearse --ksr "$example" --dir "$work/d"
check "one line" one_line
expect 2 "run without a directory" run "$example"

# Unreadable and malformed input: 3.
echo '<policy/>' >"$work/bad.xml"
expect 3 "no such policy" check --policy "$work/none.xml" "$example"
check "one line" one_line
expect 3 "a policy that is none" check --policy "$work/bad.xml" "$example"
has err 'bad.xml:1:'
check "one line" one_line
expect 3 "no such request" check --policy "$policy" "$work/none.xml"
check "one line" one_line
expect 3 "a request that is none" check --policy "$policy" "$work/bad.xml"
has err 'bad.xml:1:'
expect 3 "a directory" check --policy "$policy" "$work"
expect 3 "a request for an answer" verify --policy "$policy" "$example"
expect 3 "no such file" words "$work/none"
check "one line" one_line
expect 3 "a ceremony that is none" run "$work/bad.xml" --dir "$work/d"
check "no directory was made" test ! -e "$work/d"

# Files and system: 5.
expect 5 "no such directory" resume "$work/none"
check "one line" one_line
mkdir "$work/full"
expect 5 "a directory without a ceremony" resume "$work/full"
has err "$work/full/in/script.xml"
expect 5 "the same, played" resume --autoplay "$work/full"
has err "$work/full/record.jsonl"
touch "$work/full/something"
expect 5 "a directory that is not empty" rehearse --plain --autoplay=fast \
	--dir "$work/full"
has err "$work/full is not empty"
check "it stays as it was" test "$(ls -A "$work/full")" = something
if [ -w /dev/full ]; then
	status=0
	"$KSK_CEREMONY" words "$policy" >/dev/full 2>"$work/err" || status=$?
	check "results that do not arrive: $status" test $status -eq 5
fi

# A program that was built takes its own HSM process, not an installed one.
mkdir "$work/built"
cp "$KSK_CEREMONY" "$KSK_CEREMONY.data" "$work/built"
status=0
"$work/built/ksk-ceremony" check --policy "$example" --hsm softhsm x \
	>"$work/out" 2>"$work/err" || status=$?
check "no HSM process beside it: $status" test $status -eq 5
has err "$work/built/ksk-ceremony-hsm, the HSM's program: "

# Help and version are results.
expect 0 "--help" --help
has out 'usage: ksk-ceremony COMMAND'
for command in check sign verify words rehearse run resume; do
	expect 0 "$command --help" "$command" --help
	has out "usage: ksk-ceremony $command"
done
expect 0 "--version" --version
has out 'ksk-ceremony '

finish
