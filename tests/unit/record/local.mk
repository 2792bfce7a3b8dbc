# write and fsync can be made to fail (faults.h).
check_PROGRAMS += %D%/unit-record
TESTS += %D%/unit-record %D%/chain.sh %D%/documented.sh
%C%_unit_record_SOURCES = %D%/suites.c %D%/faults.c %D%/faults.h \
	%D%/test_addendum.c %D%/test_append.c %D%/test_follow.c \
	%D%/test_mirror.c %D%/test_open.c %D%/test_read.c \
	%D%/test_reader.c
%C%_unit_record_CPPFLAGS = $(test_cppflags)
%C%_unit_record_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=write,--wrap=fsync,--wrap=statfs64
%C%_unit_record_LDADD = $(test_libs)

# Writes a record of a few events: chain.sh checks it without our code.
check_PROGRAMS += %D%/write-record
%C%_write_record_SOURCES = %D%/write_record.c
%C%_write_record_LDADD = $(core_libs)
EXTRA_DIST += %D%/documented.sh %D%/chain.sh %D%/chain_loop.sh
