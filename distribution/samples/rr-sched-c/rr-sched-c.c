/*
 * A round-robin scheduler as a Helix module in C: functions, messages, and a state that the next
 * revision takes over. rr-sched-rust and rr-sched-java are the same module, down to the bytes of the state.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <helix/module.h>
#include <sxs/kernel_api.h>

#include "failures.h"

enum { THERE_ALREADY = 1, NOT_U32 = 2, UNKNOWN_MESSAGE = 3, NO_TASK = 4, DAMAGED_STATE = 5, NO_MEMORY = 6 };

typedef struct {
    uint32_t id, priority;
} task_t;

/* There is one scheduler: kernel functions are not told which module they belong to. */
static struct {
    pthread_mutex_t lock; /* owns the rest */
    task_t *tasks;
    uint32_t count, room, current;
} scheduler = {PTHREAD_MUTEX_INITIALIZER, NULL, 0, 0, 0};

static const sxs_api_table_t *api;

const char *helix_error_message(void *module) {
    (void)module;
    return my_failure()->text;
}

/* ---- the queue; its lock is held ---- */

/* The task's place, or `count`. */
static uint32_t place_of(uint32_t id) {
    uint32_t place = 0;
    while (place < scheduler.count && scheduler.tasks[place].id != id) place++;
    return place;
}

static int make_room(uint32_t count) {
    if (count <= scheduler.room) return 1;
    uint32_t room = count < 8 ? 8 : count + count / 2;
    task_t *tasks = realloc(scheduler.tasks, room * sizeof *tasks);
    if (tasks == NULL) return 0;
    scheduler.tasks = tasks;
    scheduler.room = room;
    return 1;
}

static int32_t add(task_t task) {
    if (place_of(task.id) < scheduler.count) return fail(THERE_ALREADY, "task %" PRIu32 " is already there", task.id);
    if (!make_room(scheduler.count + 1)) return fail(NO_MEMORY, "no memory for task %" PRIu32, task.id);
    scheduler.tasks[scheduler.count++] = task;
    return 0;
}

/* The others keep their turn. */
static int remove_task(uint32_t id) {
    uint32_t place = place_of(id);
    if (place == scheduler.count) return 0;
    scheduler.count--;
    memmove(&scheduler.tasks[place], &scheduler.tasks[place + 1], (scheduler.count - place) * sizeof(task_t));
    if (place < scheduler.current) scheduler.current--;
    if (scheduler.current == scheduler.count) scheduler.current = 0;
    return 1;
}

/* 0 when there is no task. */
static int take_turn(task_t *task) {
    if (scheduler.count == 0) return 0;
    *task = scheduler.tasks[scheduler.current];
    scheduler.current = (scheduler.current + 1) % scheduler.count;
    return 1;
}

/* ---- functions ---- */

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

/* The interface says u32, which arrives as a number of 64 bits. */
static int32_t to_u32(sxs_object_t object, uint32_t *value) {
    long long number = api->as_int(object);
    if (number < 0 || number > UINT32_MAX) return fail(NOT_U32, "'%lld' is outside of u32", number);
    *value = (uint32_t)number;
    return 0;
}

static sxs_object_t call_add_task(sxs_context_t ctx, sxs_object_t args) {
    task_t task;
    int32_t code = to_u32(argument(args, 0), &task.id);
    if (code == 0) code = to_u32(argument(args, 1), &task.priority);
    if (code == 0) {
        pthread_mutex_lock(&scheduler.lock);
        code = add(task);
        pthread_mutex_unlock(&scheduler.lock);
    }
    return code == 0 ? api->create_none() : api->raise(ctx, code, my_failure()->text);
}

static sxs_object_t call_remove_task(sxs_context_t ctx, sxs_object_t args) {
    uint32_t id = 0;
    int32_t code = to_u32(argument(args, 0), &id);
    if (code != 0) return api->raise(ctx, code, my_failure()->text);
    pthread_mutex_lock(&scheduler.lock);
    int removed = remove_task(id);
    pthread_mutex_unlock(&scheduler.lock);
    return api->create_int(removed);
}

static sxs_object_t call_next(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    task_t task;
    pthread_mutex_lock(&scheduler.lock);
    int found = take_turn(&task);
    pthread_mutex_unlock(&scheduler.lock);
    return found ? api->create_ints((const long long[]){task.id, task.priority}, 2) : api->create_none();
}

static uint32_t count(void) {
    pthread_mutex_lock(&scheduler.lock);
    uint32_t tasks = scheduler.count;
    pthread_mutex_unlock(&scheduler.lock);
    return tasks;
}

static sxs_object_t call_count(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    (void)args;
    return api->create_int(count());
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "add_task", call_add_task, SXS_TYPE_NONE, 0);
    api->register_function(registry, "remove_task", call_remove_task, SXS_TYPE_INT, 0);
    api->register_function(registry, "next", call_next, SXS_TYPE_NONE, 0);
    api->register_function(registry, "count", call_count, SXS_TYPE_INT, 0);
}

/* ---- messages ---- */

/* A decimal u32 in `text`, up to `end` or the first other byte; NULL when there is none. */
static const uint8_t *read_u32(const uint8_t *text, const uint8_t *end, uint32_t *value) {
    const uint8_t *at = text;
    uint64_t number = 0;
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        number = number * 10 + (*at - '0');
        if (number > UINT32_MAX) return NULL;
    }
    *value = (uint32_t)number;
    return at == text ? NULL : at;
}

/* `7 3`: an id and a priority. */
static int read_task(const struct helix_message *in, task_t *task) {
    const uint8_t *end = in->data + in->size;
    const uint8_t *at = read_u32(in->data, end, &task->id);
    if (at == NULL || at == end || *at != ' ') return 0;
    return read_u32(at + 1, end, &task->priority) == end;
}

