#include "table.h"

#include <string.h>

#include "host.h"

#define HANDLE(object) ((handle)(uintptr_t)(object))
#define OBJECT(h) ((sxs_object_t)(uintptr_t)(h))

/* A registry is the context of the call of kernel_init. */
static void register_function(sxs_registry_t registry, const char *name, sxs_kernel_fn_t run, sxs_type_t type, int variadic) {
    frame *f = registry == NULL ? NULL : frame_of(registry);
    frame *here = this_thread.current;
    if (f == NULL && here == NULL) {
        return;
    }
    host_register(f != NULL ? f->of : here->of, f != NULL && f->is_init, name, run, (int)type, variadic != 0);
}

static inline int is_literal(const node *n) {
    return n->tag == SXS_TYPE_INT || n->tag == SXS_TYPE_REAL || n->tag == SXS_TYPE_STRING;
}

static COLD sxs_object_t eval_odd(sxs_context_t context, sxs_object_t object) {
    frame *f = frame_of(context);
    const node *n;
    if (f == NULL) {
        return OBJECT(STALE_HANDLE);
    }
    if (has_failed(f)) {
        return OBJECT(SKIPPED_HANDLE);
    }
    n = node_here(HANDLE(object));
    if (is_literal(n)) {
        return object;
    }
    return OBJECT(n->tag == SXS_TYPE_SOME ? n->as.ref : host_eval(f, HANDLE(object)));
}

static sxs_object_t eval(sxs_context_t context, sxs_object_t object) {
    frame *f = this_thread.current;
    const node *n;
    if (UNLIKELY(f == NULL || (HANDLE(context) != f->context && context != NULL) || !is_own(f, HANDLE(object))
            || (LOAD_ACQUIRE(f->odd) & (ODD_FAILED | ODD_SPILLED)) != 0)) {
        return eval_odd(context, object);
    }
    n = f->own + (HANDLE(object) - f->context);
    if (is_literal(n)) {
        return object;
    }
    return OBJECT(n->tag == SXS_TYPE_SOME ? n->as.ref : host_eval_own(f, n));
}

static sxs_object_t raise_error(sxs_context_t context, int code, const char *message) {
    frame *f = frame_of(context);
    sxs_object_t parts[2];
    if (message == NULL) {
        message = "";
    }
    if (f == NULL) {
        host_log(NULL, SXS_LOG_WARN, message);
        return OBJECT(STALE_HANDLE);
    }
    fail_call(f, FAIL_RAISED, code, message, strlen(message));
    parts[0] = table_create_int(code);
    parts[1] = table_create_string(message);
    return table_create_error(table_create_paren_list(parts, 2));
}

static sxs_object_t retain_object(sxs_object_t object) {
    handle kept = retain(HANDLE(object));
    frame *f = this_thread.current;
    if (kept == 0 && f != NULL) {
        fail_call(f, FAIL_MEMORY, 0, NULL, 0);
    }
    return OBJECT(kept == 0 ? SKIPPED_HANDLE : kept);
}

static void release_object(sxs_object_t retained) { release(HANDLE(retained)); }

static void log_line(int level, const char *message) {
    frame *f = this_thread.current;
    host_log(f == NULL ? NULL : f->of, level, message == NULL ? "" : message);
}

static sxs_object_t config(sxs_context_t context, const char *key) {
    frame *f = frame_of(context);
    if (f == NULL) {
        return OBJECT(STALE_HANDLE);
    }
    return OBJECT(key == NULL ? NONE_HANDLE : host_config(f->of, key));
}

const struct sxs_api_table_t shim_table = {
    .register_function = register_function,
    .eval = eval,
    .get_type = table_get_type,
    .as_int = table_as_int,
    .as_real = table_as_real,
    .as_string = table_as_string,
    .as_list = table_as_list,
    .list_size = table_list_size,
    .list_at = table_list_at,
    .create_int = table_create_int,
    .create_real = table_create_real,
    .create_string = table_create_string,
    .create_none = table_create_none,
    .as_symbol = table_as_symbol,
    .create_symbol = table_create_symbol,
    .create_paren_list = table_create_paren_list,
    .create_bracket_list = table_create_bracket_list,
    .create_brace_list = table_create_brace_list,
    .some_has_value = table_some_has_value,
    .some_get_value = table_some_get_value,
    .size = sizeof(struct sxs_api_table_t),
    .version = 1,
    .raise = raise_error,
    .retain = retain_object,
    .release = release_object,
    .create_error = table_create_error,
    .create_some = table_create_some,
    .create_datum = table_create_datum,
    .as_bytes = table_as_bytes,
    .create_bytes = table_create_bytes,
    .as_ints = table_as_ints,
    .as_reals = table_as_reals,
    .create_ints = table_create_ints,
    .create_reals = table_create_reals,
    .log = log_line,
    .config = config,
};
