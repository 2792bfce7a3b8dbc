profilesdir = $(pkgdatadir)/hsm-profiles
dist_profiles_DATA = \
	%D%/keyper.xml \
	%D%/luna-usb7.xml \
	%D%/nss.xml \
	%D%/profile.rng \
	%D%/softhsm-faults.xml \
	%D%/softhsm.xml
