/* The ways into a kernel. All return what frame_end gives, or 0 with STATUS_NO_STACK. */
#ifndef KERNOS_CALL_H
#define KERNOS_CALL_H

#include "frame.h"

/*
 * Up to three arguments that are integers or reals, as their bits. `shape`: the count, and 4, 8 and 16 for the first, second and
 * third being a real.
 */
int64_t call_numbers(const function *called, frame *f, int shape, int64_t a, int64_t b, int64_t c);

/* Runs a plain function with two integers, as most functions of numbers take, in a frame that has begun. */
static inline handle run_ints(const function *called, frame *f, int64_t a, int64_t b) {
    node *own = f->own;
    handle context = f->context;
    own[1].as.ref = context + 2;
    own[2].as.integer = a;
    own[3].as.integer = b;
    return (handle)(uintptr_t)called->run((void *)(uintptr_t)context, (void *)(uintptr_t)(context + 1));
}

static inline int64_t call_ints(const function *called, frame *f, int64_t a, int64_t b) {
    if (UNLIKELY(!called->is_plain)) {
        return call_numbers(called, f, 2, a, b, 0);
    }
    if (UNLIKELY(!frame_begin_plain(f, called->of))) {
        return 0;
    }
    return frame_end(f, run_ints(called, f, a, b));
}

/*
 * The shortest way: of a plain function, in the frame that frame_usual gave. 1 when it has given an integer; else what it gave is
 * that of frame_end.
 */
static inline int call_ints_usual(const function *called, frame *f, int64_t a, int64_t b, int64_t *given) {
    handle result;
    STORE(f->of, called->of);
    this_thread.current = f;
    result = run_ints(called, f, a, b);
    if (LIKELY(is_own(f, result) && LOAD_ACQUIRE(f->odd) == 0)) {
        const node *n = f->own + (result - f->context);
        if (LIKELY(n->tag == SXS_TYPE_INT)) {
            *given = frame_leave(f, n->as.integer);
            return 1;
        }
    }
    *given = frame_end(f, result);
    return f->status == SXS_TYPE_INT;
}

/* Arguments that Java has written. */
int64_t call_list(const function *called, frame *f, handle arguments);

void call_init(kernel *of, frame *f, void (*init)(sxs_registry_t, const struct sxs_api_table_t *));

/* Another function of the kernel, which gives no object but a number. */
int64_t call_hook(kernel *of, frame *f, entry_function hook, void *first, void *second, void *third);
void call_shutdown(kernel *of, frame *f, void (*shut_down)(const struct sxs_api_table_t *));

#endif
