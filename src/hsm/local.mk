libceremony_a_SOURCES += \
	%D%/hsm.c %D%/hsm.h \
	%D%/p11.c %D%/p11.h %D%/p11_state.h \
	%D%/p11_error.c \
	%D%/p11_find.c \
	%D%/p11_make.c \
	%D%/p11_session.c \
	%D%/p11_sign.c \
	%D%/profile.c %D%/profile.h
