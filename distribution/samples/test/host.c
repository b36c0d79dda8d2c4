/* The table: objects, and calls of functions. */
#define _POSIX_C_SOURCE 200809L
#include "host.h"
#include "kernels.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct node {
    sxs_type_t type;
    long long integer;
    double real;
    uint8_t *bytes; /* of a string or symbol, with a NUL behind them */
    size_t count;   /* of bytes or items */
    struct node **items;
    struct node *wrapped;
} node_t;

typedef struct block {
    struct block *next;
    void *memory;
} block_t;

static node_t none = {SXS_TYPE_NONE, 0, 0.0, NULL, 0, NULL, NULL};
static block_t *blocks; /* owned by blocks_lock */
static pthread_mutex_t blocks_lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- memory ---- */

static void *allocate(size_t size) {
    block_t *block = malloc(sizeof *block);
    void *memory = calloc(1, size == 0 ? 1 : size);
    if (block == NULL || memory == NULL) abort();
    block->memory = memory;
    pthread_mutex_lock(&blocks_lock);
    block->next = blocks;
    blocks = block;
    pthread_mutex_unlock(&blocks_lock);
    return memory;
}

void host_clear(void) {
    while (blocks != NULL) {
        block_t *block = blocks;
        blocks = block->next;
        free(block->memory);
        free(block);
    }
}

static node_t *node(sxs_type_t type) {
    node_t *made = allocate(sizeof *made);
    made->type = type;
    return made;
}

static node_t *to_node(sxs_object_t object) {
    return object == NULL ? &none : object;
}

static int is_list(const node_t *value) {
    return value->type == SXS_TYPE_PAREN_LIST || value->type == SXS_TYPE_BRACKET_LIST ||
           value->type == SXS_TYPE_BRACE_LIST;
}

/* ---- reading ---- */

static sxs_type_t get_type(sxs_object_t object) { return to_node(object)->type; }

static long long as_int(sxs_object_t object) { return to_node(object)->integer; }

static double as_real(sxs_object_t object) { return to_node(object)->real; }

static const char *text_of(sxs_object_t object, sxs_type_t type) {
    node_t *value = to_node(object);
    return value->type == type ? (const char *)value->bytes : "";
}

static const char *as_string(sxs_object_t object) { return text_of(object, SXS_TYPE_STRING); }

static const char *as_symbol(sxs_object_t object) { return text_of(object, SXS_TYPE_SYMBOL); }

static void *as_list(sxs_object_t object) { return is_list(to_node(object)) ? object : &none; }

static size_t list_size(void *list) { return is_list(to_node(list)) ? to_node(list)->count : 0; }

static sxs_object_t list_at(void *list, size_t index) {
    return index < list_size(list) ? to_node(list)->items[index] : &none;
}

static int some_has_value(sxs_object_t object) {
    node_t *value = to_node(object);
    return value->type == SXS_TYPE_SOME && value->wrapped->type != SXS_TYPE_NONE;
}

static sxs_object_t some_get_value(sxs_object_t object) {
    return some_has_value(object) ? to_node(object)->wrapped : &none;
}

static const uint8_t *as_bytes(sxs_object_t object, size_t *length) {
    node_t *value = to_node(object);
    *length = value->bytes == NULL ? 0 : value->count;
    return value->bytes;
}

/* Whether the object is a list of this type of elements only; an empty list is one of any type. */
static int holds_only(const node_t *list, sxs_type_t type) {
    if (!is_list(list)) return 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->type != type) return 0;
    return 1;
}

static const long long *as_ints(sxs_object_t object, size_t *count) {
    node_t *list = to_node(object);
    *count = 0;
    if (!holds_only(list, SXS_TYPE_INT)) return NULL;
    long long *values = allocate(list->count * sizeof *values);
    for (size_t i = 0; i < list->count; i++) values[i] = list->items[i]->integer;
    *count = list->count;
    return values;
}

static const double *as_reals(sxs_object_t object, size_t *count) {
    node_t *list = to_node(object);
    *count = 0;
    if (!holds_only(list, SXS_TYPE_REAL)) return NULL;
    double *values = allocate(list->count * sizeof *values);
    for (size_t i = 0; i < list->count; i++) values[i] = list->items[i]->real;
    *count = list->count;
    return values;
}

/* ---- making ---- */

static sxs_object_t create_none(void) { return &none; }

static sxs_object_t create_int(long long value) {
    node_t *made = node(SXS_TYPE_INT);
    made->integer = value;
    return made;
}

static sxs_object_t create_real(double value) {
    node_t *made = node(SXS_TYPE_REAL);
    made->real = value;
    return made;
}

static node_t *text(sxs_type_t type, const void *bytes, size_t length) {
    node_t *made = node(type);
    made->bytes = allocate(length + 1);
    made->count = length;
    if (length != 0) memcpy(made->bytes, bytes, length);
    return made;
}

static sxs_object_t create_string(const char *value) {
    return value == NULL ? &none : text(SXS_TYPE_STRING, value, strlen(value));
}

static sxs_object_t create_symbol(const char *name) {
    return name == NULL ? &none : text(SXS_TYPE_SYMBOL, name, strlen(name));
}

static sxs_object_t create_bytes(const uint8_t *bytes, size_t length) {
    return text(SXS_TYPE_STRING, bytes, length);
}

