libceremony_a_SOURCES += \
	%D%/ksr.c %D%/ksr.h \
	%D%/ksr_field.c %D%/ksr_field.h \
	%D%/ksr_tables.c %D%/ksr_tables.h \
	%D%/make.c %D%/make.h \
	%D%/make_key.c \
	%D%/make_rehearsal.c \
	%D%/make_twin.c \
	%D%/policy.c %D%/policy.h \
	%D%/policy_ksk.c \
	%D%/policy_off.c \
	%D%/policy_parts.h \
	%D%/policy_read.c \
	%D%/policy_request.c \
	%D%/policy_schema.c \
	%D%/read.c \
	%D%/rules.c %D%/rules.h \
	%D%/rules_algorithms.c \
	%D%/rules_chain.c \
	%D%/rules_form.c \
	%D%/rules_impl.h \
	%D%/rules_keys.c \
	%D%/rules_match.c \
	%D%/rules_match_header.c \
	%D%/rules_plan.c \
	%D%/rules_policy.c \
	%D%/rules_pop.c \
	%D%/rules_response.c \
	%D%/rules_revoke.c \
	%D%/rules_safety.c \
	%D%/rules_signed.c \
	%D%/rules_tags.c \
	%D%/rules_text.c \
	%D%/rules_timing.c \
	%D%/timeline.c %D%/timeline.h \
	%D%/write.c \
	%D%/write_xml.c %D%/write_xml.h
