/*
 * Hands out tickets, one after the other: who gets one twice, or misses one, has been served by a state that was moved in halves.
 * BUILD tells which build is loaded; with SPOILT its check of the state fails. What follows the tickets in a small state is filled
 * with a byte that depends on them, so that half a state is known.
 */
#include <string.h>
#include <sxs/kernel_api.h>

#ifndef STATE_BYTES
#define STATE_BYTES 1024
#endif

#define IS_FILLED (STATE_BYTES <= 65536)

static const sxs_api_table_t *api;
static int64_t last;
static int64_t moves; /* how often the state was taken over */
static uint8_t state[STATE_BYTES];

static sxs_object_t next(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    (void) args;
    return api->create_int(__atomic_add_fetch(&last, 1, __ATOMIC_RELAXED));
}

/* The ticket, how often the state has moved, and the build that serves: 1234 003 1 is ticket 1234 of build 1. */
static sxs_object_t stamped(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    (void) args;
    return api->create_int((__atomic_add_fetch(&last, 1, __ATOMIC_RELAXED) * 1000 + moves % 1000) * 10 + BUILD);
}

static sxs_object_t build(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    (void) args;
    return api->create_int(BUILD);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "next", next, SXS_TYPE_INT, 0);
    api->register_function(registry, "stamped", stamped, SXS_TYPE_INT, 0);
    api->register_function(registry, "build", build, SXS_TYPE_INT, 0);
}

int32_t kernel_save_state(uint8_t **data, size_t *length) {
    memcpy(state, &last, sizeof last);
    memcpy(state + sizeof last, &moves, sizeof moves);
    if (IS_FILLED) {
        memset(state + sizeof last + sizeof moves, (uint8_t) last, STATE_BYTES - sizeof last - sizeof moves);
    }
    *data = state;
    *length = STATE_BYTES;
    return 0;
}

static int is_whole(const uint8_t *data) {
    int64_t tickets;
    memcpy(&tickets, data, sizeof tickets);
    for (size_t i = sizeof last + sizeof moves; i < STATE_BYTES; i++) {
        if (data[i] != (uint8_t) tickets) {
            return 0;
        }
    }
    return 1;
}

int32_t kernel_restore_state(const uint8_t *data, size_t length, uint32_t version) {
    (void) version;
    if (length != STATE_BYTES) {
        return 1;
    }
    if (IS_FILLED && !is_whole(data)) {
        return 2;
    }
    memcpy(&last, data, sizeof last);
    memcpy(&moves, data + sizeof last, sizeof moves);
    moves++;
    return 0;
}

int32_t kernel_verify_state(void) {
#ifdef SPOILT
    return 7;
#else
    return last < 0;
#endif
}
