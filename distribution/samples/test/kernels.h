/* The kernels that the host has loaded; host.h is what tests see of them. */
#ifndef SAMPLES_TEST_KERNELS_H
#define SAMPLES_TEST_KERNELS_H

#include <stddef.h>
#include <sxs/kernel_api.h>

#define MOST_FUNCTIONS 16

typedef struct {
    char name[64];
    sxs_kernel_fn_t function;
    sxs_type_t return_type;
    int variadic;
} function_t;

typedef struct {
    char name[32], path[512];
    void *library;
    function_t functions[MOST_FUNCTIONS];
    size_t count;
} kernel_t;

/* By the whole name, as in alu/add; NULL when there is none. */
const function_t *kernel_function(const char *name);

#endif
