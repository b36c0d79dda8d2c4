/* Every function of the table, driven from Java: one small kernel function each. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "sxs/kernel_api.h"

static const struct sxs_api_table_t *api;

#define ARG(i) api->list_at(api->as_list(args), (i))
#define FN(name) static sxs_object_t name(sxs_context_t ctx, sxs_object_t args)
#define UNUSED (void)ctx; (void)args

FN(add) { UNUSED; return api->create_int(api->as_int(ARG(0)) + api->as_int(ARG(1))); }
FN(arguments) { UNUSED; return args; }
FN(first) { UNUSED; return ARG(0); }
FN(nothing) { UNUSED; return NULL; }
FN(evaluate) { return api->eval(ctx, ARG(0)); }
FN(evaluate_here) { (void)ctx; return api->eval(NULL, ARG(0)); }

static sxs_object_t evaluate_from(sxs_context_t ctx, sxs_object_t args, size_t start) {
    void *list = api->as_list(args);
    size_t size = api->list_size(list), count = size - start, i;
    sxs_object_t *results = malloc((count + 1) * sizeof *results);
    for (i = 0; i < count; i++) results[i] = api->eval(ctx, api->list_at(list, start + i));
    sxs_object_t result = api->create_bracket_list(results, count);
    free(results);
    return result;
}
FN(values_style) { return evaluate_from(ctx, args, 0); }
FN(form_style) { return evaluate_from(ctx, args, 1); }

/* Reads a value and makes it again, whatever it is. */
static sxs_object_t rebuild(sxs_object_t o) {
    sxs_type_t type = api->get_type(o);
    if (type == SXS_TYPE_INT) return api->create_int(api->as_int(o));
    if (type == SXS_TYPE_REAL) return api->create_real(api->as_real(o));
    if (type == SXS_TYPE_STRING) { size_t n; const uint8_t *b = api->as_bytes(o, &n); return api->create_bytes(b, n); }
    if (type == SXS_TYPE_SYMBOL) return api->create_symbol(api->as_symbol(o));
    if (type == SXS_TYPE_NONE) return api->create_none();
    if (type == SXS_TYPE_SOME) return api->create_some(rebuild(api->some_get_value(o)));
    if (type == SXS_TYPE_PAREN_LIST || type == SXS_TYPE_BRACKET_LIST || type == SXS_TYPE_BRACE_LIST) {
        void *list = api->as_list(o);
        size_t n = api->list_size(list), i;
        sxs_object_t *e = malloc((n + 1) * sizeof *e), made;
        for (i = 0; i < n; i++) e[i] = rebuild(api->list_at(list, i));
        made = type == SXS_TYPE_PAREN_LIST ? api->create_paren_list(e, n)
             : type == SXS_TYPE_BRACKET_LIST ? api->create_bracket_list(e, n) : api->create_brace_list(e, n);
        free(e);
        return made;
    }
    return o;
}
FN(rebuilt) { UNUSED; return rebuild(ARG(0)); }

FN(string_copy) { UNUSED; return api->create_string(api->as_string(ARG(0))); }
FN(wrap_error) { UNUSED; return api->create_error(ARG(0)); }
FN(wrap_some) { UNUSED; return api->create_some(ARG(0)); }
FN(wrap_datum) { UNUSED; return api->create_datum(ARG(0)); }
FN(has_value) { UNUSED; return api->create_int(api->some_has_value(ARG(0))); }
FN(ints_copy) { UNUSED; size_t n; const long long *v = api->as_ints(ARG(0), &n); return v ? api->create_ints(v, n) : NULL; }
FN(reals_copy) { UNUSED; size_t n; const double *v = api->as_reals(ARG(0), &n); return v ? api->create_reals(v, n) : NULL; }
FN(logs) { UNUSED; int i; for (i = -1; i < 6; i++) api->log(i, api->as_string(ARG(0))); api->log(1, NULL); return NULL; }

