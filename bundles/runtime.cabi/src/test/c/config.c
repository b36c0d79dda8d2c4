/* A kernel that asks for its configuration; its hook fails in several ways, which settings choose. */
#include <string.h>
#include "sxs/kernel_api.h"

static const struct sxs_api_table_t *api;
static char at_init[64];
static char at_change[64];
static int changes;

static void copy(char *to, size_t room, sxs_object_t text) {
    strncpy(to, api->get_type(text) == SXS_TYPE_STRING ? api->as_string(text) : "-", room - 1);
}

static sxs_object_t setting(sxs_context_t ctx, sxs_object_t args) {
    return api->config(ctx, api->as_string(api->list_at(api->as_list(args), 0)));
}

/* By no key, by an old context, and by none: what this call's thread is in. */
static sxs_context_t former;
static sxs_object_t odd(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t types[4];
    (void)args;
    types[0] = api->create_int(api->get_type(api->config(ctx, NULL)));
    types[1] = api->create_int(api->get_type(api->config(former, "speed")));
    types[2] = api->create_int(api->get_type(api->config(NULL, "speed")));
    types[3] = api->create_int(SXS_HAS(api, config));
    former = ctx;
    return api->create_bracket_list(types, 4);
}

static sxs_object_t seen(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t texts[3];
    (void)ctx, (void)args;
    texts[0] = api->create_string(at_init);
    texts[1] = api->create_string(at_change);
    texts[2] = api->create_int(changes);
    return api->create_bracket_list(texts, 3);
}

void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    copy(at_init, sizeof at_init, api->config(NULL, "speed"));
    api->register_function(registry, "setting", setting, SXS_TYPE_NONE, 0);
    api->register_function(registry, "odd", odd, SXS_TYPE_BRACKET_LIST, 0);
    api->register_function(registry, "seen", seen, SXS_TYPE_BRACKET_LIST, 0);
}

#ifndef NO_HOOK
int32_t kernel_reconfigure(void) {
    sxs_object_t fail = api->config(NULL, "fail");
    changes++;
    copy(at_change, sizeof at_change, api->config(NULL, "speed"));
    if (api->get_type(fail) == SXS_TYPE_NONE) {
        return 0;
    } else if (strcmp(api->as_string(fail), "raise") == 0) {
        api->raise(NULL, 21, "too fast");
        return 0;
    } else if (strcmp(api->as_string(fail), "eval") == 0) {
        /* What another module is asked in here sees the former settings, be it in this very kernel. */
        api->eval(NULL, api->create_symbol("other"));
        return 0;
    }
    return 22;
}
#endif
