#!/bin/sh
# The files that were published in 2017: they pass, and stop passing when one
# bit of what was signed is changed.
. "$TOP_SRCDIR/tests/support/lib.sh"
need_fixtures

policy=$TOP_SRCDIR/policies/root-2017.xml
ksr=$fixtures/root/ksr-root-2017-q2-0.xml
before=$fixtures/root/skr-root-2017-q1-0.xml
skr=$fixtures/root/skr-root-2017-q2-0.xml
at=2017-02-20T00:00:00Z

request_rules="KSR-SYNTAX KSR-DOMAIN KSR-ID KSR-BUNDLE-UNIQUE KSR-BUNDLE-COUNT
KSR-BUNDLE-KEYS KSR-BUNDLE-POP KSR-BUNDLE-CYCLE-DURATION KSR-POLICY-KEYS
KSR-POLICY-ALG KSR-POLICY-SIG-OVERLAP KSR-POLICY-SIG-VALIDITY
KSR-POLICY-SIG-HORIZON KSR-POLICY-BUNDLE-INTERVALS KSR-POLICY-SAFETY
KSR-CHAIN-KEYS KSR-CHAIN-OVERLAP KEY-TAGS SKR-REVOKE SKR-SIZE"

# The verdict that the output gives a rule.
verdict() {
	awk -v rule="$1" '$1 == rule { print $2 }' "$work/out"
}

expect 0 "check" check --policy "$policy" --previous-skr "$before" --at "$at" \
	"$ksr"
for rule in $request_rules; do
	check "$rule PASS" test "$(verdict "$rule")" = PASS
done
check "HSM-KEYS NONE without --hsm" test "$(verdict HSM-KEYS)" = NONE
check "21 rules" test "$(grep -cE '^[A-Z-]+ +(PASS|NONE) ' "$work/out")" -eq 21
has out "$(sha256sum "$ksr" | cut -d' ' -f1)"
has out "clock given: $at, not this computer's"
has out '1     2017-04-01T00:00:00Z  2017-04-22T00:00:00Z'
check "tags and uses of slot 1" grep -qE \
	'^1 .*Z  +(14796 61045|61045 14796) +19036 sign$' "$work/out"
check "tags and uses of slot 9" grep -qE \
	'^9 .*Z  +(14796 15768|15768 14796) +19036 sign$' "$work/out"

expect 0 "check --json" check --json --policy "$policy" --previous-skr \
	"$before" --at "$at" "$ksr"
check "the same in JSON" "$python" - "$work/out" <<'PY'
import json, sys
all = json.load(open(sys.argv[1]))
assert all["verdict"] == "PASS"
assert all["clock-given"] == "2017-02-20T00:00:00Z"
assert len(all["rules"]) == 21
assert all["rules"][0]["reason"]
assert [len(b["zsk"]) for b in all["bundles"]] == [2] + [1] * 7 + [2]
assert all["bundles"][0]["ksk"] == [
    {"tag": 19036, "name": "ksk-2010", "use": "sign"}]
assert all["bundles"][8]["expiration"] == "2017-07-11T00:00:00Z"
PY

expect 1 "check without the previous SKR" check --policy "$policy" --at "$at" \
	"$ksr"
for rule in KSR-ID KSR-BUNDLE-UNIQUE KSR-POLICY-SAFETY KSR-CHAIN-KEYS \
	KSR-CHAIN-OVERLAP; do
	check "$rule FAIL" test "$(verdict "$rule")" = FAIL
	has err "$rule"
done
expect 1 "check too early" check --policy "$policy" --previous-skr "$before" \
	--at 2017-01-11T23:59:59Z "$ksr"
check "the horizon says no" test "$(verdict KSR-POLICY-SIG-HORIZON)" = FAIL
expect 0 "check at the horizon" check --policy "$policy" --previous-skr \
	"$before" --at 2017-01-12T00:00:00Z "$ksr"
expect 1 "check with another quarter's SKR" check --policy "$policy" \
	--previous-skr "$skr" --at "$at" "$ksr"
expect 1 "check now" check --policy "$policy" --previous-skr "$before" "$ksr"
lacks out "clock given"
expect 1 "check now --json" check --json --policy "$policy" --previous-skr \
	"$before" "$ksr"
lacks out "clock-given"

expect 0 "verify 2017-q1" verify --policy "$policy" "$before"
expect 0 "verify 2017-q2" verify --policy "$policy" "$skr"
check "SKR-MATCH OFF without --ksr" test "$(verdict SKR-MATCH)" = OFF
expect 0 "verify with all" verify --policy "$policy" --ksr "$ksr" \
	--previous-skr "$before" "$skr"
for rule in SKR-VERIFY SKR-ANCHOR SKR-MATCH; do
	check "$rule PASS" test "$(verdict "$rule")" = PASS
done
expect 1 "verify with another request" verify --policy "$policy" --ksr \
	"$fixtures/root/ksr-root-2016-q3-0.xml" "$skr"
sed 's/49AAC11D/59AAC11D/; /public-key/,/"\/>/d' "$policy" |
	sed 's/E8FB5"$/E8FB5"\/>/' >"$work/other.xml"
expect 1 "verify against another trust anchor" verify --policy \
	"$work/other.xml" "$skr"
check "SKR-ANCHOR FAIL" test "$(verdict SKR-ANCHOR)" = FAIL

check "no changed bit passes" "$python" \
	"$TOP_SRCDIR/tests/support/flip.py" "$KSK_CEREMONY" "$policy" "$skr" \
	"$work"

finish
