# Data files: found here in the source tree, in pkgdatadir when installed.
scriptsdir = $(pkgdatadir)/scripts
dist_scripts_DATA = \
	%D%/sign-ksr.xml \
	%D%/prologue.xml %D%/safes-open.xml %D%/equipment.xml %D%/people.xml \
	%D%/hsm.xml %D%/sign.xml %D%/secure.xml %D%/safes-shut.xml \
	%D%/close.xml \
	%D%/rehearsal.xml \
	%D%/bad-day.xml \
	%D%/ceremony.rng %D%/scenario.rng %D%/script.rng
