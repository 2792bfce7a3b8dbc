# The process in which the HSM's module lives: the only program that links
# libp11.
libexec_PROGRAMS += ksk-ceremony-hsm
ksk_ceremony_hsm_SOURCES = %D%/main.c
ksk_ceremony_hsm_LDADD = $(module_libs)
