/* Real vectors, read and made as whole arrays: no call through the table per element. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sxs/kernel_api.h>

enum { NOT_REALS = 1, LENGTHS_DIFFER = 2, OUT_OF_MEMORY = 3 };

typedef struct {
    const double *values; /* NULL when the argument is no list of reals */
    size_t count;
} reals_t;

static const sxs_api_table_t *api;

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

static reals_t reals_argument(sxs_object_t args, size_t index) {
    reals_t reals;
    reals.values = api->as_reals(argument(args, index), &reals.count);
    return reals;
}

static sxs_object_t not_reals(sxs_context_t ctx, const char *name) {
    char message[96];
    snprintf(message, sizeof message, "'%s' has to hold reals only, as [1.0 2.0]", name);
    return api->raise(ctx, NOT_REALS, message);
}

static sxs_object_t lengths_differ(sxs_context_t ctx, size_t a, size_t b) {
    char message[128];
    snprintf(message, sizeof message, "'a' has %zu elements and 'b' has %zu: dot wants as many", a, b);
    return api->raise(ctx, LENGTHS_DIFFER, message);
}

static sxs_object_t dot(sxs_context_t ctx, sxs_object_t args) {
    reals_t a = reals_argument(args, 0), b = reals_argument(args, 1);
    if (a.values == NULL) return not_reals(ctx, "a");
    if (b.values == NULL) return not_reals(ctx, "b");
    if (a.count != b.count) return lengths_differ(ctx, a.count, b.count);
    double sum = 0.0;
    for (size_t i = 0; i < a.count; i++) sum += a.values[i] * b.values[i];
    return api->create_real(sum);
}

static sxs_object_t scale(sxs_context_t ctx, sxs_object_t args) {
    reals_t from = reals_argument(args, 0);
    double factor = api->as_real(argument(args, 1));
    if (from.values == NULL) return not_reals(ctx, "values");
    /* One element more, because malloc(0) may answer NULL. */
    double *scaled = malloc((from.count + 1) * sizeof *scaled);
    if (scaled == NULL) return api->raise(ctx, OUT_OF_MEMORY, "no memory for the scaled vector");
    for (size_t i = 0; i < from.count; i++) scaled[i] = from.values[i] * factor;
    sxs_object_t result = api->create_reals(scaled, from.count);
    free(scaled);
    return result;
}

static double largest(reals_t reals) {
    double largest = 0.0;
    for (size_t i = 0; i < reals.count; i++) largest = fmax(largest, fabs(reals.values[i]));
    return largest;
}

/*
 * The squares are those of the elements divided by a power of two near the largest, because the
 * square of 1e200 is no double, but its norm is one. By a power of two division is exact.
 */
static sxs_object_t norm(sxs_context_t ctx, sxs_object_t args) {
    reals_t reals = reals_argument(args, 0);
    if (reals.values == NULL) return not_reals(ctx, "values");
    double greatest = largest(reals), unit = 1.0, sum = 0.0;
    if (greatest > 0.0 && !isinf(greatest)) unit = ldexp(1.0, ilogb(greatest));
    for (size_t i = 0; i < reals.count; i++) {
        double part = reals.values[i] / unit;
        sum += part * part;
    }
    return api->create_real(unit * sqrt(sum));
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "dot", dot, SXS_TYPE_REAL, 0);
    api->register_function(registry, "scale", scale, SXS_TYPE_BRACKET_LIST, 0);
    api->register_function(registry, "norm", norm, SXS_TYPE_REAL, 0);
}
