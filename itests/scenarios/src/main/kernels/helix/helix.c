/*
 * A Helix module for each NAME of these tests. It has two functions: `answer` tells VERSION, and `ask` what the module that
 * it imports `shared_answer` from tells, where it IMPORTS it. What else it is, the macros say that build.sh gives.
 */
#include <stddef.h>

#include <helix/module.h>
#include <sxs/kernel_api.h>

#ifndef FLAGS
#define FLAGS 0
#endif
#ifndef CAPABILITIES
#define CAPABILITIES 0
#endif

static const sxs_api_table_t *api;
static int here;

HELIX_EXPORT int shared_answer(void);

#ifdef IMPORTS
#define SHARED_ANSWER shared_answer()
#else
#define SHARED_ANSWER 0
int shared_answer(void) { return 10 * VERSION; }
#endif

static sxs_object_t answer(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    return api->create_int(VERSION);
}

static sxs_object_t ask(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    return api->create_int(SHARED_ANSWER);
}

/* Evaluates its argument: what the module may not call, it cannot call that way either. */
static sxs_object_t call(sxs_context_t ctx, sxs_object_t args) {
    return api->eval(ctx, api->list_at(api->as_list(args), 0));
}

HELIX_EXPORT void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "answer", answer, SXS_TYPE_INT, 0);
    api->register_function(registry, "ask", ask, SXS_TYPE_INT, 0);
    api->register_function(registry, "call", call, SXS_TYPE_NONE, 0);
}

static void *create(void) { return &here; }
static void destroy(void *module) { (void)module; }
static int32_t init(void *module) { return module == &here ? 0 : 1; }
static int32_t cleanup(void *module) { return module == &here ? 0 : 1; }

HELIX_MODULE(NAME, VERSION, 0, 0, FLAGS, CAPABILITIES, create, destroy, init, cleanup);
#ifdef PROVIDES
HELIX_INTERFACE(Answers, 1, 0, 0);
HELIX_METHOD(Answers, "answer() -> u32");
HELIX_METHOD(Answers, PROVIDES);
#endif
#ifdef DEPENDS
HELIX_DEPENDENCY(other, DEPENDS, HELIX_COMPATIBLE, DEPENDS_VERSION, 0, 0, HELIX_REQUIRED);
#endif
#ifdef NEEDS
HELIX_NEEDS(other, Answers, 1, 0, 0);
HELIX_NEEDED_METHOD(Answers, NEEDS);
#endif
