/* What CallBench calls, and plain C loops that call the same functions through the same table: the floor. */
#define _POSIX_C_SOURCE 199309L
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "sxs/kernel_api.h"

static const sxs_api_table_t *api;

static sxs_object_t at(sxs_object_t args, size_t index) { return api->list_at(api->as_list(args), index); }

static sxs_object_t add(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return api->create_int(api->as_int(at(args, 0)) + api->as_int(at(args, 1)));
}

static sxs_object_t sum(sxs_context_t ctx, sxs_object_t args) {
    void *list = api->as_list(at(args, 0));
    size_t count = api->list_size(list), i;
    long long result = 0;
    (void)ctx;
    for (i = 0; i < count; i++) {
        result += api->as_int(api->list_at(list, i));
    }
    return api->create_int(result);
}

static sxs_object_t echo(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return api->create_string(api->as_string(at(args, 0)));
}

static sxs_object_t kind(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return api->create_int(api->get_type(at(args, 0)));
}

static sxs_object_t kind_evaluated(sxs_context_t ctx, sxs_object_t args) {
    return api->create_int(api->get_type(api->eval(ctx, at(args, 0))));
}

/* Nanoseconds for `times` calls with one list of arguments. The pointer is volatile: nothing is inlined. */
static sxs_object_t loop(sxs_context_t ctx, sxs_kernel_fn_t called, sxs_object_t *arguments, size_t count, long long times) {
    sxs_kernel_fn_t volatile function = called;
    sxs_object_t list = api->create_paren_list(arguments, count);
    struct timespec from, to;
    long long i;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (i = 0; i < times; i++) {
        function(ctx, list);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    return api->create_int((to.tv_sec - from.tv_sec) * 1000000000LL + (to.tv_nsec - from.tv_nsec));
}

static sxs_object_t loop_add(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t numbers[2];
    numbers[0] = api->create_int(5);
    numbers[1] = api->create_int(3);
    return loop(ctx, add, numbers, 2, api->as_int(at(args, 0)));
}

static sxs_object_t loop_sum(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t list = at(args, 1);
    return loop(ctx, sum, &list, 1, api->as_int(at(args, 0)));
}

static sxs_object_t loop_echo(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t text = at(args, 1);
    return loop(ctx, echo, &text, 1, api->as_int(at(args, 0)));
}

void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    table->register_function(registry, "add", add, SXS_TYPE_INT, 0);
    table->register_function(registry, "sum", sum, SXS_TYPE_INT, 0);
    table->register_function(registry, "echo", echo, SXS_TYPE_STRING, 0);
    table->register_function(registry, "kind", kind, SXS_TYPE_INT, 0);
    table->register_function(registry, "kind_evaluated", kind_evaluated, SXS_TYPE_INT, 0);
    table->register_function(registry, "loop_add", loop_add, SXS_TYPE_INT, 0);
    table->register_function(registry, "loop_sum", loop_sum, SXS_TYPE_INT, 0);
    table->register_function(registry, "loop_echo", loop_echo, SXS_TYPE_INT, 0);
}
