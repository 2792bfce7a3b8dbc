libceremony_a_SOURCES += \
	%D%/authorize.c %D%/authorize.h \
	%D%/keys.c \
	%D%/plan.c %D%/plan.h \
	%D%/sign.c %D%/sign.h \
	%D%/verify.c
