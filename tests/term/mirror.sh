#!/bin/sh
# A rehearsal in two directories: the same at the end; a beginning is brought
# up at a resume; two that contradict each other stay as they are.
set -eu

program=$PWD/ksk-ceremony
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ls /usr/lib/softhsm/libsofthsm2.so > /dev/null 2>&1 || exit 77
cd "$work"
mkdir a b c

"$program" rehearse --dir a/ksk --mirror b/ksk --autoplay=fast --plain \
	> log 2>&1
cmp a/ksk/record.jsonl b/ksk/record.jsonl
cmp a/ksk/MANIFEST.sha256 b/ksk/MANIFEST.sha256
diff -r -x rehearsal -x lock -x reserve a/ksk b/ksk
(cd b/ksk && sha256sum -c --quiet MANIFEST.sha256)

# As a kill between the two writes leaves it, either way round.
cp -r a/ksk a/cut
cp -r b/ksk b/cut
head -n 100 a/ksk/record.jsonl > a/cut/record.jsonl
head -n 99 a/ksk/record.jsonl > b/cut/record.jsonl
status=0
"$program" resume a/cut --mirror b/cut --plain < /dev/null > log 2>&1 ||
	status=$?
test $status -eq 6
cmp a/cut/record.jsonl b/cut/record.jsonl
grep -q '"event":"resume".*"events":100,' a/cut/record.jsonl
head -n 99 a/cut/record.jsonl > a/short
cp a/short a/cut/record.jsonl
"$program" resume a/cut --mirror b/cut --plain < /dev/null > log 2>&1 || :
cmp a/cut/record.jsonl b/cut/record.jsonl
test "$(grep -c '"event":"resume"' a/cut/record.jsonl)" -eq 2

# Another record.
mkdir c/ksk
"$program" rehearse --dir c/one --plain < /dev/null > log 2>&1 || :
cp c/one/record.jsonl c/ksk/record.jsonl
cp c/ksk/record.jsonl c/before
cp a/cut/record.jsonl a/before
status=0
"$program" resume a/cut --mirror c/ksk --plain < /dev/null > log 2>&1 ||
	status=$?
test $status -eq 3
grep -q 'contradict' log
cmp c/before c/ksk/record.jsonl
cmp a/before a/cut/record.jsonl

# The names that the record has are those that it keeps: whichever directory is
# there today, wherever it is mounted, whatever its path is made of.
left() {
	status=0
	"$program" "$@" --plain < /dev/null > log 2>&1 || status=$?
	test $status -eq 6
}
mkdir -p n/a n/b n/x/c n/y/c
left rehearse --dir n/a/d --mirror n/b/d
left resume n/a/d
left resume n/a/d --mirror n/b/d
mv n/b/d n/elsewhere
left resume n/elsewhere
left rehearse --dir n/x/c/d
left resume n/x/c/d --mirror n/y/c/d
grep -q '"saved":\["c/d","c/d, second"\]' n/x/c/d/record.jsonl
odd=$(printf 'n/stick\351')
left rehearse --dir n/e --mirror "$odd"
left resume n/e --mirror "$odd"

# A drive is lost before the first step: it is decided at the first step.
left rehearse --dir n/early --mirror n/late
for dir in n/early n/late; do
	head -n 1 $dir/record.jsonl > one
	cp one $dir/record.jsonl
done
left resume n/early
grep -q 'Enter goes on at step 1.1' log
grep -q 'NOT SAVED on late' log