/* The answer lives until helix_free_message. */
static int32_t answer(struct helix_message *out, const char *type, const char *text) {
    size_t size = strlen(text);
    uint8_t *data = malloc(size + 1);
    if (data == NULL) return fail(NO_MEMORY, "no memory for an answer");
    memcpy(data, text, size + 1);
    out->type = type;
    out->data = data;
    out->size = size;
    return 0;
}

static int32_t answer_count(struct helix_message *out) {
    char text[16];
    snprintf(text, sizeof text, "%" PRIu32, count());
    return answer(out, "count", text);
}

static int32_t answer_next(struct helix_message *out) {
    char text[32] = "";
    task_t task;
    pthread_mutex_lock(&scheduler.lock);
    int found = take_turn(&task);
    pthread_mutex_unlock(&scheduler.lock);
    if (found) snprintf(text, sizeof text, "%" PRIu32 " %" PRIu32, task.id, task.priority);
    return answer(out, found ? "task" : "none", text);
}

static int32_t answer_add_task(const struct helix_message *in, struct helix_message *out) {
    task_t task;
    if (!read_task(in, &task)) {
        int shown = in->size < 400 ? (int)in->size : 400;
        return fail(NO_TASK, "payload '%.*s' is no task", shown, (const char *)in->data);
    }
    pthread_mutex_lock(&scheduler.lock);
    int32_t code = add(task);
    pthread_mutex_unlock(&scheduler.lock);
    return code == 0 ? answer_count(out) : code;
}

int32_t helix_handle_message(void *module, const struct helix_message *in, struct helix_message *out) {
    (void)module;
    if (strcmp(in->type, "add-task") == 0) return answer_add_task(in, out);
    if (strcmp(in->type, "next") == 0) return answer_next(out);
    if (strcmp(in->type, "count") == 0) return answer_count(out);
    return fail(UNKNOWN_MESSAGE, "unknown message '%s'", in->type);
}

void helix_free_message(void *module, struct helix_message *answered) {
    (void)module;
    free((void *)answered->data);
}

/* ---- state: count, id and priority of each task, current; 32 bits each, the lowest byte first ---- */

static uint8_t *write_u32(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; i++) *at++ = (uint8_t)(value >> (8 * i));
    return at;
}

static uint32_t word_at(const uint8_t *data, size_t index) {
    const uint8_t *at = data + 4 * index;
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static size_t state_size(void) {
    return 8 + 8 * (size_t)scheduler.count;
}

uint64_t helix_state_size(void *module) {
    (void)module;
    return 8 + 8 * (uint64_t)count();
}

uint32_t helix_state_version(void *module) {
    (void)module;
    return 1;
}

int32_t helix_serialize_state(void *module, uint8_t **data, size_t *length) {
    (void)module;
    uint8_t *at = malloc(state_size());
    if (at == NULL) return fail(NO_MEMORY, "no memory for a state of %zu bytes", state_size());
    *data = at;
    *length = state_size();
    at = write_u32(at, scheduler.count);
    for (uint32_t i = 0; i < scheduler.count; i++) {
        at = write_u32(at, scheduler.tasks[i].id);
        at = write_u32(at, scheduler.tasks[i].priority);
    }
    write_u32(at, scheduler.current);
    return 0;
}

void helix_free_state(void *module, uint8_t *data, size_t length) {
    (void)module;
    (void)length;
    free(data);
}

/* Whether the length and the place of the current task go with the number of tasks. */
static int is_sound(const uint8_t *data, size_t length) {
    if (length < 8 || (length - 8) / 8 != word_at(data, 0) || length % 8 != 0) return 0;
    uint32_t tasks = word_at(data, 0), current = word_at(data, length / 4 - 1);
    return current < tasks || (current == 0 && tasks == 0);
}

int32_t helix_deserialize_state(void *module, const uint8_t *data, size_t length, uint32_t version) {
    (void)module;
    if (version != 1 || !is_sound(data, length)) return fail(DAMAGED_STATE, "state of %zu bytes is damaged", length);
    uint32_t tasks = word_at(data, 0);
    if (!make_room(tasks)) return fail(NO_MEMORY, "no memory for %" PRIu32 " tasks", tasks);
    for (uint32_t i = 0; i < tasks; i++) {
        scheduler.tasks[i].id = word_at(data, 1 + 2 * (size_t)i);
        scheduler.tasks[i].priority = word_at(data, 2 + 2 * (size_t)i);
    }
    scheduler.count = tasks;
    scheduler.current = word_at(data, length / 4 - 1);
    return 0;
}

/* ---- the module ---- */

static void *create(void) {
    return &scheduler;
}

static void destroy(void *module) {
    (void)module;
    forget_failures();
}

static int32_t init(void *module) {
    (void)module;
    return 0;
}

static int32_t cleanup(void *module) {
    (void)module;
    free(scheduler.tasks);
    scheduler.tasks = NULL;
    scheduler.count = scheduler.room = scheduler.current = 0;
    return 0;
}

HELIX_MODULE("rr-sched-c", 1, 0, 0, HELIX_HOT_RELOAD | HELIX_SCHEDULER, HELIX_SCHEDULING,
             create, destroy, init, cleanup);
HELIX_DESCRIPTION("Simple round-robin scheduler for task management");
HELIX_AUTHOR("Helix Team");
HELIX_INTERFACE(SchedulerInterface, 1, 0, 0);
HELIX_METHOD(SchedulerInterface, "add_task(u32, u32)");
HELIX_METHOD(SchedulerInterface, "remove_task(u32) -> bool");
HELIX_METHOD(SchedulerInterface, "next() -> Task");
HELIX_METHOD(SchedulerInterface, "count() -> u32");