FN(sum_by_element) {
    UNUSED;
    void *list = api->as_list(ARG(0));
    size_t n = api->list_size(list), i;
    long long sum = 0;
    for (i = 0; i < n; i++) sum += api->as_int(api->list_at(list, i));
    return api->create_int(sum);
}
FN(length) { UNUSED; return api->create_int((long long)strlen(api->as_string(ARG(0)))); }

FN(raises) { return api->raise(ctx, (int)api->as_int(ARG(0)), api->as_string(ARG(1))); }
FN(raises_null) { UNUSED; return api->raise(ctx, 3, NULL); }
FN(raises_without_context) { UNUSED; return api->raise(NULL, 4, "here"); }
FN(raises_twice) { UNUSED; api->raise(ctx, 1, "first"); return api->raise(ctx, 2, "second"); }
/* How many of three evaluations gave an error. */
static long long last_errors;
FN(evaluates_thrice) {
    int i;
    last_errors = 0;
    for (i = 0; i < 3; i++) last_errors += api->get_type(api->eval(ctx, ARG(0))) == SXS_TYPE_ERROR;
    return api->create_int(last_errors);
}
FN(errors_seen) { UNUSED; return api->create_int(last_errors); }

/* Re-entrance: (countdown n) evaluates (abi/countdown n-1). */
FN(countdown) {
    long long n = api->as_int(ARG(0));
    if (n == 0) return api->create_int(0);
    sxs_object_t call[2];
    call[0] = api->create_symbol("abi/countdown");
    call[1] = api->create_int(n - 1);
    sxs_object_t inner = api->eval(ctx, api->create_paren_list(call, 2));
    if (api->get_type(inner) != SXS_TYPE_INT) return inner;
    /* Objects of this call are as they were, whatever the inner one did. */
    if (api->as_int(call[1]) != n - 1 || api->as_int(ARG(0)) != n) return api->create_int(-1000000);
    return api->create_int(api->as_int(inner) + 1);
}

/* Objects kept longer than allowed, and as long as allowed. */
static sxs_object_t kept, kept_child, retained, from_init, init_list;
static sxs_context_t kept_ctx;
FN(keep) { kept = ARG(0); kept_child = api->create_string("mine"); kept_ctx = ctx; return NULL; }
FN(kept_type) { UNUSED; return api->create_int(api->get_type(kept)); }
FN(kept_read) {
    UNUSED;
    return api->create_int(api->as_int(kept) + (long long)strlen(api->as_string(kept_child))
        + (long long)api->list_size(kept) + (api->as_list(kept) != NULL) + (api->get_type(api->list_at(kept, 0)) != SXS_TYPE_ERROR));
}
FN(kept_return) { UNUSED; return kept; }
FN(kept_context) { UNUSED; return api->eval(kept_ctx, api->create_symbol("x")); }
FN(retain) { UNUSED; retained = api->retain(ARG(0)); return NULL; }
FN(retain_again) { UNUSED; return api->create_int(api->retain(retained) == retained); }
FN(retained_value) { UNUSED; return retained; }
FN(retained_rebuilt) { UNUSED; return rebuild(retained); }
FN(retained_first) { UNUSED; return api->list_at(retained, 0); }
FN(release) { UNUSED; api->release(retained); api->release(NULL); return NULL; }
FN(init_value) { UNUSED; return from_init; }
FN(init_sum) { UNUSED; return api->create_int(api->as_int(api->list_at(api->as_list(init_list), 1)) + (long long)strlen(api->as_string(from_init))); }

