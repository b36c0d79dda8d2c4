/* The ways into a kernel. All return what frame_end gives, or 0 with STATUS_NO_STACK. */
#ifndef KERNOS_CALL_H
#define KERNOS_CALL_H

#include "frame.h"

/*
 * Up to three arguments that are integers or reals, as their bits. `shape`: the count, and 4, 8 and 16 for the first, second and
 * third being a real.
 */
int64_t call_numbers(const function *called, frame *f, int shape, int64_t a, int64_t b, int64_t c);

/*
 * Two integers, as most functions of numbers take: the short way, without anything that a plain function cannot need. A frame at
 * rest is empty, so that the arguments' places are known.
 */
static inline int64_t call_ints(const function *called, frame *f, int64_t a, int64_t b) {
    node *n = f->own + 1;
    handle list = f->context + 1;
    if (UNLIKELY(!called->is_plain)) {
        return call_numbers(called, f, 2, a, b, 0);
    }
    if (UNLIKELY(!frame_begin_plain(f, called->of))) {
        return 0;
    }
    f->top = n + 3;
    set_node(n, SXS_TYPE_PAREN_LIST, 2, list + 1);
    set_int(n + 1, a);
    set_int(n + 2, b);
    return frame_end(f, (handle)(uintptr_t)called->run((void *)(uintptr_t)f->context, (void *)(uintptr_t)list));
}

/* Arguments that Java has written. */
int64_t call_list(const function *called, frame *f, handle arguments);

void call_init(kernel *of, frame *f, void (*init)(sxs_registry_t, const struct sxs_api_table_t *));

/* Another function of the kernel, which gives no object but a number. */
int64_t call_hook(kernel *of, frame *f, entry_function hook, void *first, void *second, void *third);
void call_shutdown(kernel *of, frame *f, void (*shut_down)(const struct sxs_api_table_t *));

#endif
