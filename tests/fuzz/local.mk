check_PROGRAMS += %D%/hostile
TESTS += %D%/hostile
%C%_hostile_SOURCES = \
	%D%/feed.c %D%/feed.h \
	%D%/suites.c \
	%D%/test_damaged.c \
	%D%/test_hostile.c
%C%_hostile_CPPFLAGS = $(test_cppflags)
%C%_hostile_LDADD = $(test_libs)

# Needs clang; not part of any other target.
EXTRA_PROGRAMS += %D%/fuzz-ksr
%C%_fuzz_ksr_SOURCES = %D%/fuzz_ksr.c
%C%_fuzz_ksr_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
%C%_fuzz_ksr_LDADD = $(core_libs)
