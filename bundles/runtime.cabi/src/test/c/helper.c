/* Compiled twice with another NUMBER: both libraries export a function of the same name. */
#include "sxs/kernel_api.h"
static const struct sxs_api_table_t *api;
int helper(void);
int helper(void) { return NUMBER; }
static sxs_object_t number(sxs_context_t ctx, sxs_object_t args) { (void)ctx; (void)args; return api->create_int(helper()); }
void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "number", number, SXS_TYPE_INT, 0);
}
