#include "fake_host.h"

#include <string.h>

#include "table.h"

int fails, last_failure, evaluations, registrations, open_registrations, lines;
int64_t last_number;

void host_fail(frame *f, int kind, int64_t number, const char *text, size_t length) {
    (void)f;
    (void)text;
    (void)length;
    COUNT(fails, 1);
    last_failure = kind;
    last_number = number;
}

handle host_eval_own(frame *f, const node *expression) {
    handle made = 0;
    node *n = take(1, &made);
    (void)f;
    COUNT(evaluations, 1);
    set_int(n, expression->tag + 1);
    return made;
}

handle host_eval(frame *f, handle expression) { return host_eval_own(f, node_of(expression)); }

void host_log(kernel *of, int level, const char *text) {
    (void)of;
    (void)level;
    (void)text;
    lines++;
}

/* There is one setting, which is its own key. */
handle host_config(kernel *of, const char *key) {
    return of != NULL && strcmp(key, "fair") == 0 ? (handle)(uintptr_t)table_create_string(key) : NONE_HANDLE;
}

void host_register(kernel *of, int is_open, const char *name, sxs_kernel_fn_t run, int type, int variadic) {
    (void)of;
    (void)name;
    (void)run;
    (void)type;
    (void)variadic;
    registrations++;
    open_registrations += is_open;
}
