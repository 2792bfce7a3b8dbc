# On SoftHSM, in private directories; skips where SoftHSM is not installed.
check_PROGRAMS += %D%/hsm-softhsm
TESTS += %D%/hsm-softhsm
%C%_hsm_softhsm_SOURCES = \
	%D%/suites.c \
	%D%/softhsm.c %D%/softhsm.h \
	%D%/test_golden.c \
	%D%/test_keys.c \
	%D%/test_token.c
%C%_hsm_softhsm_CPPFLAGS = $(test_cppflags)
%C%_hsm_softhsm_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS) $(LIBP11_CFLAGS)
%C%_hsm_softhsm_LDADD = $(module_test_libs)
