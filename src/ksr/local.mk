libceremony_a_SOURCES += \
	%D%/ksr.c %D%/ksr.h \
	%D%/ksr_field.c %D%/ksr_field.h \
	%D%/ksr_tables.c %D%/ksr_tables.h \
	%D%/policy.c %D%/policy.h \
	%D%/policy_ksk.c \
	%D%/policy_off.c \
	%D%/policy_parts.h \
	%D%/policy_read.c \
	%D%/policy_request.c \
	%D%/policy_schema.c \
	%D%/read.c \
	%D%/rules.h \
	%D%/write.c \
	%D%/write_xml.c %D%/write_xml.h
