/* The host of the self-test: evaluates by adding 1, and remembers how calls fail. */
#ifndef FAKE_HOST_H
#define FAKE_HOST_H

#include "host.h"

extern int fails, last_failure, evaluations, registrations, open_registrations, lines;
extern int64_t last_number;

/* Counts a check; says where one does not hold. */
void check(int holds, const char *what, const char *file, int line);
#define CHECK(what) check((what) ? 1 : 0, #what, __FILE__, __LINE__)

#endif
