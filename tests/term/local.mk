# The program as a whole, from a shell.
dist_check_SCRIPTS = $(term_tests)
EXTRA_DIST += \
	tests/support/addendum.py \
	tests/support/chain.sh \
	tests/data/eventful-ceremony.xml \
	tests/data/eventful-script.xml \
	tests/data/printing-ceremony.xml \
	tests/data/printing-script.xml \
	tests/support/eventful.py \
	tests/support/flip.py \
	tests/support/lib.sh \
	tests/support/paper.py \
	tests/support/prompt.py \
	tests/support/same_skr.py \
	tests/support/same_story.py \
	tests/support/typed.sh \
	tests/support/typist.py \
	tests/support/validate.py \
	tests/support/waiting.py
term_tests = \
	%D%/addendum.sh \
	%D%/carry.sh \
	%D%/ceremony.sh \
	%D%/documents.sh \
	%D%/eventful.sh \
	%D%/exit_status.sh \
	%D%/fifo.sh \
	%D%/faults.sh \
	%D%/genuine.sh \
	%D%/golden.sh \
	%D%/hostile.sh \
	%D%/lint.sh \
	%D%/mirror.sh \
	%D%/by_paper.sh \
	%D%/paper.sh \
	%D%/print.sh \
	%D%/prompt.sh \
	%D%/rehearse.sh \
	%D%/run.sh \
	%D%/scenario.sh \
	%D%/views.sh \
	%D%/waiting.sh \
	%D%/words.sh
TESTS += $(term_tests)
