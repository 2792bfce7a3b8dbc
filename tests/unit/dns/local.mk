check_PROGRAMS += %D%/unit-dns
TESTS += %D%/unit-dns
%C%_unit_dns_SOURCES = \
	%D%/genuine.c %D%/genuine.h \
	%D%/suites.c \
	%D%/test_algorithm.c \
	%D%/test_dnskey.c \
	%D%/test_name.c \
	%D%/test_rrsig.c \
	%D%/test_rsa.c
%C%_unit_dns_CPPFLAGS = $(test_cppflags)
%C%_unit_dns_LDADD = $(test_libs)
