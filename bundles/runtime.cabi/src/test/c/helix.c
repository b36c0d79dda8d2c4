/* A Helix module in many ways, chosen when compiling. It notes each hook in the file that its config names as `log`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <helix/module.h>
#include <sxs/kernel_api.h>

#ifndef NAME
#define NAME "helix"
#endif

static int instance;
static char notes[256], log_file[512];

/* Objects are linked without thread-local storage; tests of objects fail in one thread only. */
#ifdef IN_OBJECT
static char failure[256];
#else
static __thread char failure[256];
#endif

static void note(const char *what) {
    FILE *log = log_file[0] == '\0' ? NULL : fopen(log_file, "a");
    if (log == NULL) {
        strncat(notes, what, sizeof notes - strlen(notes) - 2);
        strcat(notes, "\n");
        return;
    }
    fprintf(log, "%s%s\n", notes, what);
    notes[0] = '\0';
    fclose(log);
}

/* Every hook is told which module it works for. */
static void note_for(const void *module, const char *what) {
    note(module == &instance ? what : "a hook was given another module");
}

static int32_t fail(int32_t code, const char *text) {
    snprintf(failure, sizeof failure, "%s", text);
    return code;
}

static void *create(void) {
    note("create");
#ifdef CREATE_NULL
    return fail(14, "no room"), NULL;
#else
    return &instance;
#endif
}

static void destroy(void *module) { note_for(module, "destroy"); }

static int32_t init(void *module) {
    note_for(module, "init");
#ifdef INIT_FAILS
    return fail(7, "no device");
#else
    return 0;
#endif
}

static int32_t cleanup(void *module) {
    note_for(module, "cleanup");
#ifdef CLEANUP_FAILS
    return fail(8, "still b\xc3\xbcsy");
#else
    return 0;
#endif
}

#ifndef NO_MESSAGE_TEXT
const char *helix_error_message(void *module) {
#ifdef CREATE_NULL
    return module == NULL ? failure : "create gave NULL, a hook something else";
#else
    return module == &instance ? failure : "a hook was given another module";
#endif
}
#endif

#ifndef NO_CONFIGURE
int32_t helix_configure(void *module, const char *key, const char *value) {
    char line[256];
    if (strcmp(key, "log") == 0) {
        snprintf(log_file, sizeof log_file, "%s", value);
        return 0;
    }
    snprintf(line, sizeof line, "configure %s=%s", key, value);
    note_for(module, line);
    return strcmp(key, "bad") == 0 ? fail(9, "no such key") : 0;
}
#endif

#ifdef LIVE
int32_t helix_reconfigure(void *module, const struct helix_setting *settings, size_t count) {
    char line[256];
    size_t i;
    int32_t result = 0;
    snprintf(line, sizeof line, "reconfigure %d", (int)count);
    note_for(module, line);
    for (i = 0; i < count; i++) {
        if (strcmp(settings[i].key, "log") != 0) {
            snprintf(line, sizeof line, "%s=%.40s of %d", settings[i].key, settings[i].value, (int)strlen(settings[i].value));
            note(line);
        }
        if (strcmp(settings[i].key, "bad") == 0) {
            result = fail(9, "no such key");
        }
    }
    return result;
}
#endif

#ifdef EXPORTED_ENTRIES
/* A header without init and cleanup: the exports of these names are called. */
HELIX_EXPORT int32_t _helix_module_init(void *module);
HELIX_EXPORT int32_t _helix_module_cleanup(void *module);
int32_t _helix_module_init(void *module) { return note("exported"), init(module); }
int32_t _helix_module_cleanup(void *module) { return note("exported"), cleanup(module); }
#endif

#ifdef IN_DATA
/* Exported under a name that is called, and no function. */
#define TEXT(name) #name
#define DATA(name) ".globl " TEXT(name) "\n" TEXT(name) ": .quad 7\n"
__asm__(".data\n" DATA(IN_DATA) ".text\n");
#endif

/* ---- functions ---- */

#ifndef NO_KERNEL
static const sxs_api_table_t *api;

static sxs_object_t twice(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return api->create_int(2 * api->as_int(api->list_at(api->as_list(args), 0)));
}

static sxs_object_t setting(sxs_context_t ctx, sxs_object_t args) {
    return api->config(ctx, api->as_string(api->list_at(api->as_list(args), 0)));
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    note("kernel_init");
#ifdef KERNEL_RAISES
    api->raise(NULL, 5, "no table");
#endif
    api->register_function(registry, "twice", twice, SXS_TYPE_INT, 0);
#ifdef LIVE
    api->register_function(registry, "setting", setting, SXS_TYPE_NONE, 0);
#else
    (void)setting;
#endif
}

