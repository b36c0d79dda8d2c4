/* What the shim asks of whoever hosts it: Java in the product (host_jni.c), a few lines of C in the self-test. */
#ifndef KERNOS_HOST_H
#define KERNOS_HOST_H

#include "frame.h"

enum { FAIL_RAISED = 0, FAIL_COUNT = 1, FAIL_MEMORY = 2, FAIL_EXCEPTION = 3 };

/* Makes the call fail, unless it has failed already. */
void host_fail(frame *f, int kind, int64_t number, const char *text, size_t length);

/* Evaluates where the call came from, be the expression a handle or nothing of the kind; any thread. The result is a handle that is valid for this thread. */
handle host_eval(frame *f, handle expression);

/* The same for a node in the own memory of the call that runs in this thread, of which all lies there. */
handle host_eval_own(frame *f, const node *expression);

/* One line in the log; without a kernel when the thread belongs to none. */
void host_log(kernel *of, int level, const char *text);

/* A setting as a STRING of this thread's call, or none. */
handle host_config(kernel *of, const char *key);

void host_register(kernel *of, int is_open, const char *name, sxs_kernel_fn_t run, int type, int variadic);

#endif
