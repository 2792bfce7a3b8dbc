#!/bin/sh
# lint: documents before the day, and whether the people can complete it.
. "$TOP_SRCDIR/tests/support/lib.sh"
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util

shipped=$TOP_SRCDIR
expect 0 "what is shipped" lint "$shipped"/policies/root*.xml \
	"$shipped"/hsm-profiles/*.xml "$shipped/scripts/sign-ksr.xml"
has out "root.xml: policy of zone ., "
has out "sign-ksr.xml: script sign-ksr, 5 acts, 60 steps, 248 minutes"
expect 3 "a module by itself" lint "$shipped/scripts/sign.xml"
has err "sign.xml: not a document that is known here"
echo nonsense >"$work/nonsense.xml"
expect 3 "no XML" lint "$work/nonsense.xml"
expect 3 "nothing there" lint "$work/nowhere.xml"
expect 2 "no file" lint

# One wrong word, with file and line.
sed 's/kind="pin"/kind="card"/' "$shipped/hsm-profiles/softhsm.xml" \
	>"$work/profile.xml"
expect 3 "a wrong word" lint "$work/profile.xml"
has err 'profile.xml:8: login/@kind is "card"; allowed: pin,'

# A ceremony with all that it names.
expect 0 "a rehearsal" rehearse --plain --autoplay=fast --dir "$work/d"
ceremony=$work/ceremony.xml
cp "$work/d/in/ceremony.xml" "$ceremony"
expect 0 "its ceremony file" lint "$ceremony"
has out "ceremony.xml: 16 people, every step can be completed"
has out "without CO1 Gus Exemplar: every step can be completed"
has out "without CA Ada Example: every step can be completed, CA2 Cy Placeholder takes the role"
has out "without RZM Flo Pattern: NOT step 3.4 (acts RZM)"
has out "without SSC2 Kit Fixture: NOT step 1.8 (acts SSC2)"

# Three officers left: none of them may be missing. Two: too few.
grep -v 'role="CO1"' "$work/d/in/ceremony.xml" |
	grep -v '<expected step="card' >"$ceremony"
expect 0 "three officers" lint "$ceremony"
has out "without CO3 Dee Specimen: NOT step"
grep -v 'role="CO3"' "$ceremony" >"$work/two.xml"
expect 3 "two officers" lint "$work/two.xml"
has err "needs 3 CO"

finish
