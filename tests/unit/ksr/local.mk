check_PROGRAMS += %D%/unit-ksr
TESTS += %D%/unit-ksr
EXTRA_DIST += \
	tests/data/ksr-example.xml \
	tests/data/policy-example.xml \
	tests/data/policy-golden.xml \
	tests/data/skr-example-previous.xml \
	tests/data/skr-example.xml
%C%_unit_ksr_SOURCES = \
	%D%/break.c %D%/break.h \
	%D%/document.c %D%/document.h \
	%D%/genuine.c %D%/genuine.h \
	%D%/suites.c \
	%D%/test_ksr.c \
	%D%/test_policy.c \
	%D%/test_policy_refused.c \
	%D%/test_read.c \
	%D%/test_example.c \
	%D%/test_rules.c \
	%D%/test_rules_genuine.c \
	%D%/test_rules_form.c \
	%D%/test_rules_keys.c \
	%D%/test_rules_policy.c \
	%D%/test_rules_timing.c \
	%D%/test_rules_safety.c \
	%D%/test_rules_chain.c \
	%D%/test_rules_revoke.c \
	%D%/test_rules_plan.c \
	%D%/test_rules_response.c \
	%D%/test_rules_flips.c \
	%D%/test_make.c \
	%D%/test_rules_match.c \
	%D%/test_write.c
%C%_unit_ksr_CPPFLAGS = $(test_cppflags)
%C%_unit_ksr_LDADD = $(test_libs)
