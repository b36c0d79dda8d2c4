/* init and shutdown in many ways, chosen when compiling. */
#include <pthread.h>
#include "sxs/kernel_api.h"
static const struct sxs_api_table_t *api;
static sxs_object_t one(sxs_context_t ctx, sxs_object_t args) { (void)ctx; (void)args; return api->create_int(1); }
static sxs_object_t two(sxs_context_t ctx, sxs_object_t args) { (void)ctx; (void)args; return api->create_int(2); }
void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    (void)two;
#if defined(INIT_RAISES)
    api->raise(NULL, 5, "no device");
#elif defined(INIT_RAISES_WITH_REGISTRY)
    api->raise(registry, 6, "no device either");
#elif defined(INIT_EVALUATES)
    { sxs_object_t call = api->create_symbol("other/function"); api->eval(NULL, api->create_paren_list(&call, 1)); }
#elif defined(ODD_REGISTRATIONS)
    api->register_function(registry, "one", one, SXS_TYPE_INT, 0);
    api->register_function(registry, "one", two, SXS_TYPE_INT, 0);
    api->register_function(registry, "a b", one, SXS_TYPE_INT, 0);
    api->register_function(registry, NULL, one, SXS_TYPE_INT, 0);
    api->register_function(registry, "null", NULL, SXS_TYPE_INT, 0);
    api->register_function(NULL, "unregistered", one, SXS_TYPE_INT, 0);
    api->register_function((sxs_registry_t)&api, "garbage", one, SXS_TYPE_INT, 0);
    api->register_function(NULL, NULL, NULL, (sxs_type_t)99, 0);
    return;
#elif defined(DISAGREES)
    api->register_function(registry, "one", one, SXS_TYPE_REAL, 1);
    api->register_function(registry, "extra", two, (sxs_type_t)99, 0);
    return;
#elif defined(REGISTERS_NOTHING)
    (void)one; return;
#endif
    api->register_function(registry, "one", one, SXS_TYPE_INT, 0);
}
#if !defined(NO_SHUTDOWN)
void kernel_shutdown(const struct sxs_api_table_t *table) {
    table->log(SXS_LOG_DEBUG, "shutting down");
#if defined(SHUTDOWN_RAISES)
    table->raise(NULL, 8, "still busy");
#endif
    sxs_object_t call = table->create_symbol("shutdown-seen");
    table->eval(NULL, call);
}
#endif
