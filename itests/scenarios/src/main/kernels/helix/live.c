/* A Helix module that keeps its settings itself, and takes changes of them while it is in use; a speed above 100 is too fast. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <helix/module.h>
#include <sxs/kernel_api.h>

#define MOST 16

static const sxs_api_table_t *api;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char keys[MOST][64], values[MOST][64];
static size_t count;
static const char *failure = "";

static int32_t add(const char *key, const char *value) {
    if (count == MOST) {
        failure = "too many settings";
        return 2;
    }
    snprintf(keys[count], sizeof keys[count], "%s", key);
    snprintf(values[count++], sizeof values[0], "%s", value);
    return 0;
}

int32_t helix_configure(void *module, const char *key, const char *value) {
    (void)module;
    return add(key, value);
}

int32_t helix_reconfigure(void *module, const struct helix_setting *settings, size_t given) {
    size_t i;
    int32_t result = 0;
    (void)module;
    for (i = 0; i < given; i++) {
        if (strcmp(settings[i].key, "speed") == 0 && atoi(settings[i].value) > 100) {
            failure = "too fast";
            return 1;
        }
    }
    pthread_mutex_lock(&lock);
    count = 0;
    for (i = 0; i < given && result == 0; i++) {
        result = add(settings[i].key, settings[i].value);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

const char *helix_error_message(void *module) {
    (void)module;
    return failure;
}

static sxs_object_t setting(sxs_context_t ctx, sxs_object_t args) {
    const char *key = api->as_string(api->list_at(api->as_list(args), 0));
    sxs_object_t found = api->create_string("");
    size_t i;
    (void)ctx;
    pthread_mutex_lock(&lock);
    for (i = 0; i < count; i++) {
        if (strcmp(keys[i], key) == 0) {
            found = api->create_string(values[i]);
        }
    }
    pthread_mutex_unlock(&lock);
    return found;
}

HELIX_EXPORT void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "setting", setting, SXS_TYPE_STRING, 0);
}

static void *create(void) { return &lock; }
static void destroy(void *module) { (void)module; }
static int32_t init(void *module) { return module == &lock ? 0 : 1; }
static int32_t cleanup(void *module) { return module == &lock ? 0 : 1; }

HELIX_MODULE("helixconf", 1, 0, 0, 0, 0, create, destroy, init, cleanup);
HELIX_INTERFACE(Settings, 1, 0, 0);
HELIX_METHOD(Settings, "setting(slice) -> slice");
