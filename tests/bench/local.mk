# make bench: the whole sign command against a bare program that makes the same
# number of signatures, and its memory. Not part of check: it measures time.
EXTRA_PROGRAMS += %D%/bare %D%/run
%C%_bare_SOURCES = %D%/bare.c
%C%_bare_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS)
%C%_bare_LDADD = -ldl
%C%_run_SOURCES = %D%/run.c
EXTRA_DIST += %D%/sign.sh

.PHONY: bench
bench: all %D%/bare$(EXEEXT) %D%/run$(EXEEXT)
	$(SHELL) $(srcdir)/%D%/sign.sh $(abs_srcdir) $(abs_builddir)
CLEANFILES += %D%/bare$(EXEEXT) %D%/run$(EXEEXT)
