# make bench: the whole sign command against a bare program that makes the same
# number of signatures, and its memory; the console on a terminal. Not part of
# check, but for what only counts: it measures time.
check_PROGRAMS += %D%/bare %D%/run
%C%_bare_SOURCES = %D%/bare.c
%C%_bare_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS)
%C%_bare_LDADD = -ldl
%C%_run_SOURCES = %D%/run.c
check_PROGRAMS += %D%/large %D%/resumed
%C%_large_SOURCES = %D%/large.c %D%/people.c %D%/people.h
%C%_large_LDADD = $(core_libs)
%C%_resumed_SOURCES = %D%/resumed.c %D%/figures.c %D%/figures.h \
	%D%/terminal.c %D%/terminal.h
check_PROGRAMS += %D%/held
%C%_held_SOURCES = %D%/held.c %D%/figures.c %D%/figures.h \
	%D%/people.c %D%/people.h %D%/terminal.c %D%/terminal.h
%C%_held_LDADD = $(core_libs)
dist_check_SCRIPTS += %D%/bytes.sh
TESTS += %D%/bytes.sh
EXTRA_DIST += %D%/rooms.sh %D%/sign.sh

.PHONY: bench
bench: all %D%/bare$(EXEEXT) %D%/run$(EXEEXT) %D%/held$(EXEEXT) \
	%D%/large$(EXEEXT) %D%/resumed$(EXEEXT)
	$(SHELL) $(srcdir)/%D%/sign.sh $(abs_srcdir) $(abs_builddir)
	$(SHELL) $(srcdir)/%D%/rooms.sh $(abs_srcdir) $(abs_builddir)
