// A static in an inline function is a GNU_UNIQUE symbol: one for the whole process.
#include "sxs/kernel_api.h"
static const sxs_api_table_t *api;
inline int &counter() { static int value = 0; return value; }
static sxs_object_t count(sxs_context_t, sxs_object_t) { return api->create_int(++counter()); }
void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    table->register_function(registry, "count", count, SXS_TYPE_INT, 0);
}
