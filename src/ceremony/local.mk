libceremony_a_SOURCES += \
	%D%/ceremony.c %D%/ceremony.h \
	%D%/ceremony_check.c %D%/ceremony_parse.c %D%/ceremony_write.c \
	%D%/script.c %D%/script.h \
	%D%/script_check.c %D%/script_check_kind.c \
	%D%/script_parse.c %D%/script_parse.h \
	%D%/script_words.c %D%/script_words.h \
	%D%/script_write.c \
	%D%/xml_write.c %D%/xml_write.h

# The session and its moves.
libceremony_a_SOURCES += %D%/action_copy.c %D%/action_sign.c %D%/actions.c %D%/actions.h \
	%D%/addendum.c %D%/addendum.h %D%/room_addendum.c \
	%D%/awaited.c %D%/carry.c %D%/carry.h \
	%D%/correction.c %D%/correction.h \
	%D%/fields.c %D%/fields.h %D%/fold.c %D%/fold.h \
	%D%/fold_action.c %D%/fold_change.c %D%/fold_clock.c \
	%D%/fold_confirm.c %D%/fold_people.c %D%/fold_sign.c \
	%D%/fold_start.c %D%/fold_step.c %D%/gate.c %D%/gate.h \
	%D%/handover.c %D%/handover.h \
	%D%/copies.c %D%/copies.h %D%/fold_saved.c %D%/moves_saved.c \
	%D%/saved.c %D%/saved.h \
	%D%/capture.c %D%/capture.h %D%/log_line.c %D%/log_line.h \
	%D%/drives.c %D%/drives.h %D%/drives_rehearse.c \
	%D%/kind_clock.c %D%/kind_device.c %D%/kind_hold.c \
	%D%/kinds.c %D%/kinds.h \
	%D%/look.c %D%/lost.c %D%/moves.c %D%/moves.h \
	%D%/moves_change.c %D%/moves_correct.c %D%/moves_exception.c \
	%D%/moves_gate.c %D%/moves_people.c %D%/moves_stop.c \
	%D%/moves_value.c %D%/named.c %D%/named.h %D%/off.c %D%/off.h \
	%D%/by_paper.c %D%/by_paper.h %D%/moves_paper.c \
	%D%/paper.c %D%/paper.h \
	%D%/people.c %D%/people.h %D%/pins.c %D%/pins.h %D%/prints.c \
	%D%/readback.c %D%/readback.h %D%/resume.c %D%/room.c %D%/room.h \
	%D%/roster.c %D%/roster.h \
	%D%/seal.c %D%/shell.c %D%/shell.h \
	%D%/errand.c %D%/errand.h %D%/spawn.c %D%/spawn.h \
	%D%/fold_print.c %D%/moves_print.c %D%/printer.c %D%/printer.h \
	%D%/fold_command.c %D%/moves_command.c \
	%D%/session.c %D%/session.h %D%/session_around.h %D%/settle.c %D%/steps.c \
	%D%/steps.h %D%/token.c %D%/token.h %D%/values.c %D%/values.h \
	%D%/written.c %D%/written.h
# What goes wrong in a rehearsal.
libceremony_a_SOURCES += %D%/drill.c %D%/drill.h %D%/drill_effects.c \
	%D%/drill_effects.h %D%/drill_state.c %D%/drill_table.c \
	%D%/fold_fault.c %D%/scenario.c %D%/scenario.h %D%/training_fault.c
libceremony_a_SOURCES += \
	%D%/folder.c %D%/folder.h \
	%D%/unchanged.c %D%/unchanged.h \
	%D%/training.c %D%/training.h \
	%D%/training_ceremony.c %D%/training_parts.h \
	%D%/training_policy.c \
	%D%/training_previous.c \
	%D%/training_profile.c \
	%D%/training_token.c
