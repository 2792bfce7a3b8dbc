#!/bin/sh
# hands.sh DIR: in a rehearsal's directory the drives are put right: last year's
# is taken out, the one that was pulled is put back.
set -eu
media=$1/rehearsal/media
grep -q 'of last year' "$media/KSR/ksr.xml" 2>/dev/null && rm -r "$media/KSR"
if [ -d "$1/rehearsal/away-HSMFD" ]; then
	mv "$1/rehearsal/away-HSMFD" "$media/HSMFD"
fi
