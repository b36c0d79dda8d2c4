/* Linked with a library that is gone when the kernel is loaded. */
#include <sxs/kernel_api.h>

int gone(void);

static const sxs_api_table_t *api;

static sxs_object_t answer(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    (void) args;
    return api->create_int(gone());
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "answer", answer, SXS_TYPE_INT, 0);
}
