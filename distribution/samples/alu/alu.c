/* Integer and real arithmetic: the smallest useful kernel. */
#include <limits.h>
#include <sxs/kernel_api.h>

enum { DIVISION_BY_ZERO = 1, RESULT_OUT_OF_RANGE = 2 };

static const sxs_api_table_t *api;

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

static long long int_argument(sxs_object_t args, size_t index) {
    return api->as_int(argument(args, index));
}

static double real_argument(sxs_object_t args, size_t index) {
    return api->as_real(argument(args, index));
}

/* Signed overflow is undefined in C, unsigned overflow wraps: so we compute unsigned. */
#define WRAPPING_FUNCTION(name, operator)                                                 \
    static sxs_object_t name(sxs_context_t ctx, sxs_object_t args) {                      \
        unsigned long long a = (unsigned long long)int_argument(args, 0);                 \
        unsigned long long b = (unsigned long long)int_argument(args, 1);                 \
        (void)ctx;                                                                        \
        return api->create_int((long long)(a operator b));                                \
    }

#define REAL_FUNCTION(name, operator)                                                     \
    static sxs_object_t name(sxs_context_t ctx, sxs_object_t args) {                      \
        (void)ctx;                                                                        \
        return api->create_real(real_argument(args, 0) operator real_argument(args, 1));  \
    }

WRAPPING_FUNCTION(add, +)
WRAPPING_FUNCTION(sub, -)
WRAPPING_FUNCTION(mul, *)
REAL_FUNCTION(add_r, +)
REAL_FUNCTION(sub_r, -)
REAL_FUNCTION(mul_r, *)
REAL_FUNCTION(div_r, /)

/*
 * The processor answers both bad divisions with SIGFPE, which would end the whole container:
 * they have to be found before the division, INT64_MIN % -1 included, although its result is 0.
 */
static sxs_object_t division_error(sxs_context_t ctx, long long a, long long b) {
    if (b == 0) return api->raise(ctx, DIVISION_BY_ZERO, "division by zero");
    if (a == LLONG_MIN && b == -1)
        return api->raise(ctx, RESULT_OUT_OF_RANGE,
                          "-9223372036854775808 divided by -1 does not fit into 64 bits");
    return NULL;
}

static sxs_object_t divide(sxs_context_t ctx, sxs_object_t args) {
    long long a = int_argument(args, 0), b = int_argument(args, 1);
    sxs_object_t error = division_error(ctx, a, b);
    return error != NULL ? error : api->create_int(a / b);
}

static sxs_object_t modulo(sxs_context_t ctx, sxs_object_t args) {
    long long a = int_argument(args, 0), b = int_argument(args, 1);
    sxs_object_t error = division_error(ctx, a, b);
    return error != NULL ? error : api->create_int(a % b);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "add", add, SXS_TYPE_INT, 0);
    api->register_function(registry, "sub", sub, SXS_TYPE_INT, 0);
    api->register_function(registry, "mul", mul, SXS_TYPE_INT, 0);
    api->register_function(registry, "div", divide, SXS_TYPE_INT, 0);
    api->register_function(registry, "mod", modulo, SXS_TYPE_INT, 0);
    api->register_function(registry, "add_r", add_r, SXS_TYPE_REAL, 0);
    api->register_function(registry, "sub_r", sub_r, SXS_TYPE_REAL, 0);
    api->register_function(registry, "mul_r", mul_r, SXS_TYPE_REAL, 0);
    api->register_function(registry, "div_r", div_r, SXS_TYPE_REAL, 0);
}
