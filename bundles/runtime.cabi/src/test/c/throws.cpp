// Exceptions of C++ that leave a kernel function.
#include <stdexcept>
#include "sxs/kernel_api.h"
static const sxs_api_table_t *api;
static sxs_object_t argument(sxs_object_t args) { return api->list_at(api->as_list(args), 0); }
static sxs_object_t throws(sxs_context_t, sxs_object_t args) { throw std::runtime_error(api->as_string(argument(args))); }
static sxs_object_t throws_int(sxs_context_t, sxs_object_t) { throw 7; }
static sxs_object_t throws_after_eval(sxs_context_t ctx, sxs_object_t args) {
    if (api->get_type(api->eval(ctx, argument(args))) == SXS_TYPE_ERROR) throw std::runtime_error("eval failed");
    return api->create_int(1);
}
void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
#ifdef INIT_THROWS
    throw std::runtime_error("no device");
#endif
    table->register_function(registry, "throws", throws, SXS_TYPE_INT, 0);
    table->register_function(registry, "throws_int", throws_int, SXS_TYPE_INT, 0);
    table->register_function(registry, "throws_after_eval", throws_after_eval, SXS_TYPE_INT, 0);
}
void kernel_shutdown(const sxs_api_table_t *) { throw std::runtime_error("still busy"); }
