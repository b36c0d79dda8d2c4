/* The round-robin schedulers: Helix modules that have to agree down to the bytes of their state. */
#include <helix/module.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

/* The module under test, and the exports of it that are called here. */
static char module_name[32];
static void *module;
static int32_t (*handle)(void *, const struct helix_message *, struct helix_message *);
static void (*free_message)(void *, struct helix_message *);
static const char *(*error_message)(void *);
static int32_t (*serialize)(void *, uint8_t **, size_t *);
static void (*free_state)(void *, uint8_t *, size_t);
static int32_t (*deserialize)(void *, const uint8_t *, size_t, uint32_t);
static uint32_t (*state_version)(void *);
static uint64_t (*state_size)(void *);

typedef int32_t (*hook_t)(void *);

/* ISO C knows no conversion of an object pointer to a function pointer; POSIX makes them alike. */
#define FIND(function, symbol) find(&(function), sizeof(function), symbol)

static void find(void *function, size_t size, const char *symbol) {
    void *found = host_symbol(module_name, symbol);
    memcpy(function, &found, size);
    if (found == NULL) host_problem("%s exports no %s", module_name, symbol);
}

static outcome_t call(const char *function, size_t count, sxs_object_t *arguments) {
    char name[64];
    snprintf(name, sizeof name, "%s/%s", module_name, function);
    return host_call(name, count, arguments);
}

#define RUN(function, ...) call(function, COUNT(__VA_ARGS__), OBJECTS(__VA_ARGS__))
#define RUN0(function) call(function, 0, NULL)

/* ---- header ---- */

static int32_t header_word(size_t offset) {
    const uint8_t *header = host_symbol(module_name, "helix_module_header");
    int32_t word;
    memcpy(&word, header + offset, sizeof word);
    return word;
}

/* By the header's offset, or by its exported name where the header has none. */
static hook_t hook_of(size_t offset, const char *symbol) {
    const uint8_t *header = host_symbol(module_name, "helix_module_header");
    const void *address = header + header_word(offset);
    hook_t hook;
    if (header_word(offset) == 0) address = host_symbol(module_name, symbol);
    memcpy(&hook, &address, sizeof hook);
    return hook;
}

static int header_says(size_t offset, const char *text) {
    const char *header = host_symbol(module_name, "helix_module_header");
    size_t length = (size_t)header_word(offset + 4);
    return length == strlen(text) && memcmp(header + header_word(offset), text, length) == 0;
}

static void check_header(void) {
    CHECK(memcmp(host_symbol(module_name, "helix_module_header"), "HXMD\1\0\0\0", 8) == 0);
    CHECK(header_word(8) == 96);
    CHECK(header_word(12) == (HELIX_HOT_RELOAD | HELIX_SCHEDULER));
    CHECK(header_says(16, module_name));
    CHECK(header_word(24) == 1 && header_word(28) == 0 && header_word(32) == 0);
    CHECK(header_word(76) == HELIX_SCHEDULING);
    CHECK(header_says(80, "Simple round-robin scheduler for task management"));
    CHECK(header_says(88, "Helix Team"));
    CHECK(header_word(48) == 1 && header_word(56) == 0 && header_word(64) == 4 && header_word(72) == 0);
    size_t interface = (size_t)header_word(44), methods = (size_t)header_word(60);
    CHECK((uint32_t)header_word(interface) == 0x9b9d2adeu && (uint32_t)header_word(interface + 4) == 0xcb055655u);
    CHECK(header_says(interface + 8, "SchedulerInterface"));
    CHECK(header_says(methods + 4, "add_task(u32, u32)"));
    CHECK(header_says(methods + 40, "count() -> u32"));
}

/* ---- functions ---- */

