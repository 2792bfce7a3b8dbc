#!/bin/sh
# The console prints, typed as lines: on a CUPS of the test's own, with its
# console killed while a job is on its way, and where there is no printer.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util
need mkfifo

ceremony=$TOP_SRCDIR/tests/data/printing-ceremony.xml
print=${KSK_CEREMONY%/*}/ksk-ceremony-print

# begin COMMAND...: a console whose keyboard is file 8.
begin() {
	rm -f "$work/keys"
	mkfifo "$work/keys"
	"$KSK_CEREMONY" "$@" >"$work/out" 2>"$work/err" <"$work/keys" &
	console=$!
	exec 8>"$work/keys"
}

# come FILE TEXT: waits until a file of $work holds it.
come() {
	until grep -qF -e "$2" "$work/$1" 2>/dev/null; do
		kill -0 "$console" 2>/dev/null || break
		sleep 0.05
	done
	has "$1" "$2"
}

line() {
	printf '%s\n' "$1" >&8
}

# over STATUS WHAT
over() {
	exec 8>&-
	status=0
	wait "$console" || status=$?
	check "$2: $status" test "$status" -eq "$1"
}

# Without any CUPS nothing asks, and nothing is missing.
begin rehearse "$ceremony" --plain --dir "$work/none"
for key in '' '' /printer '' '' ''; do
	line "$key"
done
come none/record.jsonl '"action":"done"'
over 6 "left"
has out "Goes to"
has out "none is named yet"
has none/record.txt "Printout print/REHEARSAL-test-page-1.txt, 1 pages"
lacks none/record.jsonl '"state":"begins"'

# What plays by itself takes nobody's paper.
expect 0 "played" rehearse "$ceremony" --plain --autoplay=fast --dir \
	"$work/played"

status=0
"$print" >"$work/out" 2>"$work/err" || status=$?
check "of no use by hand" test "$status" -eq 2

mkdir "$work/cups"
mkfifo "$work/cups.keys"
sh "$TOP_SRCDIR/tests/support/cupsd.sh" "$work/cups" <"$work/cups.keys" \
	>"$work/cups.says" 2>&1 8>&- &
cupsd=$!
exec 9>"$work/cups.keys"
until [ -s "$work/cups.says" ]; do
	sleep 0.05
done
if ! grep -q '^ready$' "$work/cups.says"; then
	echo "without a CUPS of its own: $(cat "$work/cups.says")"
	finish
fi
CUPS_SERVER=$work/cups/sock

begin rehearse "$ceremony" --plain --dir "$work/d"
come d/record.jsonl '"state":"queues"'
line ''
come out 'Enter asks which printer, or none'
line ''
come out '2 ( ) laser'
line 2
line ''
come d/record.jsonl '"state":"named","queue":"laser"'
line ''
come d/record.jsonl '"state":"ended"'
has d/record.jsonl '"verdict":"PASS","text":"printed"'
page=REHEARSAL-test-page-1.txt
check "the printer has the printout's bytes" cmp "$work/d/print/$page" \
	"$work/cups/printed/1"

# Once more where there is no paper; then the power fails.
line /printer
line 1
line ''
come d/record.jsonl '"state":"named","queue":"empty"'
line /printer
come out "4 (*) "
line ''
come out "Copies"
line 2
come d/record.jsonl '"job":2'
come d/record.jsonl 'the queue is stopped: out of paper'
come out "waits: the queue is stopped"
kill -KILL "$console"
over 137 "killed"

# The job's end is cut off with what came behind it.
job=$(grep -n '"state":"begins".*"job":2' "$work/d/record.jsonl" |
	cut -d: -f1)
head -n "$job" "$work/d/record.jsonl" >"$work/cut"
cp "$work/cut" "$work/d/record.jsonl"
begin resume --plain "$work/d"
come out "A print job"
has out "its end is unknown"
line ''
line /printer
come out "end unknown: nobody saw its"
over 6 "left again"

CUPS_SERVER=printer.example "$print" queues >"$work/out" 2>"$work/err" </dev/null
has out "CUPS is set to another computer"

exec 9>&-
wait "$cupsd"
finish
