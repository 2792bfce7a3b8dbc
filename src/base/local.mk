libceremony_a_SOURCES += \
	%D%/buf.c %D%/buf.h \
	%D%/err.c %D%/err.h \
	%D%/mem.c %D%/mem.h \
	%D%/verdict.c %D%/verdict.h