static void functions_take_turns(void) {
    CHECK(gives(RUN0("next"), NONE));
    CHECK(gives(RUN0("count"), I(0)));
    CHECK(gives(RUN("add_task", I(7), I(3)), NONE));
    CHECK(gives(RUN("add_task", I(8), I(4294967295)), NONE));
    CHECK(gives(RUN("add_task", I(9), I(0)), NONE));
    CHECK(gives(RUN0("count"), I(3)));
    CHECK(gives(RUN0("next"), LIST(I(7), I(3))));
    CHECK(gives(RUN0("next"), LIST(I(8), I(4294967295))));
    /* One before the current task: 9 is still the next. */
    CHECK(gives(RUN("remove_task", I(7)), I(1)));
    CHECK(gives(RUN("remove_task", I(7)), I(0)));
    CHECK(gives(RUN0("next"), LIST(I(9), I(0))));
    CHECK(gives(RUN0("next"), LIST(I(8), I(4294967295))));
    /* The current task at the end: the first is the next. */
    CHECK(gives(RUN("remove_task", I(9)), I(1)));
    CHECK(gives(RUN0("next"), LIST(I(8), I(4294967295))));
    CHECK(gives(RUN("remove_task", I(8)), I(1)));
    CHECK(gives(RUN0("next"), NONE));
}

static void functions_refuse(void) {
    CHECK(gives(RUN("add_task", I(1), I(2)), NONE));
    CHECK(raises(RUN("add_task", I(1), I(5)), 1, "task 1 is already there"));
    CHECK(raises(RUN("add_task", I(-1), I(5)), 2, "'-1' is outside of u32"));
    CHECK(raises(RUN("add_task", I(2), I(4294967296)), 2, "'4294967296' is outside of u32"));
    CHECK(raises(RUN("remove_task", I(4294967296)), 2, "'4294967296' is outside of u32"));
    CHECK(gives(RUN("remove_task", I(1)), I(1)));
}

/* ---- messages ---- */

/* Whether a message is answered with this type and payload. */
static int answers(const char *type, const char *payload, const char *answer_type, const char *answer) {
    struct helix_message in = {"test", type, (const uint8_t *)payload, strlen(payload)}, out = {NULL, NULL, NULL, 0};
    int32_t code = handle(module, &in, &out);
    if (code != 0 || out.type == NULL) {
        printf("code %d \"%s\"\n", (int)code, error_message(module));
        return 0;
    }
    int holds = strcmp(out.type, answer_type) == 0 && out.size == strlen(answer) &&
                memcmp(out.data, answer, out.size) == 0;
    if (!holds) printf("answered %s \"%.*s\"\n", out.type, (int)out.size, (const char *)out.data);
    free_message(module, &out);
    return holds;
}

static int refuses(const char *type, const char *payload, int32_t expected, const char *text) {
    struct helix_message in = {"test", type, (const uint8_t *)payload, strlen(payload)}, out = {NULL, NULL, NULL, 0};
    int32_t code = handle(module, &in, &out);
    int holds = code == expected && strcmp(error_message(module), text) == 0;
    if (!holds) printf("code %d \"%s\"\n", (int)code, error_message(module));
    return holds;
}

static void messages_are_answered(void) {
    CHECK(answers("next", "", "none", ""));
    CHECK(answers("add-task", "7 3", "count", "1"));
    CHECK(answers("add-task", "4294967295 0", "count", "2"));
    CHECK(answers("next", "", "task", "7 3"));
    CHECK(answers("next", "", "task", "4294967295 0"));
    CHECK(answers("count", "", "count", "2"));
    CHECK(refuses("add-task", "7 4", 1, "task 7 is already there"));
    CHECK(refuses("stop", "", 3, "unknown message 'stop'"));
    const char *damaged[] = {"", "7", "7 ", " 7 3", "7  3", "7 3 ", "7 3 1", "-7 3", "+7 3", "7 x", "4294967296 0"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        char text[64];
        snprintf(text, sizeof text, "payload '%s' is no task", damaged[i]);
        CHECK(refuses("add-task", damaged[i], 4, text));
    }
    CHECK(answers("count", "", "count", "2"));
}

/* ---- state ---- */

static const uint8_t two_tasks[] = {2, 0, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1, 0, 0, 0};

static int state_is(const uint8_t *expected, size_t size) {
    uint8_t *data = NULL;
    size_t length = 0;
    int32_t code = serialize(module, &data, &length);
    int holds = code == 0 && length == size && memcmp(data, expected, size) == 0;
    if (code == 0) free_state(module, data, length);
    return holds;
}

