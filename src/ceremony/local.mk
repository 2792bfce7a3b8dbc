libceremony_a_SOURCES += \
	%D%/ceremony.c %D%/ceremony.h \
	%D%/ceremony_check.c %D%/ceremony_parse.c %D%/ceremony_write.c \
	%D%/script.c %D%/script.h \
	%D%/script_parse.c %D%/script_parse.h \
	%D%/script_words.c %D%/script_words.h \
	%D%/script_write.c \
	%D%/xml_write.c %D%/xml_write.h
