libceremony_a_SOURCES += \
	%D%/chain.c %D%/chain.h \
	%D%/follow.c %D%/follow.h \
	%D%/journal.c %D%/journal.h \
	%D%/mirror.c \
	%D%/place.c %D%/place.h \
	%D%/reader.c %D%/reader.h \
	%D%/record.c %D%/record.h \
	%D%/reserve.c %D%/reserve.h \
	%D%/vocabulary.c %D%/vocabulary.h