static void state_is_damaged(const uint8_t *state, size_t size) {
    char text[64];
    snprintf(text, sizeof text, "state of %zu bytes is damaged", size);
    CHECK(deserialize(module, state, size, 1) == 5);
    CHECK(strcmp(error_message(module), text) == 0);
    CHECK(state_is(two_tasks, sizeof two_tasks));
}

static void state_goes_over(void) {
    /* The messages have left 7 and the greatest id, with 7 to come. */
    CHECK(gives(RUN0("next"), LIST(I(7), I(3))));
    CHECK(state_is(two_tasks, sizeof two_tasks));
    CHECK(state_version(module) == 1 && state_size(module) == sizeof two_tasks);
    for (size_t length = 0; length < sizeof two_tasks; length++) state_is_damaged(two_tasks, length);
    uint8_t longer[sizeof two_tasks + 8] = {0}, spoilt[sizeof two_tasks];
    memcpy(longer, two_tasks, sizeof two_tasks);
    state_is_damaged(longer, sizeof longer);
    memcpy(spoilt, two_tasks, sizeof spoilt);
    spoilt[20] = 2;
    state_is_damaged(spoilt, sizeof spoilt);
    spoilt[3] = 0x20;
    state_is_damaged(spoilt, sizeof spoilt);
    const uint8_t none[8] = {0}, none_but_current[8] = {0, 0, 0, 0, 1};
    state_is_damaged(none_but_current, 8);
    CHECK(deserialize(module, none, 8, 1) == 0 && state_is(none, 8));
    CHECK(gives(RUN0("next"), NONE));
    CHECK(deserialize(module, two_tasks, sizeof two_tasks, 1) == 0);
    CHECK(gives(RUN0("next"), LIST(I(4294967295), I(0))));
}

/* ---- threads ---- */

#define THREADS 8
#define TASKS 200

static void *add_many(void *first) {
    for (int i = 0; i < TASKS; i++) {
        char payload[32];
        snprintf(payload, sizeof payload, "%d 1", *(int *)first + i);
        struct helix_message in = {"test", "add-task", (const uint8_t *)payload, strlen(payload)}, out = {0};
        if (handle(module, &in, &out) == 0) free_message(module, &out);
    }
    return NULL;
}

static void threads_send_at_once(void) {
    pthread_t threads[THREADS];
    int first[THREADS];
    for (int i = 0; i < THREADS; i++) {
        first[i] = 1000 + i * TASKS;
        CHECK(pthread_create(&threads[i], NULL, add_many, &first[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    CHECK(gives(RUN0("count"), I(2 + THREADS * TASKS)));
}

static void find_exports(void) {
    FIND(handle, "helix_handle_message");
    FIND(free_message, "helix_free_message");
    FIND(error_message, "helix_error_message");
    FIND(serialize, "helix_serialize_state");
    FIND(free_state, "helix_free_state");
    FIND(deserialize, "helix_deserialize_state");
    FIND(state_version, "helix_state_version");
    FIND(state_size, "helix_state_size");
}

int scheduler_cases(const char *directory, const char *name) {
    void *(*create)(void);
    void (*destroy)(void *);
    if (!host_load_module(directory, name)) return 0;
    snprintf(module_name, sizeof module_name, "%s", name);
    find_exports();
    check_header();
    FIND(create, "_helix_module_create");
    FIND(destroy, "_helix_module_destroy");
    module = create();
    CHECK(module != NULL);
    CHECK(hook_of(36, "_helix_module_init")(module) == 0);
    CHECK(host_init_kernel(name) == 4);
    functions_take_turns();
    functions_refuse();
    messages_are_answered();
    state_goes_over();
    threads_send_at_once();
    CHECK(hook_of(40, "_helix_module_cleanup")(module) == 0);
    CHECK(gives(RUN0("count"), I(0)));
    destroy(module);
    host_clear();
    CHECK(host_unload(name));
    return 1;
}
