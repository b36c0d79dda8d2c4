/*
 * A host for kernels in a few hundred lines, for tests: the whole table over malloc. Every object
 * and every array is an allocation of its own, so that the address sanitizer sees each wrong access.
 */
#ifndef SAMPLES_TEST_HOST_H
#define SAMPLES_TEST_HOST_H

#include <stddef.h>
#include <sxs/kernel_api.h>

/* What a call came to. With `raised`, `code` and `message` are those that the kernel gave. */
typedef struct {
    sxs_object_t object;
    int raised;
    int code;
    char message[512];
} outcome_t;

extern const sxs_api_table_t host_api;

/* Loads DIRECTORY/<name>: its declarations and its registrations have to agree. 0 when it is not there. */
int host_load(const char *directory, const char *name);
/* Opens DIRECTORY/<name>/<name>.hmod, of which no code runs yet. 0 when it is not there. */
int host_load_module(const char *directory, const char *name);
/* Runs an opened module's kernel_init; the number of functions it has registered. */
size_t host_init_kernel(const char *name);
void *host_symbol(const char *module, const char *symbol);
/* Calls kernel_shutdown and closes the library. 0 when its code is still mapped then. */
int host_unload(const char *name);
/* Adds a function of the test's own, for kernels to call through eval. */
void host_define(const char *name, sxs_kernel_fn_t function, sxs_type_t return_type);
outcome_t host_call(const char *name, size_t count, sxs_object_t *arguments);
/* Frees every object. */
void host_clear(void);

/* What is wrong with a kernel or a call is reported here, and counts as a failed check. */
void host_problem(const char *format, ...);

#endif
