# Ceremonies typed by people in a terminal and as lines; to be sourced first.
. "$TOP_SRCDIR/tests/support/lib.sh"
. "$TOP_SRCDIR/tests/support/chain.sh"
need_fixtures
need tmux
[ -e /usr/lib/softhsm/libsofthsm2.so ] || need softhsm2-util

WORDS_LIST=$fixtures/pgp-words.tsv
LOCALE=C
COLOUR=no
export WORDS_LIST LOCALE COLOUR

# count N PATTERN: so many events of the record in dir match it.
count() {
	check "$1 times $2" test "$(grep -c "$2" "$dir/record.jsonl")" \
		-eq "$1"
}

# paper_ceremony FILE: the shipped one, its first and last steps on paper.
paper_ceremony() {
	sed -e 's/paper-steps="screen"/paper-steps="paper"/' \
		-e 's/policy="[^"]*"/policy="rehearsal.xml"/' \
		"$TOP_SRCDIR/scripts/rehearsal.xml" >"$1"
}
