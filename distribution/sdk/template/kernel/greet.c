/*
 * A kernel to start from. Build it with `make` or CMake, and replace the two functions with yours:
 * here, in kernel_init, and in kernel.sxs.
 */
#include <stdio.h>
#include <sxs/kernel_api.h>

/* Codes that `raise` gives: yours to choose, and part of what callers rely on. */
enum { NAME_EMPTY = 1, NAME_TOO_LONG = 2, TOTAL_OUT_OF_RANGE = 3 };

static const sxs_api_table_t *api;

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

/* No type checks here: the declaration in kernel.sxs says :str, and Kernos has seen to it. */
static sxs_object_t hello(sxs_context_t ctx, sxs_object_t args) {
    const char *name = api->as_string(argument(args, 0));
    char greeting[256];
    if (*name == '\0') return api->raise(ctx, NAME_EMPTY, "hello: 'name' is empty");
    /* Half a greeting would be a wrong answer, and might end inside a character. */
    if (snprintf(greeting, sizeof greeting, "Hello, %s!", name) >= (int)sizeof greeting)
        return api->raise(ctx, NAME_TOO_LONG, "hello: 'name' is longer than 247 bytes");
    return api->create_string(greeting);
}

/* Whether a + b fits. Signed overflow is undefined in C: ask before adding, not after. */
static int fits(long long a, long long b) {
    const long long most = INT64_MAX, least = INT64_MIN;
    return b > 0 ? a <= most - b : a >= least - b;
}

/* Takes any number of arguments: `value :int..` in kernel.sxs, and 1 as the last argument below. */
static sxs_object_t total(sxs_context_t ctx, sxs_object_t args) {
    void *values = api->as_list(args);
    long long sum = 0;
    for (size_t i = 0; i < api->list_size(values); i++) {
        long long value = api->as_int(api->list_at(values, i));
        if (!fits(sum, value)) return api->raise(ctx, TOTAL_OUT_OF_RANGE, "total: the sum does not fit into 64 bits");
        sum += value;
    }
    return api->create_int(sum);
}

/* Called once, when the kernel is loaded. Keep the table; register each function of kernel.sxs. */
void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "hello", hello, SXS_TYPE_STRING, 0);
    api->register_function(registry, "total", total, SXS_TYPE_INT, 1);
}

/* Called once, when no call is running any more. Close what the kernel opened; optional otherwise. */
void kernel_shutdown(const sxs_api_table_t *table) {
    (void)table;
}
