/*
 * A kernel to start from. Replace the three functions with yours: here, in kernel_init, in kernel.sxs and in test/test.c.
 * A kernel that keeps nothing between calls needs no state.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sxs/kernel_api.h>

/* Codes that `raise` gives: yours to choose, and part of what callers rely on. */
enum { NAME_EMPTY = 1, NAME_TOO_LONG = 2, TOTAL_OUT_OF_RANGE = 3, BAD_STATE = 4 };

static const sxs_api_table_t *api;

/* What the kernel knows. Several threads may call at once, so that it is counted in one step. */
static uint64_t greetings;

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

/* Whether the greeting fits. Half a greeting would be a wrong answer, and might end inside a character. */
static int greet(char *greeting, size_t size, const char *name) {
    return snprintf(greeting, size, "Hello, %s!", name) < (int)size;
}

/* No type checks here: the declaration in kernel.sxs says :str, and Kernos has seen to it. */
static sxs_object_t hello(sxs_context_t ctx, sxs_object_t args) {
    const char *name = api->as_string(argument(args, 0));
    char greeting[256];
    if (*name == '\0') return api->raise(ctx, NAME_EMPTY, "hello: 'name' is empty");
    if (!greet(greeting, sizeof greeting, name))
        return api->raise(ctx, NAME_TOO_LONG, "hello: 'name' is longer than 247 bytes");
    __atomic_add_fetch(&greetings, 1, __ATOMIC_RELAXED);
    return api->create_string(greeting);
}

/* How many greetings there were: by this revision of the kernel, and by those that it has taken over from. */
static sxs_object_t greeted(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx, (void)args;
    return api->create_int((long long)__atomic_load_n(&greetings, __ATOMIC_RELAXED));
}

/* Whether the sum fits. Signed overflow is undefined in C: ask before adding, not after. */
static int add(long long *sum, long long value) {
    const long long most = INT64_MAX, least = INT64_MIN;
    if (value > 0 ? *sum > most - value : *sum < least - value) return 0;
    *sum += value;
    return 1;
}

/* Takes any number of arguments: `value :int..` in kernel.sxs, and 1 as the last argument below. */
static sxs_object_t total(sxs_context_t ctx, sxs_object_t args) {
    void *values = api->as_list(args);
    long long sum = 0;
    for (size_t i = 0; i < api->list_size(values); i++) {
        if (!add(&sum, api->as_int(api->list_at(values, i))))
            return api->raise(ctx, TOTAL_OUT_OF_RANGE, "total: the sum does not fit into 64 bits");
    }
    return api->create_int(sum);
}

/* Called once, when the kernel is loaded. Keep the table; register each function of kernel.sxs. */
void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "hello", hello, SXS_TYPE_STRING, 0);
    api->register_function(registry, "total", total, SXS_TYPE_INT, 1);
    api->register_function(registry, "greeted", greeted, SXS_TYPE_INT, 0);
}

/*
 * The state, for a swap: what one revision saves, the next restores. No function runs beside these. The bytes are read by
 * another build: eight of them, the lowest first.
 */
enum { STATE_SIZE = 8 };

int32_t kernel_save_state(uint8_t **data, size_t *length) {
    uint8_t *state = malloc(STATE_SIZE);
    if (state == NULL) return 1;
    for (int i = 0; i < STATE_SIZE; i++) state[i] = (uint8_t)(greetings >> 8 * i);
    *data = state;
    *length = STATE_SIZE;
    return 0;
}

void kernel_free_state(uint8_t *data, size_t length) {
    (void)length;
    free(data);
}

/* Refuses what it does not know, with its own state as it was; then the former revision serves on. */
int32_t kernel_restore_state(const uint8_t *data, size_t length, uint32_t version) {
    uint64_t saved = 0;
    if (version != 1 || length != STATE_SIZE) {
        api->raise(NULL, BAD_STATE, "a state of yourname is 8 bytes of version 1");
        return BAD_STATE;
    }
    for (int i = 0; i < STATE_SIZE; i++) saved |= (uint64_t)data[i] << 8 * i;
    greetings = saved;
    return 0;
}

/* Called once, when no call is running any more. Close what the kernel opened; optional otherwise. */
void kernel_shutdown(const sxs_api_table_t *table) {
    (void)table;
}
