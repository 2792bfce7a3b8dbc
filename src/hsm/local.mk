libceremony_a_SOURCES += \
	%D%/hsm.c %D%/hsm.h \
	%D%/permit.c %D%/permit.h \
	%D%/profile.c %D%/profile.h \
	%D%/profile_read.c \
	%D%/remote.c %D%/remote.h %D%/remote_state.h \
	%D%/remote_calls.c \
	%D%/wire.c %D%/wire.h \
	%D%/worker.c %D%/worker.h

# What touches the module, for the HSM's process alone.
noinst_LIBRARIES += libmodule.a
libmodule_a_SOURCES = \
	%D%/p11.c %D%/p11.h %D%/p11_state.h \
	%D%/p11_error.c \
	%D%/p11_find.c \
	%D%/p11_make.c \
	%D%/p11_session.c \
	%D%/p11_sign.c \
	%D%/serve.c %D%/serve.h
libmodule_a_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS) $(LIBP11_CFLAGS)
module_libs = libmodule.a libceremony.a $(LIBP11_LIBS) $(CRYPTO_LIBS) -ldl
