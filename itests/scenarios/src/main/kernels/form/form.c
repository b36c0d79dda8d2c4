/*
 * Tells the two calling conventions apart, and adds under both: the arguments come last in either. Under `form` they are not
 * evaluated yet; evaluating an integer gives the integer.
 */
#include <sxs/kernel_api.h>

static const sxs_api_table_t *api;

static sxs_object_t elements(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    return api->create_int((long long) api->list_size(api->as_list(args)));
}

static sxs_object_t head(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    return api->create_int(api->get_type(api->list_at(api->as_list(args), 0)));
}

static sxs_object_t add(sxs_context_t ctx, sxs_object_t args) {
    void *list = api->as_list(args);
    size_t size = api->list_size(list);
    long long a = api->as_int(api->eval(ctx, api->list_at(list, size - 2)));
    long long b = api->as_int(api->eval(ctx, api->list_at(list, size - 1)));
    return api->create_int(a + b);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "elements", elements, SXS_TYPE_INT, 0);
    api->register_function(registry, "head", head, SXS_TYPE_INT, 0);
    api->register_function(registry, "add", add, SXS_TYPE_INT, 0);
}
