libceremony_a_SOURCES += \
	%D%/debrief.c \
	%D%/manifest.c \
	%D%/phrase.c %D%/phrase.h \
	%D%/phrase_table.c %D%/phrase_table.h \
	%D%/record_text.c \
	%D%/recorded.c %D%/recorded.h \
	%D%/report.h \
	%D%/wrap.c %D%/wrap.h
