# A test program of a room links $(test_libs) and nothing of the screen.
check_LIBRARIES += libtest.a
libtest_a_SOURCES = \
	%D%/sample.c %D%/sample.h \
	%D%/sample_load.c %D%/sample_load.h \
	%D%/test.c %D%/test.h \
	%D%/verify.c %D%/verify.h
EXTRA_DIST += \
	%D%/cupsd.sh \
	tests/data/rules-policy.xml \
	tests/data/rules-ksk1.pem tests/data/rules-ksk2.pem \
	tests/data/rules-zsk1.pem tests/data/rules-zsk2.pem \
	tests/data/rules-zsk3.pem tests/data/rules-zsk4.pem \
	tests/data/rules-zsk-twin.pem
libtest_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests \
	-DTEST_SRCDIR='"$(abs_top_srcdir)"' \
	-DTEST_BUILDDIR='"$(abs_top_builddir)"'
test_cppflags = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
test_libs = libtest.a $(core_libs) $(CUNIT_LIBS)
# Where the module is loaded into the test program itself.
module_test_libs = libtest.a $(module_libs) $(core_libs) $(CUNIT_LIBS)