/* Each check of native C-9 that does not hold, as a string. */
static sxs_object_t broken[100];
static size_t broken_count;
#define CHECK(what) do { if (!(what)) broken[broken_count++] = api->create_string(#what); } while (0)
FN(oddities) {
    size_t n = 7;
    sxs_object_t i = api->create_int(5), s = api->create_string("s"), none = api->create_none();
    sxs_object_t pair[2], list;
    broken_count = 0;
    pair[0] = NULL; pair[1] = i;
    list = api->create_bracket_list(pair, 2);
    CHECK(none != NULL && api->get_type(none) == SXS_TYPE_NONE);
    CHECK(api->get_type(NULL) == SXS_TYPE_NONE);
    CHECK(api->as_int(NULL) == 0 && api->as_int(s) == 0 && api->as_int(list) == 0);
    CHECK(api->as_real(NULL) == 0.0 && api->as_real(i) == 0.0);
    CHECK(strcmp(api->as_string(NULL), "") == 0 && strcmp(api->as_string(i), "") == 0);
    CHECK(strcmp(api->as_symbol(NULL), "") == 0 && strcmp(api->as_symbol(s), "") == 0);
    CHECK(strcmp(api->as_string(api->create_symbol("y")), "") == 0);
    CHECK(api->as_string(s) == api->as_string(s));
    CHECK(api->as_list(NULL) == NULL && api->as_list(i) == NULL);
    CHECK(api->list_size(NULL) == 0 && api->list_size(i) == 0 && api->list_size(list) == 2);
    CHECK(api->get_type(api->list_at(NULL, 0)) == SXS_TYPE_NONE);
    CHECK(api->list_at(list, 2) != NULL && api->get_type(api->list_at(list, 2)) == SXS_TYPE_NONE);
    CHECK(api->get_type(api->list_at(list, (size_t)-1)) == SXS_TYPE_NONE);
    CHECK(api->get_type(api->list_at(i, 0)) == SXS_TYPE_NONE);
    CHECK(api->get_type(api->list_at(list, 0)) == SXS_TYPE_NONE);
    CHECK(api->list_at(list, 1) == api->list_at(list, 1));
    CHECK(api->get_type(api->create_string(NULL)) == SXS_TYPE_NONE);
    CHECK(api->get_type(api->create_symbol(NULL)) == SXS_TYPE_NONE);
    CHECK(api->list_size(api->as_list(api->create_paren_list(NULL, 3))) == 0);
    CHECK(api->list_size(api->as_list(api->create_brace_list(pair, 0))) == 0);
    CHECK(api->some_has_value(NULL) == 0 && api->some_has_value(i) == 0);
    CHECK(api->get_type(api->some_get_value(NULL)) == SXS_TYPE_NONE);
    CHECK(api->get_type(api->some_get_value(i)) == SXS_TYPE_NONE);
    CHECK(api->some_has_value(api->create_some(i)) == 1 && api->some_has_value(api->create_some(NULL)) == 0);
    CHECK(api->as_int(api->some_get_value(api->create_some(i))) == 5);
    CHECK(api->get_type(api->eval(ctx, NULL)) == SXS_TYPE_NONE);
    CHECK(api->as_int(api->eval(NULL, i)) == 5);
    CHECK(api->get_type(api->eval((sxs_context_t)&n, i)) == SXS_TYPE_ERROR);
    CHECK(api->get_type((sxs_object_t)&n) == SXS_TYPE_ERROR);
    CHECK(api->get_type(ctx) == SXS_TYPE_ERROR);
    CHECK(api->get_type(api->create_error(NULL)) == SXS_TYPE_ERROR);
    CHECK(api->get_type(api->create_datum(NULL)) == SXS_TYPE_DATUM);
    CHECK(api->as_bytes(i, &n) == NULL && n == 0);
    n = 7; CHECK(api->as_bytes(NULL, &n) == NULL && n == 0);
    CHECK(api->as_bytes(s, NULL) != NULL && api->as_bytes(s, &n)[0] == 's' && n == 1);
    n = 7; CHECK(api->as_bytes(api->create_symbol("sym"), &n) != NULL && n == 3);
    n = 7; CHECK(api->as_ints(list, &n) == NULL && n == 0);
    n = 7; CHECK(api->as_ints(NULL, &n) == NULL && n == 0);
    n = 7; CHECK(api->as_ints(api->create_ints(NULL, 0), &n) != NULL && n == 0);
    n = 7; CHECK(api->as_reals(i, &n) == NULL && n == 0);
    n = 7; CHECK(api->as_reals(api->create_reals(NULL, 0), &n) != NULL && n == 0);
    CHECK(api->as_ints(api->create_ints(NULL, 0), NULL) != NULL);
    CHECK(api->get_type(api->create_bytes(NULL, 4)) == SXS_TYPE_STRING);
    CHECK(api->retain(NULL) != NULL && api->get_type(api->retain(NULL)) == SXS_TYPE_NONE);
    api->release(i);
    api->release((sxs_object_t)&n);
    CHECK(SXS_HAS(api, log) && api->version == 1);
    (void)args;
    return api->create_bracket_list(broken, broken_count);
}
FN(huge_count) { UNUSED; sxs_object_t o = api->create_none(); return api->create_paren_list(&o, (size_t)-1); }
FN(created_long_list) {
    long long n = api->as_int(ARG(0)), i;
    sxs_object_t *e = malloc((size_t)n * sizeof *e), list;
    (void)ctx;
    for (i = 0; i < n; i++) e[i] = api->create_int(i);
    list = api->create_bracket_list(e, (size_t)n);
    free(e);
    return list;
}

