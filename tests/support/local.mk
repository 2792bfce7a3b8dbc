# A test program of a room links $(test_libs) and nothing of the screen.
check_LIBRARIES += libtest.a
libtest_a_SOURCES = %D%/test.c %D%/test.h
libtest_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests \
	-DTEST_SRCDIR='"$(abs_top_srcdir)"'
test_cppflags = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
test_libs = libtest.a $(core_libs) $(CUNIT_LIBS)
