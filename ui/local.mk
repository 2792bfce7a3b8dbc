noinst_LIBRARIES += libconsole.a
libconsole_a_SOURCES = \
	%D%/autoplay.c %D%/autoplay.h \
	%D%/changes.c %D%/changes.h \
	%D%/console.h \
	%D%/frame.c %D%/frame.h \
	%D%/input.c %D%/input.h \
	%D%/keys.c %D%/keys.h \
	%D%/layout.c %D%/layout.h \
	%D%/loop.c \
	%D%/page.c %D%/page.h \
	%D%/preflight.h \
	%D%/preflight_groups.c \
	%D%/preflight_pages.c \
	%D%/preflight_summary.c \
	%D%/render_curses.c \
	%D%/render_plain.c \
	%D%/renderer.c %D%/renderer.h \
	%D%/s_amend.c \
	%D%/s_big.c \
	%D%/s_break.c \
	%D%/s_card.c \
	%D%/s_change.c \
	%D%/s_command.c \
	%D%/s_correct.c \
	%D%/s_debrief.c \
	%D%/s_exception.c \
	%D%/s_gate.c \
	%D%/s_hand_over.c \
	%D%/s_help.c \
	%D%/s_more.c \
	%D%/s_objection.c \
	%D%/s_outline.c \
	%D%/s_paper.c \
	%D%/s_preflight.c \
	%D%/s_printer.c \
	%D%/s_readback.c \
	%D%/s_record.c \
	%D%/s_result.c \
	%D%/s_saved.c \
	%D%/s_sign_in.c \
	%D%/s_start.c \
	%D%/s_step.c \
	%D%/s_wait.c \
	%D%/screens.c %D%/screens.h \
	%D%/theme.c %D%/theme.h \
	%D%/view.c %D%/view.h \
	%D%/view_input.c \
	%D%/view_only.c \
	%D%/viewer.c %D%/viewer.h \
	%D%/w_agreed.c %D%/w_agreed.h \
	%D%/w_big.c %D%/w_big.h \
	%D%/w_form.c %D%/w_form.h \
	%D%/w_kind.c %D%/w_kind.h \
	%D%/w_off.c %D%/w_off.h \
	%D%/w_choice.c %D%/w_choice.h \
	%D%/w_people.c %D%/w_people.h \
	%D%/w_side.c %D%/w_side.h \
	%D%/w_paper.c %D%/w_paper.h \
	%D%/w_table.c %D%/w_table.h \
	%D%/w_value.c %D%/w_value.h \
	%D%/w_words.c %D%/w_words.h \
	%D%/who.c %D%/who.h
libconsole_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/ui
libconsole_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
console_libs = libconsole.a $(core_libs) $(CURSES_LIBS)

bin_PROGRAMS += ksk-ceremony
ksk_ceremony_SOURCES = \
	%D%/bundles.c \
	%D%/cmd_addendum.c %D%/cmd_addendum.h \
	%D%/cmd_check.c %D%/cmd_check.h \
	%D%/cmd_lint.c %D%/cmd_lint.h \
	%D%/cmd_rehearse.c %D%/cmd_rehearse.h \
	%D%/cmd_resume.c %D%/cmd_resume.h \
	%D%/cmd_run.c %D%/cmd_run.h \
	%D%/cmd_sign.c %D%/cmd_sign.h \
	%D%/cmd_verify.c %D%/cmd_verify.h \
	%D%/cmd_view.c %D%/cmd_view.h \
	%D%/cmd_words.c %D%/cmd_words.h \
	%D%/data.c %D%/data.h \
	%D%/hold.c %D%/hold.h \
	%D%/inputs.c %D%/inputs.h \
	%D%/main.c \
	%D%/options.c %D%/options.h \
	%D%/prompt.c %D%/prompt.h \
	%D%/results.c %D%/results.h \
	%D%/sources.c %D%/sources.h \
	%D%/hsm_use.c %D%/hsm_use.h
ksk_ceremony_CPPFLAGS = $(AM_CPPFLAGS) -DPKGDATADIR='"$(pkgdatadir)"' \
	-DLIBEXECDIR='"$(libexecdir)"' -DPKGLIBDIR='"$(pkglibdir)"'
ksk_ceremony_LDADD = libconsole.a libceremony.a $(PROGRAM_LIBS)

# Tells a program that is not installed where the shipped documents are.
noinst_DATA = ksk-ceremony.data
CLEANFILES += ksk-ceremony.data
ksk-ceremony.data: Makefile
	$(AM_V_GEN)echo "$(abs_top_srcdir)" > $@
