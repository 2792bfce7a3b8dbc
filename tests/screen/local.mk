check_PROGRAMS += %D%/screens
TESTS += %D%/screens
%C%_screens_SOURCES = %D%/suites.c %D%/stage.c %D%/stage.h \
	%D%/scene.c %D%/scene.h \
	%D%/test_around.c %D%/test_beside.c %D%/test_gate.c %D%/test_golden.c \
	%D%/test_keys.c %D%/test_kinds.c %D%/test_loop.c \
	%D%/test_play.c %D%/test_stops.c
%C%_screens_CPPFLAGS = $(test_cppflags) -I$(top_srcdir)/ui \
	-DTEST_SRCDIR='"$(abs_top_srcdir)"'
%C%_screens_LDADD = libtest.a libconsole.a $(core_libs) $(CURSES_LIBS) \
	$(CUNIT_LIBS)

# Rehearsals in which everything goes wrong: by itself, because it takes longer.
check_PROGRAMS += %D%/drills
TESTS += %D%/drills
%C%_drills_SOURCES = %D%/suites_drills.c %D%/stage.c %D%/stage.h \
	%D%/test_drill.c
%C%_drills_CPPFLAGS = $(%C%_screens_CPPFLAGS)
%C%_drills_LDADD = $(%C%_screens_LDADD)
EXTRA_DIST += %D%/golden
