noinst_LIBRARIES += libconsole.a
libconsole_a_SOURCES = \
	%D%/console.h \
	%D%/keys.c %D%/keys.h \
	%D%/page.c %D%/page.h
libconsole_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/ui
libconsole_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
console_libs = libconsole.a $(core_libs) $(CURSES_LIBS)
