/* Uses what provider.c defines. */
#include "sxs/kernel_api.h"
extern int provided_value;
const char *provided_name(void);
int provided_sum(int a, int b);
int provided_weakly(void);
int provided_to_nobody(void) __attribute__((weak));
static const struct sxs_api_table_t *api;
#define FN(name) static sxs_object_t name(sxs_context_t ctx, sxs_object_t args)
#define UNUSED (void)ctx; (void)args
FN(sum) { UNUSED; provided_value++; return api->create_int(provided_sum(100, 20) + provided_weakly() * 1000); }
FN(name) { UNUSED; return api->create_string(provided_name()); }
FN(hidden) { UNUSED; return api->create_int(provided_to_nobody == NULL); }
void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "sum", sum, SXS_TYPE_INT, 0);
    api->register_function(registry, "name", name, SXS_TYPE_STRING, 0);
    api->register_function(registry, "hidden", hidden, SXS_TYPE_INT, 0);
}
