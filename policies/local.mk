policiesdir = $(pkgdatadir)/policies
dist_policies_DATA = \
	%D%/policy.rng \
	%D%/rehearsal.xml \
	%D%/root-2017.xml \
	%D%/root.xml
