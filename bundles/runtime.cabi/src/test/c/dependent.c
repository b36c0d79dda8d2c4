#include "sxs/kernel_api.h"
int dependency_value(void);
static const struct sxs_api_table_t *api;
static sxs_object_t number(sxs_context_t ctx, sxs_object_t args) { (void)ctx; (void)args; return api->create_int(dependency_value()); }
void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "number", number, SXS_TYPE_INT, 0);
}
