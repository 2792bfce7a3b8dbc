# The program as a whole, from a shell.
dist_check_SCRIPTS = $(term_tests)
EXTRA_DIST += \
	tests/support/flip.py \
	tests/support/lib.sh \
	tests/support/same_skr.py
term_tests = \
	%D%/genuine.sh \
	%D%/golden.sh \
	%D%/words.sh
TESTS += $(term_tests)
