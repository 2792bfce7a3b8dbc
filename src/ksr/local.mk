libceremony_a_SOURCES += \
	%D%/ksr.c %D%/ksr.h \
	%D%/ksr_field.c %D%/ksr_field.h \
	%D%/ksr_tables.c %D%/ksr_tables.h \
	%D%/read.c \
	%D%/write.c \
	%D%/write_xml.c %D%/write_xml.h \
	%D%/policy.h \
	%D%/rules.h
