/* A kernel with a state, which notes what is asked of it; its hooks fail in many ways, chosen when compiling. */
#include <stdlib.h>
#include <string.h>
#include "sxs/kernel_api.h"

static const struct sxs_api_table_t *api;
static uint8_t *state;
static size_t state_length;
static long long given_back;
static char notes[1024];

static void note(const char *what) {
    strncat(notes, what, sizeof notes - strlen(notes) - 2);
    strcat(notes, " ");
}

static sxs_object_t set(sxs_context_t ctx, sxs_object_t args) {
    size_t length;
    const uint8_t *bytes = api->as_bytes(api->list_at(api->as_list(args), 0), &length);
    (void)ctx;
    free(state);
    state = malloc(length + 1);
    memcpy(state, bytes, length);
    state_length = length;
    return NULL;
}

static sxs_object_t get(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx, (void)args;
    return api->create_bytes(state, state_length);
}

/* Makes a state of so many bytes that each tell their place. */
static uint8_t at(size_t i) { return (uint8_t)(i * 31 + (i >> 12)); }

static sxs_object_t fill(sxs_context_t ctx, sxs_object_t args) {
    size_t i;
    (void)ctx;
    free(state);
    state_length = (size_t)api->as_int(api->list_at(api->as_list(args), 0));
    state = malloc(state_length + 1);
    for (i = 0; i < state_length; i++) state[i] = at(i);
    return NULL;
}

/* Of how many bytes in a row the state tells their place. */
static sxs_object_t sound(sxs_context_t ctx, sxs_object_t args) {
    size_t i = 0;
    (void)ctx, (void)args;
    while (i < state_length && state[i] == at(i)) i++;
    return api->create_int((long long)i);
}

static sxs_object_t noted(sxs_context_t ctx, sxs_object_t args) {
    sxs_object_t result = api->create_string(notes);
    (void)ctx, (void)args;
    notes[0] = 0;
    return result;
}

static sxs_object_t freed(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx, (void)args;
    return api->create_int(given_back);
}

void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "set", set, SXS_TYPE_NONE, 0);
    api->register_function(registry, "get", get, SXS_TYPE_STRING, 0);
    api->register_function(registry, "fill", fill, SXS_TYPE_NONE, 0);
    api->register_function(registry, "sound", sound, SXS_TYPE_INT, 0);
    api->register_function(registry, "noted", noted, SXS_TYPE_STRING, 0);
    api->register_function(registry, "freed", freed, SXS_TYPE_INT, 0);
}

#ifndef NO_SAVE
int32_t kernel_save_state(uint8_t **data, size_t *length) {
    note("save");
#if defined(SAVE_RAISES)
    api->raise(NULL, 11, "state is in use");
    return 0;
#elif defined(SAVE_RETURNS)
    return -7;
#elif defined(SAVE_NULL)
    (void)data;
    *length = 5;
    return 0;
#elif defined(SAVE_NEGATIVE)
    *data = malloc(1);
    *length = (size_t)-3;
    return 0;
#elif defined(SAVE_TOO_LONG)
    *data = malloc(1);
    *length = (size_t)1 << 31;
    return 0;
#elif defined(SAVE_NOTHING)
    if (*data != NULL || *length != 0) return 99;
    return 0;
#endif
    *data = malloc(state_length + 1);
    memcpy(*data, state, state_length);
    *length = state_length;
    return 0;
}
#endif

int32_t kernel_restore_state(const uint8_t *data, size_t length, uint32_t version) {
    uint8_t *copy;
    note("restore");
    if (version == 4000000000u) note("of-4000000000");
    if (length > 0 && data[0] == 0xff) {
        api->raise(NULL, 12, "state is damaged");
        return 12;
    }
    copy = malloc(length + 1);
    memcpy(copy, data, length);
    free(state);
    state = copy;
    state_length = length;
    return 0;
}

#ifndef ONLY_STATE
void kernel_free_state(uint8_t *data, size_t length) {
    note("free");
    free(data);
    given_back += (long long)length;
#ifdef FREE_RAISES
    api->raise(NULL, 13, "not mine");
#endif
}

uint32_t kernel_state_version(void) { return note("version"), 3; }
#ifdef SIZE_RAISES
uint64_t kernel_state_size(void) { return api->raise(NULL, 14, "cannot say"), 5; }
#else
uint64_t kernel_state_size(void) { return note("size"), 5000000000u; }
#endif
int32_t kernel_prepare_reload(void) { return note("prepare"), 0; }
int32_t kernel_complete_reload(void) { return note("complete"), api->raise(NULL, 15, "cannot go on"), 15; }
int32_t kernel_verify_state(void) { return note("verify"), 0; }
#endif