static node_t *list(sxs_type_t type, sxs_object_t *objects, size_t count) {
    node_t *made = node(type);
    made->items = allocate(count * sizeof *made->items);
    made->count = count;
    for (size_t i = 0; i < count; i++) made->items[i] = to_node(objects[i]);
    return made;
}

static sxs_object_t create_paren_list(sxs_object_t *objects, size_t count) {
    return list(SXS_TYPE_PAREN_LIST, objects, count);
}

static sxs_object_t create_bracket_list(sxs_object_t *objects, size_t count) {
    return list(SXS_TYPE_BRACKET_LIST, objects, count);
}

static sxs_object_t create_brace_list(sxs_object_t *objects, size_t count) {
    return list(SXS_TYPE_BRACE_LIST, objects, count);
}

static sxs_object_t create_ints(const long long *values, size_t count) {
    node_t *made = list(SXS_TYPE_BRACKET_LIST, NULL, 0);
    made->items = allocate(count * sizeof *made->items);
    for (; made->count < count; made->count++) made->items[made->count] = create_int(values[made->count]);
    return made;
}

static sxs_object_t create_reals(const double *values, size_t count) {
    node_t *made = list(SXS_TYPE_BRACKET_LIST, NULL, 0);
    made->items = allocate(count * sizeof *made->items);
    for (; made->count < count; made->count++) made->items[made->count] = create_real(values[made->count]);
    return made;
}

static sxs_object_t wrapper(sxs_type_t type, sxs_object_t wrapped) {
    node_t *made = node(type);
    made->wrapped = to_node(wrapped);
    return made;
}

static sxs_object_t create_error(sxs_object_t wrapped) { return wrapper(SXS_TYPE_ERROR, wrapped); }

static sxs_object_t create_some(sxs_object_t wrapped) { return wrapper(SXS_TYPE_SOME, wrapped); }

static sxs_object_t create_datum(sxs_object_t wrapped) { return wrapper(SXS_TYPE_DATUM, wrapped); }

/* Objects live until host_clear, which no test calls between the calls of one case. */
static sxs_object_t retain(sxs_object_t object) { return object; }

static void release(sxs_object_t retained) { (void)retained; }

static void write_log(int level, const char *message) { fprintf(stderr, "log %d: %s\n", level, message); }

/* ---- calls ---- */

static void register_function(sxs_registry_t registry, const char *name, sxs_kernel_fn_t function,
                              sxs_type_t return_type, int variadic) {
    kernel_t *kernel = registry;
    if (kernel->count == MOST_FUNCTIONS) abort();
    function_t *added = &kernel->functions[kernel->count++];
    snprintf(added->name, sizeof added->name, "%s", name);
    added->function = function;
    added->return_type = return_type;
    added->variadic = variadic;
}

/* The context is the outcome of the call from outside: a raise below it is the caller's as well. */
static sxs_object_t raise_error(sxs_context_t ctx, int code, const char *message) {
    outcome_t *outcome = ctx;
    outcome->raised = 1;
    outcome->code = code;
    snprintf(outcome->message, sizeof outcome->message, "%s", message);
    return create_error(create_string(message));
}

static sxs_object_t invoke(outcome_t *outcome, const char *name, sxs_object_t args) {
    const function_t *function = kernel_function(name);
    if (function == NULL) return raise_error(outcome, -1, "unknown function");
    sxs_object_t result = function->function(outcome, args);
    sxs_type_t type = get_type(result);
    if (!outcome->raised && function->return_type != SXS_TYPE_NONE && type != function->return_type)
        host_problem("%s is registered with type %d and gave %d", name, function->return_type, type);
    return result;
}

static sxs_object_t eval(sxs_context_t ctx, sxs_object_t object) {
    node_t *form = to_node(object);
    outcome_t *outcome = ctx;
    if (form->type == SXS_TYPE_SOME) return form->wrapped;
    if (form->type == SXS_TYPE_BRACKET_LIST) {
        sxs_object_t last = &none;
        for (size_t i = 0; i < form->count; i++) last = eval(ctx, form->items[i]);
        return last;
    }
    if (form->type != SXS_TYPE_PAREN_LIST || form->count == 0) return form;
    node_t *args = list(SXS_TYPE_PAREN_LIST, (sxs_object_t *)form->items + 1, form->count - 1);
    for (size_t i = 0; i < args->count && !outcome->raised; i++) args->items[i] = eval(ctx, args->items[i]);
    return outcome->raised ? create_error(&none) : invoke(outcome, as_symbol(form->items[0]), args);
}

/* A kernel that is tested has no configuration. */
static sxs_object_t config(sxs_context_t ctx, const char *key) {
    (void)ctx, (void)key;
    return &none;
}

outcome_t host_call(const char *name, size_t count, sxs_object_t *arguments) {
    outcome_t outcome = {NULL, 0, 0, ""};
    outcome.object = invoke(&outcome, name, create_paren_list(arguments, count));
    return outcome;
}

const sxs_api_table_t host_api = {
    register_function, eval, get_type, as_int, as_real, as_string, as_list, list_size, list_at,
    create_int, create_real, create_string, create_none, as_symbol, create_symbol,
    create_paren_list, create_bracket_list, create_brace_list, some_has_value, some_get_value,
    sizeof(sxs_api_table_t), 1, raise_error, retain, release, create_error, create_some,
    create_datum, as_bytes, create_bytes, as_ints, as_reals, create_ints, create_reals, write_log, config};
