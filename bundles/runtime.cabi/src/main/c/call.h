/* The ways into a kernel. All return what frame_end gives, or 0 with STATUS_NO_STACK. */
#ifndef KERNOS_CALL_H
#define KERNOS_CALL_H

#include "frame.h"

/*
 * Up to three arguments that are integers or reals, as their bits. `shape`: the count, and 4, 8 and 16 for the first, second and
 * third being a real.
 */
int64_t call_numbers(const function *called, frame *f, int shape, const int64_t *numbers);

/* Arguments that Java has written. */
int64_t call_list(const function *called, frame *f, handle arguments);

void call_init(kernel *of, frame *f, void (*init)(sxs_registry_t, const struct sxs_api_table_t *));
void call_shutdown(kernel *of, frame *f, void (*shut_down)(const struct sxs_api_table_t *));

#endif
