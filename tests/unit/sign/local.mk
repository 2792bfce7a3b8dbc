check_PROGRAMS += %D%/unit-sign
TESTS += %D%/unit-sign
%C%_unit_sign_SOURCES = \
	%D%/fake.c %D%/fake.h \
	%D%/suites.c \
	%D%/test_authorize.c \
	%D%/test_keys.c \
	%D%/test_plan.c \
	%D%/test_sign.c \
	%D%/world.c %D%/world.h
%C%_unit_sign_CPPFLAGS = $(test_cppflags)
%C%_unit_sign_LDADD = $(test_libs)
