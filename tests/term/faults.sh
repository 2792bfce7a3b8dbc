#!/bin/sh
# The module that spoils calls, and rehearsals that it is loaded in.
. "$TOP_SRCDIR/tests/support/lib.sh"
softhsm=/usr/lib/softhsm/libsofthsm2.so
[ -e "$softhsm" ] || need softhsm2-util
build=$(dirname "$KSK_CEREMONY")
module=$build/ksk-ceremony-faults.so
profiles=$TOP_SRCDIR/hsm-profiles

# It exports what a PKCS#11 module must, and no more.
if [ "$SANITIZERS" != yes ]; then
	nm -D --defined-only "$module" | awk '{ print $3 }' >"$work/exported"
	check "one function is exported" test "$(cat "$work/exported")" = \
		C_GetFunctionList
fi

# Whatever the program calls, rules can spoil.
grep -oh 'call->C_[A-Za-z]*' "$TOP_SRCDIR"/src/hsm/p11*.c |
	sed 's/call->//' | sort -u >"$work/called"
check "the program's calls are found" test "$(wc -l <"$work/called")" -ge 15
while read -r function; do
	check "$function can be spoilt" grep -q "ROW($function,\|_$function(" \
		"$TOP_SRCDIR/worker/faults.c"
done <"$work/called"

rehearse() {
	wanted=$1
	what=$2
	shift 2
	expect "$wanted" "$what" rehearse --plain --autoplay=fast "$@"
}

# What a module prints reaches nobody's terminal as it is.
example=$TOP_SRCDIR/tests/data/policy-golden.xml
KSK_FAULTS=$(printf 'C_Sing=\033[2Jhang')
export KSK_FAULTS
sed "s,<module path=\"[^\"]*\",<module path=\"$module\"," \
	"$profiles/softhsm-faults.xml" >"$work/own.xml"
expect 3 "a module that prints" sign --hsm "$work/own.xml" --policy "$example" \
	--at 2009-11-22T00:00:00Z --yes "$work/none.xml" "$work/skr.xml"
has err "the HSM's software prints: ksk-ceremony-faults: "
check "no escape sequence" sh -c "! grep -q '$(printf '\033')' '$work/err'"
unset KSK_FAULTS

# The module is being loaded before the request is read: what is in it cannot
# be waited for.
echo '<KSR' >"$work/half.xml"
KSK_FAULTS_TRACE=$work/trace
export KSK_FAULTS_TRACE
expect 3 "a request that cannot be read" sign --hsm "$work/own.xml" --policy \
	"$example" --at 2009-11-22T00:00:00Z --yes "$work/half.xml" \
	"$work/skr.xml"
check "C_Initialize was called" grep -qx C_Initialize "$work/trace"
check "C_Login was not" sh -c "! grep -qx C_Login '$work/trace'"
unset KSK_FAULTS_TRACE
rm "$work/trace"

# Never on a real HSM: nothing is made.
for name in luna-usb7 keyper; do
	rehearse 2 "a rehearsal on $name" --hsm $name --dir "$work/real"
	has err "a rehearsal makes a token of its own"
	has err "$name"
	check "no directory was made" test ! -e "$work/real"
done
sed 's,/usr/lib/softhsm/libsofthsm2.so,/opt/real.so,' \
	"$profiles/softhsm-faults.xml" >"$work/hidden.xml"
rehearse 2 "a real HSM behind it" --hsm "$work/hidden.xml" --dir "$work/real"
has err "KSK_FAULTS_MODULE names /opt/real.so"
check "no directory was made" test ! -e "$work/real"

# Without rules it is SoftHSM; what is called is written down, nothing else.
KSK_FAULTS_TRACE=$work/trace
export KSK_FAULTS_TRACE
rehearse 0 "no rules" --hsm softhsm-faults --dir "$work/whole"
check "an SKR" test "$(ls "$work/whole/out" | wc -l)" -eq 1
check "nine signatures and the previous nine" \
	test "$(grep -cx C_Sign "$work/trace")" -eq 18
check "the trace has names only" sh -c \
	"! grep -v '^C_[A-Z][A-Za-z]*\$' '$work/trace'"
check "this program's own module was loaded" grep -qF "path=\"$module\"" \
	"$work/whole/in/profile.xml"
unset KSK_FAULTS_TRACE

