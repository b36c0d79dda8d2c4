#include "call.h"

#include <string.h>

#include "copy.h"
#include "host.h"
#include "table.h"

#define OBJECT(h) ((void *)(uintptr_t)(h))
#define ENTRY(function) ((entry_function)(void (*)(void))(function))

/* An exception must not pass through the frames of C and Java above (native H-6). */
static COLD void *run_guarded(frame *f, entry_function run, void *first, void *second, void *third) {
    char caught[512];
    void *result;
    caught[0] = 0;
    result = f->of->guard(run, first, second, third, caught, sizeof caught);
    if (caught[0] != 0) {
        fail_call(f, FAIL_EXCEPTION, 0, caught, strlen(caught));
    }
    return result;
}

static COLD int64_t call_lacking(frame *f) {
    fail_call(f, FAIL_MEMORY, 0, NULL, 0);
    return frame_end(f, 0);
}

static inline handle run_function(frame *f, const function *called, handle arguments) {
    void *context = (void *)(uintptr_t)f->context, *list = (void *)(uintptr_t)arguments;
    if (UNLIKELY(called->of->guard != NULL)) {
        return (handle)(uintptr_t)run_guarded(f, ENTRY(called->run), context, list, NULL);
    }
    return (handle)(uintptr_t)called->run(context, list);
}

int64_t call_numbers(const function *called, frame *f, int shape, int64_t a, int64_t b, int64_t c) {
    const int64_t numbers[3] = {a, b, c};
    uint32_t count = shape & 3, i;
    handle list = 0;
    node *n;
    if (UNLIKELY(!frame_begin(f, called->of, 0))) {
        return 0;
    }
    n = frame_take(f, 1 + (size_t)count, &list);
    if (UNLIKELY(n == NULL)) {
        return call_lacking(f);
    }
    set_node(n, SXS_TYPE_PAREN_LIST, count, list + 1);
    for (i = 0; i < count; i++) {
        set_number(n + 1 + i, shape & (4 << i) ? SXS_TYPE_REAL : SXS_TYPE_INT, numbers[i]);
    }
    return frame_end(f, run_function(f, called, list));
}

/* What Java has written lives in the frame; of a kernel that keeps everything the arguments are kept too (native M-4). */
static COLD handle keep_arguments(frame *f, handle arguments) {
    copy made;
    handle kept = 0;
    node *at;
    if (copy_make(&made, arguments) && (at = take(copy_units(&made), &kept)) != NULL) {
        copy_place(&made, at, kept);
    } else {
        fail_call(f, FAIL_MEMORY, 0, NULL, 0);
    }
    copy_drop(&made);
    return kept;
}

int64_t call_list(const function *called, frame *f, handle arguments) {
    if (UNLIKELY(!frame_begin(f, called->of, 0))) {
        return 0;
    }
    if (UNLIKELY(f->keeping != NULL)) {
        arguments = keep_arguments(f, arguments);
        if (arguments == 0) {
            return frame_end(f, 0);
        }
    }
    return frame_end(f, run_function(f, called, arguments));
}

void call_init(kernel *of, frame *f, void (*init)(sxs_registry_t, const struct sxs_api_table_t *)) {
    if (!frame_begin(f, of, 1)) {
        return;
    }
    if (of->guard != NULL) {
        run_guarded(f, ENTRY(init), OBJECT(f->context), (void *)&shim_table, NULL);
    } else {
        init(OBJECT(f->context), &shim_table);
    }
    frame_end(f, 0);
}

int64_t call_hook(kernel *of, frame *f, entry_function hook, void *first, void *second, void *third) {
    void *result;
    if (!frame_begin(f, of, 0)) {
        return 0;
    }
    result = of->guard != NULL ? run_guarded(f, hook, first, second, third) : hook(first, second, third);
    frame_end(f, 0);
    return (int64_t)(intptr_t)result;
}

void call_shutdown(kernel *of, frame *f, void (*shut_down)(const struct sxs_api_table_t *)) {
    call_hook(of, f, ENTRY(shut_down), (void *)&shim_table, NULL, NULL);
}
