check_PROGRAMS += %D%/unit-base
TESTS += %D%/unit-base
%C%_unit_base_SOURCES = \
	%D%/suites.c \
	%D%/test_base64.c \
	%D%/test_buf.c \
	%D%/test_clock.c \
	%D%/test_create.c \
	%D%/test_digest.c \
	%D%/test_duration.c \
	%D%/test_err.c \
	%D%/test_file.c \
	%D%/test_hex.c \
	%D%/test_mem.c \
	%D%/test_secret.c \
	%D%/test_text.c \
	%D%/test_utc.c \
	%D%/test_verdict.c \
	%D%/test_words.c \
	%D%/test_xml.c
%C%_unit_base_CPPFLAGS = $(test_cppflags)
%C%_unit_base_LDADD = $(test_libs)