# Rules of the environment hold from the first call on.
spoil() {
	KSK_FAULTS=$1
	export KSK_FAULTS
	rehearse "${3:-4}" "$1" --hsm softhsm-faults --dir "$work/spoilt"
	unset KSK_FAULTS
	has err "$2"
	cp "$work/spoilt/logs/hsm.log" "$work/log"
	check "no SKR" sh -c "! ls '$work/spoilt/out'/* 2>/dev/null"
	rm -rf "$work/spoilt"
}
spoil C_InitToken=CKR_DEVICE_REMOVED 'C_InitToken: CKR_DEVICE_REMOVED'
spoil C_GenerateKeyPair@1=0x80000042 0x80000042
spoil C_InitPIN=crash 'signal 11'
spoil C_Sign@3=kill 'signal 9'
spoil C_GetTokenInfo=maker 'is by Another project, not by SoftHSM' 6
spoil C_Login@1=gone 'C_Login of the security officer: CKR_DEVICE_REMOVED'

# What makes the token, with each error that a device gives.
for function in C_InitToken C_InitPIN C_GenerateKeyPair C_Login@1; do
	for error in DEVICE_REMOVED TOKEN_NOT_PRESENT DEVICE_ERROR \
		SESSION_CLOSED PIN_INCORRECT PIN_LOCKED PIN_EXPIRED \
		GENERAL_ERROR FUNCTION_FAILED HOST_MEMORY CANT_LOCK \
		BUFFER_TOO_SMALL; do
		spoil "$function=CKR_$error" "CKR_$error"
	done
done

# What cannot be understood is not ignored: nothing works.
for rule in C_Sing=hang C_Sign=hnag C_Sign@0=hang C_Login=flip; do
	spoil "C_Sign@99=hang;$rule" 'CKR_GENERAL_ERROR'
	has log "ksk-ceremony-faults: rule $rule: "
done

# Signing again through the sign command: a file of rules, read at each call.
sed -e "s,/usr/lib/ksk-ceremony/ksk-ceremony-faults.so,$module," \
	-e "s,rehearsal/faults,$work/rules," "$profiles/softhsm-faults.xml" \
	>"$work/faults.xml"
sed 's/<signing gate="ceremony"\/>//' "$work/whole/in/policy.xml" \
	>"$work/policy.xml"
sign() {
	wanted=$1
	what=$2
	expect "$wanted" "$what" sign --yes --policy "$work/policy.xml" --hsm \
		"$work/faults.xml" --pin-file "$work/whole/rehearsal/hsm-pin" \
		--previous-skr "$work/whole/in/previous-skr.xml" \
		"$work/whole/in/ksr.xml" "$work/skr.xml"
}
SOFTHSM2_CONF=$work/softhsm2.conf
export SOFTHSM2_CONF
sed "s,= rehearsal/,= $work/whole/rehearsal/," \
	"$work/whole/rehearsal/softhsm2.conf" >"$SOFTHSM2_CONF"
sign 0 "the file is not there"
check "the same SKR" cmp "$work/skr.xml" "$work"/whole/out/*
rm -f "$work/skr.xml"
# The HSM's process reads the configuration of OpenSSL that a profile names: it
# is there at the other end.
mkfifo "$work/openssl.cnf"
sed "s,<login,<environment name=\"OPENSSL_CONF\" value=\"$work/openssl.cnf\"/>&," \
	"$work/faults.xml" >"$work/configured.xml"
timeout 20 sh -c ": >'$work/openssl.cnf'" &
writer=$!
expect 0 "with a configuration of OpenSSL" sign --yes --policy \
	"$work/policy.xml" --hsm "$work/configured.xml" --pin-file \
	"$work/whole/rehearsal/hsm-pin" --previous-skr \
	"$work/whole/in/previous-skr.xml" "$work/whole/in/ksr.xml" \
	"$work/skr.xml"
wait $writer
check "it was read" test $? -eq 0
rm -f "$work/skr.xml"
for action in flip zero short stale; do
	echo "C_Sign@4=$action" >"$work/rules"
	sign 4 "$action"
	has err 'slot 4: the signature that the HSM made with KSK training-ksk'
	has err 'does not verify'
	check "no SKR" test ! -e "$work/skr.xml"
done
echo C_Sign@4=stail >"$work/rules"
sign 4 "a file that is not understood"
has err 'ksk-ceremony-faults: rule C_Sign@4=stail: there is no such action'
: >"$work/rules"
sign 0 "an empty file"
rm -f "$work/skr.xml" "$work/rules"
mkdir "$work/rules"
sign 4 "a file that cannot be read"
has err 'the rules cannot be read'
rmdir "$work/rules"
sed '/KSK_FAULTS_MODULE/d' "$work/faults.xml" >"$work/none.xml"
expect 4 "nothing behind it" sign --yes --policy "$work/policy.xml" --hsm \
	"$work/none.xml" --pin-file "$work/whole/rehearsal/hsm-pin" \
	--previous-skr "$work/whole/in/previous-skr.xml" \
	"$work/whole/in/ksr.xml" "$work/skr.xml"
has err 'KSK_FAULTS_MODULE does not name a module'

finish
