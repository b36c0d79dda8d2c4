/*
 * Calls other functions: a call is a paren list with the function's symbol at its head, and `eval`
 * runs it where our own call came from, whatever language the function is written in.
 *
 * An ERROR that eval gives is returned as it is. The host keeps the cause of a call that failed; a
 * `raise` on top would hide it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sxs/kernel_api.h>

enum { WRONG_RESULT = 1, OUT_OF_MEMORY = 2, NOT_INTS = 3 };

static const sxs_api_table_t *api;

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

static int is_error(sxs_object_t object) {
    return api->get_type(object) == SXS_TYPE_ERROR;
}

static sxs_object_t no_memory(sxs_context_t ctx) {
    return api->raise(ctx, OUT_OF_MEMORY, "no memory for the call's arguments");
}

/*
 * A value as an argument of a form. eval would evaluate a symbol, call a paren list and run a
 * bracket list; SOME is the language's quote, which eval takes off again.
 */
static sxs_object_t quoted(sxs_object_t value) {
    switch (api->get_type(value)) {
        case SXS_TYPE_SOME:
        case SXS_TYPE_SYMBOL:
        case SXS_TYPE_PAREN_LIST:
        case SXS_TYPE_BRACKET_LIST:
        case SXS_TYPE_DATUM: return api->create_some(value);
        default: return value;
    }
}

static sxs_object_t call1(sxs_context_t ctx, sxs_object_t fn, sxs_object_t value) {
    sxs_object_t form[2] = {fn, quoted(value)};
    return api->eval(ctx, api->create_paren_list(form, 2));
}

static sxs_object_t call2(sxs_context_t ctx, sxs_object_t fn, sxs_object_t a, sxs_object_t b) {
    sxs_object_t form[3] = {fn, quoted(a), quoted(b)};
    return api->eval(ctx, api->create_paren_list(form, 3));
}

static sxs_object_t int_result(sxs_context_t ctx, sxs_object_t fn, sxs_object_t result) {
    char message[192];
    if (is_error(result) || api->get_type(result) == SXS_TYPE_INT) return result;
    snprintf(message, sizeof message, "'%.100s' gave another type than :int", api->as_symbol(fn));
    return api->raise(ctx, WRONG_RESULT, message);
}

/* Nested forms are evaluated from the inside, so that one eval does both calls: (fn (fn x)). */
static sxs_object_t twice(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t fn = argument(args, 0);
    sxs_object_t inner[2] = {fn, argument(args, 1)};
    sxs_object_t outer[2] = {fn, api->create_paren_list(inner, 2)};
    return int_result(ctx, fn, api->eval(ctx, api->create_paren_list(outer, 2)));
}

static sxs_object_t apply(sxs_context_t ctx, sxs_object_t args) {
    void *values = api->as_list(argument(args, 1));
    size_t count = api->list_size(values);
    sxs_object_t *form = malloc((count + 1) * sizeof *form);
    if (form == NULL) return no_memory(ctx);
    form[0] = argument(args, 0);
    for (size_t i = 0; i < count; i++) form[i + 1] = quoted(api->list_at(values, i));
    sxs_object_t call = api->create_paren_list(form, count + 1);
    free(form);
    return api->eval(ctx, call);
}

static sxs_object_t map(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t fn = argument(args, 0), error = NULL;
    void *values = api->as_list(argument(args, 1));
    size_t count = api->list_size(values);
    sxs_object_t *results = malloc((count + 1) * sizeof *results);
    if (results == NULL) return no_memory(ctx);
    for (size_t i = 0; i < count && error == NULL; i++) {
        results[i] = call1(ctx, fn, api->list_at(values, i));
        if (is_error(results[i])) error = results[i];
    }
    sxs_object_t list = error != NULL ? error : api->create_bracket_list(results, count);
    free(results);
    return list;
}

static sxs_object_t fold(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t fn = argument(args, 0), result = argument(args, 1);
    void *values = api->as_list(argument(args, 2));
    size_t count = api->list_size(values);
    for (size_t i = 0; i < count; i++) {
        result = call2(ctx, fn, result, api->list_at(values, i));
        if (is_error(result)) break;
    }
    return result;
}

/* Needs alu: that is why manifest.json names it under `dependencies`. */
static sxs_object_t sum_of_squares(sxs_context_t ctx, sxs_object_t args) {
    size_t count;
    const long long *values = api->as_ints(argument(args, 0), &count);
    sxs_object_t add = api->create_symbol("alu/add"), mul = api->create_symbol("alu/mul");
    sxs_object_t sum = api->create_int(0);
    if (values == NULL) return api->raise(ctx, NOT_INTS, "'values' has to hold integers only, as [1 2 3]");
    for (size_t i = 0; i < count; i++) {
        sxs_object_t value = api->create_int(values[i]);
        sxs_object_t square = call2(ctx, mul, value, value);
        if (is_error(square)) return square;
        sum = call2(ctx, add, sum, square);
        if (is_error(sum)) return sum;
    }
    return int_result(ctx, add, sum);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "twice", twice, SXS_TYPE_INT, 0);
    /* The interface has no code for :any; kernel.sxs declares it, NONE stands for it here. */
    api->register_function(registry, "apply", apply, SXS_TYPE_NONE, 0);
    api->register_function(registry, "map", map, SXS_TYPE_BRACKET_LIST, 0);
    api->register_function(registry, "fold", fold, SXS_TYPE_NONE, 0);
    api->register_function(registry, "sum_of_squares", sum_of_squares, SXS_TYPE_INT, 0);
}
