/*
 * A Helix module to start from: one interface with two functions, one message. Replace all that is about counting, here and in
 * test/test.c. rr-sched-c among the samples of Kernos has more: a state that survives a swap.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <helix/module.h>
#include <sxs/kernel_api.h>

/* Codes of failures: yours to choose, and part of what callers rely on. */
enum { NOT_U32 = 1, TOO_MUCH = 2, UNKNOWN_MESSAGE = 3, NO_MEMORY = 4 };

/* Functions and messages arrive in many threads; kernel functions are not told which module they belong to. */
static struct {
    pthread_mutex_t lock; /* guards the total */
    int64_t total;
} meter = {PTHREAD_MUTEX_INITIALIZER, 0};

static const sxs_api_table_t *api;

/* Each thread's last text: messages fail in several at once. Not __thread, which an object cannot have. */
static pthread_key_t failure;

static int32_t fail(int32_t code, const char *text) {
    pthread_setspecific(failure, text);
    return code;
}

/* Asked right after a hook gave a code; with NULL when create gave NULL, and there is no key then. */
const char *helix_error_message(void *module) {
    return module == NULL ? "the process has no room for a pthread key" : pthread_getspecific(failure);
}

/* ---- functions, which the interface below lists ---- */

/* A code, or 0. The interface says u32: Kernos has seen to it that this is a number, its range is ours to check. */
static int add(long long amount) {
    if (amount < 0 || amount > UINT32_MAX) return NOT_U32;
    pthread_mutex_lock(&meter.lock);
    int fits = amount <= INT64_MAX - meter.total;
    if (fits) meter.total += amount;
    pthread_mutex_unlock(&meter.lock);
    return fits ? 0 : TOO_MUCH;
}

static int64_t total(void) {
    pthread_mutex_lock(&meter.lock);
    int64_t now = meter.total;
    pthread_mutex_unlock(&meter.lock);
    return now;
}

static sxs_object_t call_add(sxs_context_t ctx, sxs_object_t args) {
    int code = add(api->as_int(api->list_at(api->as_list(args), 0)));
    if (code == 0) return api->create_none();
    return api->raise(ctx, code,
                      code == NOT_U32 ? "add: the amount is not in the range of u32" : "add: the total does not fit into 64 bits");
}

static sxs_object_t call_total(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    return api->create_int(total());
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "add", call_add, SXS_TYPE_NONE, 0);
    api->register_function(registry, "total", call_total, SXS_TYPE_INT, 0);
}

/* ---- messages ---- */

/* `total` is answered with the number. What the answer points to is given back to helix_free_message. */
int32_t helix_handle_message(void *module, const struct helix_message *in, struct helix_message *out) {
    (void)module;
    if (strcmp(in->type, "total") != 0) return fail(UNKNOWN_MESSAGE, "the message is not 'total'");
    char *text = malloc(32);
    if (text == NULL) return fail(NO_MEMORY, "no memory for the answer");
    out->type = "total";
    out->size = (size_t)snprintf(text, 32, "%" PRId64, total());
    out->data = (const uint8_t *)text;
    return 0;
}

void helix_free_message(void *module, struct helix_message *answer) {
    (void)module;
    free((void *)answer->data);
}

/* ---- life ---- */

/* NULL: the module is not loaded. */
static void *create(void) {
    return pthread_key_create(&failure, NULL) == 0 ? &meter : NULL;
}

static void destroy(void *module) {
    (void)module;
    pthread_key_delete(failure);
}

/* Take what the module needs. Another result than 0 is a code: the module is not loaded then. */
static int32_t init(void *module) {
    (void)module;
    return 0;
}

/* Give it back. No call is running any more. */
static int32_t cleanup(void *module) {
    (void)module;
    return 0;
}

HELIX_MODULE("yourname", 1, 0, 0, 0, 0, create, destroy, init, cleanup);
HELIX_DESCRIPTION("A total, to start from");
HELIX_INTERFACE(YourName, 1, 0, 0);
HELIX_METHOD(YourName, "add(u32)");
HELIX_METHOD(YourName, "total() -> i64");
