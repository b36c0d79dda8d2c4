/*
 * The converter of a board, as a machine without one can have it: channel n gives n eighths of the full scale. An object file, which the
 * Python module beside it names in c_modules; Kernos links it, and its functions are what it registers.
 */
#include <sxs/kernel_api.h>

enum { NO_SUCH_CHANNEL = 1 };
enum { CHANNELS = 8, FULL_SCALE = 4096 };

static const sxs_api_table_t *api;

static sxs_object_t channels(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    return api->create_int(CHANNELS);
}

static sxs_object_t full_scale(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    return api->create_int(FULL_SCALE);
}

/* Nothing declares the types of these functions: they have to look at their arguments. */
static sxs_object_t adc(sxs_context_t ctx, sxs_object_t args) {
    void *list = api->as_list(args);
    if (api->list_size(list) == 1 && api->get_type(api->list_at(list, 0)) == SXS_TYPE_INT) {
        long long channel = api->as_int(api->list_at(list, 0));
        if (channel >= 0 && channel < CHANNELS) return api->create_int(channel * FULL_SCALE / CHANNELS);
    }
    return api->raise(ctx, NO_SUCH_CHANNEL, "expected a channel from 0 to 7");
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "channels", channels, SXS_TYPE_INT, 0);
    api->register_function(registry, "full_scale", full_scale, SXS_TYPE_INT, 0);
    api->register_function(registry, "adc", adc, SXS_TYPE_INT, 0);
}
