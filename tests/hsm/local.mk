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

# The program as a whole, with faults between it and SoftHSM.
check_PROGRAMS += %D%/hsm-faults
TESTS += %D%/hsm-faults
%C%_hsm_faults_SOURCES = \
	%D%/faults_suites.c \
	%D%/faults_table.c %D%/faults_table.h \
	%D%/signing.c %D%/signing.h \
	%D%/signing_files.c \
	%D%/softhsm.c %D%/softhsm.h \
	%D%/test_faults.c \
	%D%/test_hang.c
%C%_hsm_faults_CPPFLAGS = $(test_cppflags)
%C%_hsm_faults_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS) $(LIBP11_CFLAGS)
%C%_hsm_faults_LDADD = $(module_test_libs)

# The HSM's process, alone and from both sides of its socket.
check_PROGRAMS += %D%/hsm-worker %D%/hostile
TESTS += %D%/hsm-worker
%C%_hsm_worker_SOURCES = \
	%D%/served.c %D%/served.h \
	%D%/signing.c %D%/signing.h \
	%D%/signing_files.c \
	%D%/softhsm.c %D%/softhsm.h \
	%D%/test_answers.c \
	%D%/test_process.c \
	%D%/test_requests.c \
	%D%/test_secrecy.c \
	%D%/test_served.c \
	%D%/worker_suites.c
%C%_hsm_worker_CPPFLAGS = $(test_cppflags) \
	-DHOSTILE_PROGRAM='"$(abs_top_builddir)/%D%/hostile"'
%C%_hsm_worker_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS) $(LIBP11_CFLAGS)
%C%_hsm_worker_LDADD = $(module_test_libs)
%C%_hostile_SOURCES = %D%/hostile.c
%C%_hostile_LDADD = $(core_libs)
