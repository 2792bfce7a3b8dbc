check_PROGRAMS += %D%/unit-ceremony
TESTS += %D%/unit-ceremony
%C%_unit_ceremony_SOURCES = %D%/suites.c \
	%D%/test_ceremony.c %D%/test_script.c
%C%_unit_ceremony_CPPFLAGS = $(test_cppflags)
%C%_unit_ceremony_LDADD = $(test_libs)
