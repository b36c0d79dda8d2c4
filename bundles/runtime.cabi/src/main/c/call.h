/* The ways into a kernel. All return what frame_end gives, or 0 with STATUS_NO_STACK. */
#ifndef KERNOS_CALL_H
#define KERNOS_CALL_H

#include "frame.h"

/* For C++ (native H-6). */
handle run_guarded(frame *f, sxs_kernel_fn_t run, void *first, void *second);
int64_t call_lacking(frame *f);

static inline handle run_function(frame *f, const function *called, handle arguments) {
    void *context = (void *)(uintptr_t)f->context, *list = (void *)(uintptr_t)arguments;
    if (UNLIKELY(called->of->guard != NULL)) {
        return run_guarded(f, called->run, context, list);
    }
    return (handle)(uintptr_t)called->run(context, list);
}

/*
 * Up to three arguments that are integers or reals, as their bits. `shape`: the count, and 4, 8 and 16 for the first, second and
 * third being a real.
 */
static inline int64_t call_numbers(const function *called, frame *f, int shape, int64_t a, int64_t b, int64_t c) {
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
    if (LIKELY(shape == 2)) {
        set_int(n + 1, a);
        set_int(n + 2, b);
    } else {
        for (i = 0; i < count; i++) {
            set_number(n + 1 + i, shape & (4 << i) ? SXS_TYPE_REAL : SXS_TYPE_INT, numbers[i]);
        }
    }
    return frame_end(f, run_function(f, called, list));
}

/* Arguments that Java has written. */
int64_t call_list(const function *called, frame *f, handle arguments);

void call_init(kernel *of, frame *f, void (*init)(sxs_registry_t, const struct sxs_api_table_t *));
void call_shutdown(kernel *of, frame *f, void (*shut_down)(const struct sxs_api_table_t *));

#endif
