/*
 * The shipped documents: policies/, hsm-profiles/, scripts/. Installed they
 * lie in share/ksk-ceremony beside the program's bin/; a program that runs
 * from its build directory finds the source tree's by a file that the build
 * left beside it. KSK_CEREMONY_DATA in the environment goes first.
 */
#ifndef UI_DATA_H
#define UI_DATA_H

/* folder/name in the shipped documents, in new memory; there or not. */
char *
data_path(const char *folder, const char *name);

/* ksk-ceremony-hsm: beside a program that is not installed, else in libexec/.
 * Lives as long as the program. */
const char *
data_hsm_program(void);

/* ksk-ceremony-print, in the same way. */
const char *
data_print_program(void);

/* ksk-ceremony-faults.so, in the same way; for rehearsals. */
const char *
data_faults_module(void);

/* What the operator named: a path that is there as it is, else a plain name
 * ("root", "root.xml") of a shipped document, else the name unchanged. */
char *
data_find(const char *folder, const char *name);

#endif
