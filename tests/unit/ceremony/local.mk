check_PROGRAMS += %D%/unit-ceremony
TESTS += %D%/unit-ceremony
%C%_unit_ceremony_SOURCES = %D%/suites.c \
	%D%/hall.c %D%/hall.h %D%/hall_plausible.c %D%/dump.c \
	%D%/test_addendum.c %D%/test_capture.c %D%/test_carry.c %D%/test_ceremony.c \
	%D%/test_script.c \
	%D%/test_fold.c %D%/test_gate.c %D%/test_kinds.c %D%/test_moves.c \
	%D%/test_moves_command.c \
	%D%/test_moves_change.c %D%/test_moves_correct.c \
	%D%/test_moves_exception.c \
	%D%/gates.c %D%/gates.h %D%/test_forged.c \
	%D%/cups.c %D%/cups.h %D%/test_by_paper.c \
	%D%/test_off.c %D%/test_paper.c %D%/test_pins.c \
	%D%/test_printer.c \
	%D%/test_resume.c %D%/test_roster.c %D%/test_scenario.c \
	%D%/test_saved.c %D%/test_session.c %D%/test_stops.c \
	%D%/test_training.c \
	%D%/test_unchanged.c %D%/test_waits.c %D%/test_whole.c
%C%_unit_ceremony_CPPFLAGS = $(test_cppflags)
%C%_unit_ceremony_LDADD = $(test_libs)

# Whole ceremonies with an HSM that fails: by itself, because it takes longer.
check_PROGRAMS += %D%/unit-ceremony-faults
TESTS += %D%/unit-ceremony-faults
%C%_unit_ceremony_faults_SOURCES = %D%/suites_faults.c \
	%D%/hall.c %D%/hall.h %D%/hall_plausible.c %D%/dump.c %D%/spoil.c %D%/spoil.h \
	%D%/faults_rows.c %D%/faults_rows.h %D%/test_faults.c
%C%_unit_ceremony_faults_CPPFLAGS = $(test_cppflags)
%C%_unit_ceremony_faults_LDADD = $(test_libs)
