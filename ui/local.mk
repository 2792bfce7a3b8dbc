noinst_LIBRARIES += libconsole.a
libconsole_a_SOURCES = \
	%D%/console.h \
	%D%/keys.c %D%/keys.h \
	%D%/page.c %D%/page.h
libconsole_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/ui
libconsole_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
console_libs = libconsole.a $(core_libs) $(CURSES_LIBS)

bin_PROGRAMS += ksk-ceremony
ksk_ceremony_SOURCES = \
	%D%/bundles.c \
	%D%/cmd_check.c %D%/cmd_check.h \
	%D%/cmd_sign.c %D%/cmd_sign.h \
	%D%/cmd_verify.c %D%/cmd_verify.h \
	%D%/cmd_words.c %D%/cmd_words.h \
	%D%/data.c %D%/data.h \
	%D%/inputs.c %D%/inputs.h \
	%D%/main.c \
	%D%/options.c %D%/options.h \
	%D%/prompt.c %D%/prompt.h \
	%D%/results.c %D%/results.h \
	%D%/sources.c %D%/sources.h \
	%D%/token.c %D%/token.h
ksk_ceremony_CPPFLAGS = $(AM_CPPFLAGS) -DPKGDATADIR='"$(pkgdatadir)"'
ksk_ceremony_LDFLAGS = $(AM_LDFLAGS) -Wl,--no-as-needed
ksk_ceremony_LDADD = $(console_libs)

# Tells a program that is not installed where the shipped documents are.
noinst_DATA = ksk-ceremony.data
CLEANFILES += ksk-ceremony.data
ksk-ceremony.data: Makefile
	$(AM_V_GEN)echo "$(abs_top_srcdir)" > $@