/* A thread of the kernel's own that works while the call runs. */
struct job { sxs_context_t ctx; sxs_object_t in, out; };
static void *work(void *argument) {
    struct job *job = argument;
    int i;
    for (i = 0; i < 100; i++) api->create_string("noise");
    sxs_object_t e[2];
    e[0] = api->eval(job->ctx, job->in);
    e[1] = api->create_string(api->as_string(api->create_string("from a thread")));
    job->out = api->create_bracket_list(e, 2);
    return NULL;
}
FN(in_thread) {
    pthread_t thread;
    struct job job;
    job.ctx = ctx; job.in = ARG(0); job.out = NULL;
    if (pthread_create(&thread, NULL, work, &job) != 0) return NULL;
    pthread_join(thread, NULL);
    return job.out;
}
static void *raise_in_thread(void *ctx) { api->raise(ctx, 9, "in a thread"); return NULL; }
FN(raises_in_thread) {
    pthread_t thread;
    UNUSED;
    if (pthread_create(&thread, NULL, raise_in_thread, ctx) != 0) return NULL;
    pthread_join(thread, NULL);
    return NULL;
}

static sxs_registry_t init_registry;
FN(registers_late) { UNUSED; api->register_function(init_registry, "late", first, SXS_TYPE_INT, 0); return NULL; }

#define REG(name) api->register_function(registry, #name, name, SXS_TYPE_NONE, 1)
void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    sxs_object_t e[3];
    api = table;
    init_registry = registry;
    from_init = api->create_string("made in init");
    e[0] = api->create_int(1); e[1] = api->create_int(30); e[2] = from_init;
    init_list = api->create_brace_list(e, 3);
    REG(add); REG(arguments); REG(first); REG(nothing); REG(evaluate); REG(evaluate_here); REG(values_style); REG(form_style); REG(rebuilt);
    REG(string_copy); REG(wrap_error); REG(wrap_some); REG(wrap_datum); REG(has_value); REG(ints_copy); REG(reals_copy);
    REG(logs); REG(sum_by_element); REG(length); REG(raises); REG(raises_null); REG(raises_without_context);
    REG(raises_twice); REG(evaluates_thrice); REG(errors_seen); REG(countdown); REG(keep); REG(kept_type); REG(kept_read);
    REG(kept_return); REG(kept_context); REG(retain); REG(retain_again); REG(retained_value); REG(retained_rebuilt);
    REG(retained_first); REG(release); REG(init_value); REG(init_sum); REG(oddities); REG(huge_count);
    REG(created_long_list); REG(in_thread); REG(raises_in_thread); REG(registers_late);
}
