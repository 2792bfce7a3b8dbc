# The process in which the HSM's module lives: the only program that links
# libp11.
libexec_PROGRAMS += ksk-ceremony-hsm
ksk_ceremony_hsm_SOURCES = %D%/main.c
ksk_ceremony_hsm_LDADD = $(module_libs)

# The printer's process: the only program that links libcups.
libexec_PROGRAMS += ksk-ceremony-print
ksk_ceremony_print_SOURCES = %D%/print.c
ksk_ceremony_print_LDADD = $(core_libs) $(CUPS_LIBS)

# A module that spoils calls of another one; no libtool for one shared object.
faultsdir = $(pkglibdir)
faults_PROGRAMS = ksk-ceremony-faults.so
ksk_ceremony_faults_so_SOURCES = %D%/faults.c \
	%D%/faults_rules.c %D%/faults_rules.h
ksk_ceremony_faults_so_CFLAGS = $(AM_CFLAGS) $(P11KIT_CFLAGS) -fPIC \
	-fvisibility=hidden
ksk_ceremony_faults_so_LDFLAGS = $(AM_LDFLAGS) -shared
ksk_ceremony_faults_so_LDADD = -ldl
