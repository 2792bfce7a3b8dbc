# Grammars are embedded; a folder of the user's cannot supply one.
GRAMMARS = \
	src/ksr/ksr.rng \
	policies/policy.rng \
	hsm-profiles/profile.rng \
	scripts/script.rng \
	scripts/ceremony.rng \
	scripts/scenario.rng
EXTRA_DIST += tools/embed.sh $(GRAMMARS)

%D%/grammars.c: tools/embed.sh $(GRAMMARS)
	$(AM_V_at)$(MKDIR_P) %D%
	$(AM_V_GEN)cd $(top_srcdir) && \
		$(SHELL) tools/embed.sh $(GRAMMARS) > $(abs_builddir)/$@.part
	$(AM_V_at)mv $@.part $@

CLEANFILES += %D%/grammars.c
nodist_libceremony_a_SOURCES = %D%/grammars.c
libceremony_a_SOURCES += \
	%D%/base64.c %D%/base64.h \
	%D%/buf.c %D%/buf.h \
	%D%/child.c %D%/child.h \
	%D%/clock.c %D%/clock.h \
	%D%/create.c \
	%D%/crypto.c %D%/crypto.h \
	%D%/digest.c %D%/digest.h \
	%D%/duration.c \
	%D%/err.c %D%/err.h \
	%D%/file.c %D%/file.h \
	%D%/grammars.h \
	%D%/hex.c %D%/hex.h \
	%D%/listing.c %D%/listing.h \
	%D%/mem.c %D%/mem.h \
	%D%/secret.c %D%/secret.h \
	%D%/text.c %D%/text.h \
	%D%/thread.c %D%/thread.h \
	%D%/utc.c %D%/utc.h \
	%D%/verdict.c %D%/verdict.h \
	%D%/words.c %D%/words.h \
	%D%/words_list.c \
	%D%/xml.c %D%/xml.h \
	%D%/xml_bytes.c %D%/xml_bytes.h \
	%D%/xml_doc.h \
	%D%/xml_node.c
