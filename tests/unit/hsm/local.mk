check_PROGRAMS += %D%/unit-hsm
TESTS += %D%/unit-hsm
%C%_unit_hsm_SOURCES = \
	%D%/suites.c \
	worker/faults_rules.c worker/faults_rules.h \
	%D%/test_faults_rules.c \
	%D%/test_hsm.c \
	%D%/test_p11.c \
	%D%/test_p11_error.c \
	%D%/test_p11_session.c \
	%D%/test_profile.c \
	%D%/test_wire.c
%C%_unit_hsm_CPPFLAGS = $(test_cppflags) -I$(top_srcdir)/worker
%C%_unit_hsm_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS) $(LIBP11_CFLAGS)
%C%_unit_hsm_LDADD = $(module_test_libs)
