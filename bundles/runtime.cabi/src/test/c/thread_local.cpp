// The destructor of a thread_local object is still to run when the library is closed.
#include "sxs/kernel_api.h"
static const sxs_api_table_t *api;
struct Noted { int value; Noted() : value(7) {} ~Noted() { value = 0; } };
static thread_local Noted noted;
static sxs_object_t touch(sxs_context_t, sxs_object_t) { return api->create_int(noted.value); }
void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    table->register_function(registry, "touch", touch, SXS_TYPE_INT, 0);
}
