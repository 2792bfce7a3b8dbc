libceremony_a_SOURCES += \
	%D%/algorithm.c %D%/algorithm.h \
	%D%/dnskey.c %D%/dnskey.h \
	%D%/name.c %D%/name.h \
	%D%/rrsig.c %D%/rrsig.h \
	%D%/rsa.c %D%/rsa.h
