check_PROGRAMS += %D%/unit-ui
TESTS += %D%/unit-ui
%C%_unit_ui_SOURCES = %D%/suites.c %D%/test_curses.c %D%/test_form.c \
	%D%/test_keys.c %D%/test_page.c %D%/test_plain.c %D%/test_words.c
%C%_unit_ui_CPPFLAGS = $(test_cppflags) -I$(top_srcdir)/ui
%C%_unit_ui_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
%C%_unit_ui_LDADD = libtest.a libconsole.a $(core_libs) $(CURSES_LIBS) \
	$(CUNIT_LIBS)
