# Grammars are embedded; a folder of the user's cannot supply one.
GRAMMARS = \
	src/ksr/ksr.rng \
	policies/policy.rng \
	hsm-profiles/profile.rng \
	scripts/script.rng \
	scripts/ceremony.rng
EXTRA_DIST += tools/embed.sh $(GRAMMARS)

%D%/grammars.c: tools/embed.sh $(GRAMMARS)
	$(AM_V_at)$(MKDIR_P) %D%
	$(AM_V_GEN)cd $(top_srcdir) && \
		$(SHELL) tools/embed.sh $(GRAMMARS) > $(abs_builddir)/$@.part
	$(AM_V_at)mv $@.part $@

CLEANFILES += %D%/grammars.c
nodist_libceremony_a_SOURCES = %D%/grammars.c
libceremony_a_SOURCES += \
	%D%/buf.c %D%/buf.h \
	%D%/err.c %D%/err.h \
	%D%/grammars.h \
	%D%/mem.c %D%/mem.h \
	%D%/text.c %D%/text.h \
	%D%/verdict.c %D%/verdict.h \
	%D%/xml.c %D%/xml.h
