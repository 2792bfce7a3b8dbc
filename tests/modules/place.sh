#!/bin/sh
# A token of one maker for a test, in a folder of its own:
#
#   place.sh MODULE DIR LABEL PIN
#
# Starts what the module needs, writes DIR/profile.xml and says "ready", or
# "skip REASON" where that cannot be done. Ends at the end of its input, and
# what it started with it.
set -eu

module=$1
dir=$2
label=$3
pin=$4
shipped=$(dirname "$0")/../../hsm-profiles
services=
PATH=$PATH:/usr/sbin:/sbin

skip() {
	echo "skip $*"
	exit 0
}

need() {
	for program in "$@"; do
		command -v "$program" >/dev/null || skip "no $program here"
	done
}

# library=the first that exists
find_library() {
	for library in "$@"; do
		[ ! -r "$library" ] || return 0
	done
	skip "the module is not installed"
}

start() {
	"$@" >"$dir/${1##*/}.log" 2>&1 </dev/null &
	services="$! $services"
}

end_services() {
	for service in $services; do
		kill "$service" 2>/dev/null || true
		wait "$service" || true
	done
}
trap end_services EXIT

# Until a command succeeds, for five seconds.
await() {
	tries=0
	until "$@" >>"$dir/await.log" 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || skip "in vain: $*"
		sleep 0.05
	done
}

variable() {
	echo "<environment name=\"$1\" value=\"$2\"/>"
}

# write_profile VARIABLES: for a module without a shipped one.
write_profile() {
	cat >"$dir/profile.xml" <<-XML
		<hsm-profile name="$module">
		<module path="$library"/>
		$1
		<login kind="pin"/>
		<sign hash="host"/>
		</hsm-profile>
	XML
}

# use_shipped NAME SED-SCRIPT
use_shipped() {
	find_library $(sed -n 's/.*<module path="\([^"]*\)".*/\1/p' \
		"$shipped/$1.xml")
	sed "$2" "$shipped/$1.xml" >"$dir/profile.xml"
}

place_softhsm() {
	mkdir "$dir/tokens"
	cat >"$dir/softhsm2.conf" <<-CONF
		directories.tokendir = $dir/tokens
		objectstore.backend = file
		log.level = ERROR
	CONF
	conf=$(variable SOFTHSM2_CONF "$dir/softhsm2.conf")
	use_shipped softhsm "s|<login|$conf&|"
}

place_nss() {
	need certutil
	use_shipped nss "s|sql:[^']*|sql:$dir|"
	echo "$pin" >"$dir/pin"
	certutil -N -d "sql:$dir" -f "$dir/pin"
}

mount_private() {
	[ "$(readlink /proc/self/ns/mnt)" != "$(readlink /proc/1/ns/mnt)" ] &&
		mount --make-rprivate / &&
		mount -t tmpfs none /dev/shm &&
		mount --bind "$dir/lib" /var/lib/opencryptoki &&
		mount --bind "$dir/run" /run &&
		mount --bind "$dir/opencryptoki.conf" \
			/etc/opencryptoki/opencryptoki.conf
}

# Its paths are fixed: it needs mounts that nobody else sees.
place_opencryptoki() {
	need pkcsslotd pkcsconf
	find_library /usr/lib/*/pkcs11/libopencryptoki.so
	mkdir -p "$dir/run/lock/opencryptoki/swtok" "$dir/lib/swtok/TOK_OBJ"
	chgrp -R pkcs11 "$dir/run/lock" "$dir/lib"
	chmod -R g+rwX "$dir/run/lock" "$dir/lib"
	cat >"$dir/opencryptoki.conf" <<-CONF
		version opencryptoki-3.1
		slot 3
		{
		stdll = libpkcs11_sw.so
		}
	CONF
	mount_private || skip "mounts of its own are refused"
	start pkcsslotd -f
	await pkcsconf -s
	write_profile ""
}

tpm_tool() {
	pkcs11-tool --module "$library" "$@" >>"$dir/tool.log" 2>&1
}

# place_tpm TRIES: its PIN locks after so many that were wrong. The module
# refuses to make a key that may not decrypt.
place_tpm() {
	need swtpm dbus-daemon tpm2-abrmd tpm2_dictionarylockout pkcs11-tool
	find_library /usr/lib/*/libtpm2_pkcs11.so.1
	DBUS_SESSION_BUS_ADDRESS=unix:path=$dir/bus
	TPM2_PKCS11_STORE=$dir
	TPM2_PKCS11_TCTI=tabrmd:bus_type=session
	TPM2TOOLS_TCTI=$TPM2_PKCS11_TCTI
	export DBUS_SESSION_BUS_ADDRESS TPM2_PKCS11_STORE TPM2_PKCS11_TCTI \
		TPM2TOOLS_TCTI
	start swtpm socket --tpm2 --tpmstate "dir=$dir" \
		--server "type=unixio,path=$dir/swtpm" \
		--ctrl "type=unixio,path=$dir/swtpm.ctrl" \
		--flags not-need-init,startup-clear
	start dbus-daemon --session --nofork --nopidfile \
		--address="$DBUS_SESSION_BUS_ADDRESS"
	await test -S "$dir/swtpm" -a -S "$dir/bus"
	start tpm2-abrmd --session --allow-root --tcti="swtpm:path=$dir/swtpm"
	await tpm2_dictionarylockout --setup-parameters --max-tries="$1"
	tpm_tool --slot 1 --init-token --label "$label" --so-pin "so$pin"
	tpm_tool --token-label "$label" --so-pin "so$pin" \
		--login --login-type so --init-pin --new-pin "$pin"
	tpm_tool --token-label "$label" --login --pin "$pin" --keypairgen \
		--key-type rsa:2048 --usage-sign --label KSK
	write_profile "$(variable DBUS_SESSION_BUS_ADDRESS \
			"$DBUS_SESSION_BUS_ADDRESS")
		$(variable TPM2_PKCS11_STORE "$dir")
		$(variable TPM2_PKCS11_TCTI "$TPM2_PKCS11_TCTI")"
}

case $module in
softhsm) place_softhsm ;;
nss) place_nss ;;
opencryptoki) place_opencryptoki ;;
tpm2) place_tpm 32 ;;
tpm2-locking) place_tpm 1 ;;
esac
echo ready
cat >/dev/null
