/* Tells its settings, and takes changes of them while it is in use where LIVE; a speed above 100 is too fast. */
#include <stdlib.h>
#include <sxs/kernel_api.h>

static const sxs_api_table_t *api;

static sxs_object_t setting(sxs_context_t ctx, sxs_object_t args) {
    return api->config(ctx, api->as_string(api->list_at(api->as_list(args), 0)));
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "setting", setting, SXS_TYPE_NONE, 0);
}

#ifdef LIVE
int32_t kernel_reconfigure(void) {
    if (atoi(api->as_string(api->config(NULL, "speed"))) > 100) {
        api->raise(NULL, 1, "too fast");
    }
    return 0;
}
#endif
