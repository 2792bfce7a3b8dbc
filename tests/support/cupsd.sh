#!/bin/sh
# cupsd.sh DIR: a CUPS of one's own below DIR, on the socket DIR/sock, until its
# keyboard is at its end. Two queues: "laser" lays each job down as
# DIR/printed/N, "empty" is out of paper. Says "ready"; 77 where it cannot be.
set -eu

dir=$1
for place in /usr/sbin /usr/bin; do
	[ ! -x "$place/cupsd" ] || cupsd=$place/cupsd
done
bin=$(cups-config --serverbin 2>/dev/null || echo /usr/lib/cups)
if [ -z "${cupsd:-}" ] || ! [ -x /usr/sbin/lpadmin ]; then
	echo 'no cupsd or no lpadmin here'
	exit 77
fi
if [ "$(id -u)" -ne 0 ]; then
	echo 'only root starts a cupsd that prints'
	exit 77
fi

mkdir -p "$dir/lib/backend" "$dir/lib/filter" "$dir/spool" "$dir/cache" \
	"$dir/state" "$dir/tmp" "$dir/printed"
# What prints is of another user.
chmod 711 "$dir/.."
chmod 755 "$dir" "$dir/lib" "$dir/lib/backend"
chmod 777 "$dir/printed"
ln -sfn "$bin/daemon" "$dir/lib/daemon"

# With five arguments it reads the document from its input.
cat >"$dir/lib/backend/collect" <<EOF
#!/bin/sh
[ \$# -gt 0 ] || exit 0
if [ "\${DEVICE_URI#*:/}" = empty ]; then
	echo 'STATE: +media-empty-error' >&2
	exit 4
fi
cat \${6:+"\$6"} >"$dir/printed/\$1.part"
echo "\$4" >"$dir/printed/\$1.copies"
mv "$dir/printed/\$1.part" "$dir/printed/\$1"
EOF
chmod 755 "$dir/lib/backend/collect"

cat >"$dir/cups-files.conf" <<EOF
ServerRoot $dir
ServerBin $dir/lib
RequestRoot $dir/spool
CacheDir $dir/cache
StateDir $dir/state
TempDir $dir/tmp
AccessLog $dir/access.log
ErrorLog $dir/error.log
PageLog $dir/page.log
Printcap
SystemGroup root
EOF
cat >"$dir/cupsd.conf" <<EOF
Listen $dir/sock
LogLevel debug
Browsing Off
WebInterface No
DefaultShared No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
EOF

"$cupsd" -f -c "$dir/cupsd.conf" -s "$dir/cups-files.conf" \
	>"$dir/cupsd.log" 2>&1 </dev/null &
pid=$!
trap 'kill $pid 2>/dev/null || :; wait $pid 2>/dev/null || :' EXIT

CUPS_SERVER=$dir/sock
export CUPS_SERVER
add() {
	/usr/sbin/lpadmin -p "$1" -E -v "collect:/$1" -m raw >/dev/null 2>&1
}

# It takes the first queue once it listens.
tries=0
while ! add laser; do
	tries=$((tries + 1))
	if [ $tries -gt 1000 ] || ! kill -0 $pid 2>/dev/null; then
		echo "cupsd does not start: $(tail -n 1 "$dir/cupsd.log")"
		exit 77
	fi
done
add empty
echo ready
cat >/dev/null
