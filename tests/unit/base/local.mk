check_PROGRAMS += %D%/unit-base
TESTS += %D%/unit-base
%C%_unit_base_SOURCES = \
	%D%/suites.c \
	%D%/test_buf.c \
	%D%/test_err.c \
	%D%/test_xml.c
%C%_unit_base_CPPFLAGS = $(test_cppflags)
%C%_unit_base_LDADD = $(test_libs)
