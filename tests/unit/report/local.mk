check_PROGRAMS += %D%/unit-report
TESTS += %D%/unit-report
%C%_unit_report_SOURCES = %D%/suites.c \
	%D%/test_manifest.c %D%/test_phrase.c %D%/test_record_text.c
%C%_unit_report_CPPFLAGS = $(test_cppflags)
%C%_unit_report_LDADD = $(test_libs)