void kernel_shutdown(const sxs_api_table_t *table) {
    note("kernel_shutdown");
#ifdef SHUTDOWN_RAISES
    table->raise(NULL, 6, "not yet");
#else
    (void)table;
#endif
}
#endif

/* ---- messages ---- */

static long answers_out;

/* The answer's bytes begin behind the struct's own, so that a wrong free is seen. */
static int32_t answer(struct helix_message *out, const char *type, const void *data, size_t size) {
    char *copy = malloc(size + 1);
    memcpy(copy, data, size);
    out->sender = "somebody else";
    out->type = type;
    out->data = (const uint8_t *)copy;
    out->size = size;
    __atomic_add_fetch(&answers_out, 1, __ATOMIC_SEQ_CST);
    return 0;
}

#ifndef NO_MESSAGES
int32_t helix_handle_message(void *module, const struct helix_message *in, struct helix_message *out) {
    char text[128];
    if (module != &instance || out->type != NULL || out->data != NULL) return fail(1, "a wrong call");
    if (strcmp(in->type, "echo") == 0) return answer(out, "echo", in->data, in->size);
    if (strcmp(in->type, "sender") == 0) return answer(out, in->type, in->sender, strlen(in->sender));
    if (strcmp(in->type, "quiet") == 0) return 0;
    if (strcmp(in->type, "freed") == 0) {
        snprintf(text, sizeof text, "%ld", __atomic_load_n(&answers_out, __ATOMIC_SEQ_CST));
        return answer(out, "freed", text, strlen(text));
    }
    if (strcmp(in->type, "null-data") == 0) return answer(out, "x", "", 0), out->data = NULL, out->size = 5, 0;
    if (strcmp(in->type, "fail") == 0) {
        snprintf(text, sizeof text, "refused %.*s", (int)in->size, (const char *)in->data);
        return fail(-3, text);
    }
    failure[0] = '\0';
    return 4;
}

void helix_free_message(void *module, struct helix_message *answered) {
    if (module == &instance) __atomic_sub_fetch(&answers_out, 1, __ATOMIC_SEQ_CST);
    free((void *)answered->data);
}
#endif

/* ---- state ---- */

#ifndef NO_STATE
static uint8_t *state;
static size_t state_length;

int32_t helix_serialize_state(void *module, uint8_t **data, size_t *length) {
    note_for(module, "serialize");
#ifdef SERIALIZE_FAILS
    return fail(11, "state is in use");
#elif defined(SERIALIZE_NULL)
    *length = 5;
    (void)data;
#elif !defined(SERIALIZE_NOTHING)
    *data = malloc(state_length + 1);
    memcpy(*data, state, state_length);
    *length = state_length;
#endif
    return 0;
}

void helix_free_state(void *module, uint8_t *data, size_t length) {
    note_for(module, length == state_length ? "free" : "free of another length");
    free(data);
}

int32_t helix_deserialize_state(void *module, const uint8_t *data, size_t length, uint32_t version) {
    char line[64];
    snprintf(line, sizeof line, "deserialize %zu bytes of version %u", length, version);
    note_for(module, line);
    if (length > 0 && data[0] == 0xff) return fail(12, "state is damaged");
    free(state);
    state = malloc(length + 1);
    memcpy(state, data, length);
    state_length = length;
    return 0;
}

#ifndef ONLY_STATE
uint32_t helix_state_version(void *module) { return note_for(module, "version"), 3; }
uint64_t helix_state_size(void *module) { return note_for(module, "size"), 5000000000ull; }
int32_t helix_prepare_reload(void *module) { return note_for(module, "prepare"), 0; }
int32_t helix_complete_reload(void *module) { return note_for(module, "complete"), fail(13, "cannot go on"); }
int32_t helix_verify_state(void *module) { return note_for(module, "verify"), 0; }
#endif
#endif

HELIX_MODULE(NAME, 1, 2, 3, HELIX_HOT_RELOAD | HELIX_DRIVER, HELIX_DMA, create, destroy, init, cleanup);
HELIX_DESCRIPTION("A \"module\" for tests: 100%");
HELIX_INTERFACE(Doubling, 1, 0, 0);
HELIX_METHOD(Doubling, "twice(i64) -> i64");
HELIX_DEPENDENCY(memory, "memory", HELIX_COMPATIBLE, 1, 2, 0, HELIX_OPTIONAL);
HELIX_DEPENDENCY_RANGE(clock, "clock", 1, 0, 0, 2, 3, 4, HELIX_REQUIRED);
HELIX_NEEDS(memory, Allocator, 1, 5, 0);
HELIX_NEEDED_METHOD(Allocator, "alloc(u64) -> ptr");
HELIX_METHOD(Doubling, "half(i64) -> i64");
#ifdef ALL_CHARACTERS
HELIX_INTERFACE(ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz_0123456789, 2, 0, 0);
#endif
