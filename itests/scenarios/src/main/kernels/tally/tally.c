/*
 * Hands out tickets, one after the other: who gets one twice, or misses one, has been served by a state that was moved in halves.
 * BUILD tells which build is loaded; with SPOILT its check of the state fails.
 */
#include <string.h>
#include <sxs/kernel_api.h>

#ifndef STATE_BYTES
#define STATE_BYTES 1024
#endif

static const sxs_api_table_t *api;
static int64_t last;
static uint8_t state[STATE_BYTES];

static sxs_object_t next(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    (void) args;
    return api->create_int(__atomic_add_fetch(&last, 1, __ATOMIC_RELAXED));
}

static sxs_object_t build(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    (void) args;
    return api->create_int(BUILD);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "next", next, SXS_TYPE_INT, 0);
    api->register_function(registry, "build", build, SXS_TYPE_INT, 0);
}

int32_t kernel_save_state(uint8_t **data, size_t *length) {
    memcpy(state, &last, sizeof last);
    *data = state;
    *length = STATE_BYTES;
    return 0;
}

int32_t kernel_restore_state(const uint8_t *data, size_t length, uint32_t version) {
    (void) version;
    if (length != STATE_BYTES) {
        return 1;
    }
    memcpy(&last, data, sizeof last);
    return 0;
}

int32_t kernel_verify_state(void) {
#ifdef SPOILT
    return 7;
#else
    return last < 0;
#endif
}
