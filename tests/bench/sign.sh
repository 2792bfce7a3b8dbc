#!/bin/sh
# sign.sh SRCDIR BUILDDIR [PROGRAM]
# The whole sign command, the HSM's process with it, against the bare program,
# run in turn: at most 1.5 times the wall time, each process under 16 MiB. Exit
# status 77 where it cannot be measured.
set -eu
src=$1
build=$2
program=${3:-$build/ksk-ceremony}
fixtures=$src/../shared/fixtures
module=/usr/lib/softhsm/libsofthsm2.so

for need in "$fixtures/golden/ksk1-test.pem" "$module" "$program"; do
	if [ ! -e "$need" ]; then
		echo "SKIP bench: $need is not there"
		exit 77
	fi
done
dir=$(mktemp -d "${TMPDIR:-/tmp}/ksk-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/tokens"
cat >"$dir/softhsm2.conf" <<CONF
directories.tokendir = $dir/tokens
objectstore.backend = file
log.level = ERROR
CONF
export SOFTHSM2_CONF="$dir/softhsm2.conf"
openssl pkcs8 -topk8 -nocrypt -in "$fixtures/golden/ksk1-test.pem" \
	-out "$dir/key.pem"
softhsm2-util --init-token --free --label BENCH --pin 48271 \
	--so-pin 9930417 >"$dir/log"
softhsm2-util --import "$dir/key.pem" --token BENCH --label KSK1 --id 01 \
	--pin 48271 >"$dir/log"
(umask 077 && echo 48271 >"$dir/pin")

# measure RATIO PROFILE
measure() {
	"$build/tests/bench/run" -n "${RUNS:-100}" -r "$1" -m 16 \
		-d "$dir/skr.xml" -- \
		"$build/tests/bench/bare" "$module" BENCH 48271 KSK1 -- \
		"$program" sign "$fixtures/root/ksr-root-2010-q1-0.xml" \
		"$dir/skr.xml" --policy "$src/tests/data/policy-golden.xml" \
		--hsm "$2" --token BENCH --pin-file "$dir/pin" \
		--at 2009-11-22T00:00:00Z --yes
}
worse=0
measure 1.5 "$src/hsm-profiles/softhsm.xml" || worse=1
# The HSM's process can be started only when the profile has been read.
echo "the same, with a profile that sets variables"
sed "s,<login,<environment name=\"SOFTHSM2_CONF\" value=\"$SOFTHSM2_CONF\"/>&," \
	"$src/hsm-profiles/softhsm.xml" >"$dir/variables.xml"
measure 1.6 "$dir/variables.xml" || worse=1
exit $worse
