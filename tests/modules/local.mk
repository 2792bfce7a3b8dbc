# The same on modules of several makers, through the HSM's process; skips what
# is not installed or cannot be started.
check_PROGRAMS += %D%/hsm-modules
TESTS += %D%/hsm-modules
EXTRA_DIST += %D%/place.sh
%C%_hsm_modules_SOURCES = \
	%D%/place.c %D%/place.h \
	%D%/suites.c \
	%D%/test_modules.c
%C%_hsm_modules_CPPFLAGS = $(test_cppflags)
%C%_hsm_modules_LDADD = $(test_libs)
