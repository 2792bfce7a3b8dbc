#!/bin/sh
# A FIFO where a ceremony writes a file is refused in words, never waited for.
. "$TOP_SRCDIR/tests/support/lib.sh"
need softhsm2-util mkfifo

expect 0 "a rehearsal" rehearse --plain --autoplay=fast --dir "$work/whole"
token=$(grep -n '"what":"token"' "$work/whole/record.jsonl" | head -n 1 |
	cut -d: -f1)

# In the middle again, before the HSM; with a FIFO in that place.
put_fifo() {
	rm -rf "$work/again"
	cp -a "$work/whole" "$work/again"
	head -n $((token - 5)) "$work/whole/record.jsonl" \
		>"$work/again/record.jsonl"
	rm -f "$work"/again/out/* "$work/again/MANIFEST.sha256" \
		"$work/again/$1"
	mkfifo "$work/again/$1"
}

put_fifo record.txt.part
expect 6 "record.txt.part, suspended" resume --plain "$work/again"
has out "not written: cannot create $work/again/record.txt.part"
put_fifo reserve
expect 6 "reserve, suspended" resume --plain "$work/again"
has out "no room is kept for the close"
put_fifo logs/hsm.log
expect 6 "logs/hsm.log" resume --plain --autoplay=fast "$work/again"
has err "logs/hsm.log: No such device or address"

finish
