TESTS += %D%/structure.sh %D%/linkage.sh
EXTRA_DIST += %D%/structure.sh %D%/linkage.sh %D%/checks.sh
