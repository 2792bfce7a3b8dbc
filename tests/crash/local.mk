# killat.so is preloaded into programs under test; no libtool for one file.
%D%/killat.so: %D%/killat.c
	$(AM_V_at)$(MKDIR_P) %D%
	$(AM_V_CC)$(CC) -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wconversion \
		-O1 -fPIC -shared -o $@ $(top_srcdir)/%D%/killat.c -ldl
check_DATA += %D%/killat.so
CLEANFILES += %D%/killat.so
EXTRA_DIST += %D%/killat.c %D%/record_kills.sh \
	%D%/resume_kills.sh %D%/resume_one.sh %D%/eventful_kills.sh \
	%D%/hands.sh

check_PROGRAMS += %D%/effects
%C%_effects_SOURCES = %D%/effects.c
%C%_effects_LDADD = $(core_libs)
TESTS += %D%/record_kills.sh
# Minutes; FULL=1 takes every moment of a ceremony.
TESTS += %D%/resume_kills.sh %D%/eventful_kills.sh
