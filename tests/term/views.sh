#!/bin/sh
# watch and replay: the screens of a ceremony for those who only look, and
# nothing of it is touched.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util

dir=$work/d

# all that can be seen of the directory from outside, access times left out
state() {
	(cd "$dir" && find . -type f -exec sha256sum {} + | sort -k 2 &&
		find . -printf '%p %y %m %s %T@\n' | sort)
}

# keys FILE WORD...: lines for --plain.
keys() {
	file=$work/$1
	shift
	printf '/%s\n' "$@" >"$file"
}

# view STATUS WHAT INPUT ARGUMENT...
view() {
	wanted=$1
	what=$2
	input=$3
	shift 3
	status=0
	timeout 60 "$KSK_CEREMONY" "$@" <"$input" >"$work/out" \
		2>"$work/err" || status=$?
	check "$what: $status" test "$status" -eq "$wanted"
}

expect 5 "nothing to watch" watch "$work"
expect 5 "nothing to replay" replay "$work"
expect 2 "watch wants a directory" watch

# One that is followed from its first event to its close, by two who look.
mkdir "$dir"
"$KSK_CEREMONY" rehearse --plain --autoplay=fast --dir "$dir" \
	>"$work/held" 2>&1 </dev/null &
held=$!
until [ -s "$dir/record.jsonl" ]; do
	kill -0 "$held" 2>/dev/null || fail "the rehearsal ended early"
done
timeout 100 "$KSK_CEREMONY" watch --plain "$dir" >"$work/watched" </dev/null &
watch=$!
# On a terminal only; lines have no size.
timeout 100 "$KSK_CEREMONY" watch --plain --big "$dir" >"$work/big" \
	</dev/null &
big=$!
check "the ceremony goes on undisturbed" wait "$held"
check "watch ends with the close" wait "$watch"
check "watch --big ends with the close" wait "$big"
has watched "WATCHING: no key does anything"
has watched "THE CEREMONY IS CLOSED"
has watched "REHEARSAL"
lacks watched "REPLAY"
has big "THE CEREMONY IS CLOSED"
has big "*** REHEARSAL ***"

state >"$work/before"
view 0 "a closed one, watched" /dev/null watch --plain "$dir"
has out "THE CEREMONY IS CLOSED"

# Forward, back, by steps, to the gate's words; what is typed changes nothing.
keys k right pagedown pagedown pageup left left right outline back record \
	back people enter objection exception
printf '%s\n' "o" "x" "text" "" "q" >>"$work/k"
view 0 "replayed by hand" "$work/k" replay --plain "$dir"
has out "SIGN ONE KEY SIGNING REQUEST"
has out "REPLAY: event 1 of"
has out "EVERY CAMERA AND RECORDER RUNS"
has out "WHO IS IN THE ROOM"
lacks out "OBJECTION"
lacks out "EXCEPTION SE"

# Every event of it, forward and all the way back.
events=$(wc -l <"$dir/record.jsonl")
{
	yes /right | head -n "$events"
	yes /left | head -n 40
	echo /leave
} >"$work/k"
view 0 "replayed whole" "$work/k" replay --plain "$dir"
has out "REPLAY: event 1 of $events"
has out "REPLAY: event $events of $events"
has out "SIGNING GATE"
has out "SIGNED, WRITTEN, READ BACK, VERIFIED"
has out "THE CEREMONY IS CLOSED"
state >"$work/after"
check "nothing was touched" cmp "$work/before" "$work/after"

# What is torn is not shown; what was edited is named.
sed -i '7s/"utc":"2/"utc":"1/' "$dir/record.jsonl"
expect 3 "an edited record" replay --plain "$dir"
has err "record.jsonl:"

finish
