#include <string.h>

#include "copy.h"
#include "host.h"
#include "table.h"

#define HANDLE(object) ((handle)(uintptr_t)(object))
#define OBJECT(h) ((sxs_object_t)(uintptr_t)(h))

/* Beyond it a length would not fit into a node, nor an array into Java. */
#define MOST_ELEMENTS ((size_t)268435455)
#define MOST_BYTES ((size_t)INT32_MAX - 8)

static COLD sxs_object_t refuse_count(size_t count) {
    frame *f = this_thread.current;
    if (f != NULL) {
        fail_call(f, FAIL_COUNT, (int64_t)count, NULL, 0);
    }
    return OBJECT(STALE_HANDLE);
}

/* What is given for lack of memory: the call has failed then. */
static COLD sxs_object_t lacking(void) { return OBJECT(SKIPPED_HANDLE); }

sxs_object_t table_create_int(long long value) {
    handle made;
    node *n = take(1, &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    set_int(n, value);
    return OBJECT(made);
}

sxs_object_t table_create_real(double value) {
    handle made;
    node *n = take(1, &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    set_real(n, value);
    return OBJECT(made);
}

sxs_object_t table_create_none(void) { return OBJECT(NONE_HANDLE); }

static sxs_object_t text(sxs_type_t type, const void *bytes, size_t length) {
    handle made;
    node *n;
    if (UNLIKELY(length > MOST_BYTES)) {
        return refuse_count(length);
    }
    n = take(1 + text_units(length), &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    set_node(n, (int)type, (uint32_t)length, made + 1);
    memcpy(n + 1, bytes, length);
    ((char *)(n + 1))[length] = 0;
    return OBJECT(made);
}

sxs_object_t table_create_string(const char *value) {
    return value == NULL ? OBJECT(NONE_HANDLE) : text(SXS_TYPE_STRING, value, strlen(value));
}

sxs_object_t table_create_symbol(const char *name) {
    return name == NULL ? OBJECT(NONE_HANDLE) : text(SXS_TYPE_SYMBOL, name, strlen(name));
}

sxs_object_t table_create_bytes(const uint8_t *bytes, size_t length) {
    return text(SXS_TYPE_STRING, bytes == NULL ? (const uint8_t *)"" : bytes, bytes == NULL ? 0 : length);
}

/* Nothing refers to memory that ends before its own does: what is of another life time is copied. */
static COLD int import(node *to, handle object) {
    copy made;
    handle first;
    node *at = NULL;
    if (copy_make(&made, object)) {
        at = take(copy_units(&made), &first);
        if (at != NULL) {
            copy_place(&made, at, first);
            *to = *at;
        }
    }
    copy_drop(&made);
    return at != NULL;
}

static inline int put(node *to, handle object, const void *owner) {
    const node *n = node_of(object);
    if (UNLIKELY(has_ref(n) && slots[SLOT_OF(n->as.ref)].owner != owner)) {
        return import(to, object);
    }
    *to = *n;
    return 1;
}

static sxs_object_t list(sxs_type_t type, sxs_object_t *objects, size_t count) {
    const void *owner;
    handle made;
    node *n;
    size_t i;
    if (objects == NULL) {
        count = 0; /* native C-9 */
    }
    if (UNLIKELY(count > MOST_ELEMENTS)) {
        return refuse_count(count);
    }
    n = take(1 + count, &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    owner = owner_now();
    set_node(n, (int)type, (uint32_t)count, made + 1);
    for (i = 0; i < count; i++) {
        if (UNLIKELY(!put(n + 1 + i, HANDLE(objects[i]), owner))) {
            n->length = (uint32_t)i;
            return lacking();
        }
    }
    return OBJECT(made);
}

sxs_object_t table_create_paren_list(sxs_object_t *objects, size_t count) {
    return list(SXS_TYPE_PAREN_LIST, objects, count);
}

sxs_object_t table_create_bracket_list(sxs_object_t *objects, size_t count) {
    return list(SXS_TYPE_BRACKET_LIST, objects, count);
}

sxs_object_t table_create_brace_list(sxs_object_t *objects, size_t count) {
    return list(SXS_TYPE_BRACE_LIST, objects, count);
}

static sxs_object_t wrapper(sxs_type_t type, sxs_object_t wrapped) {
    handle made;
    node *n = take(2, &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    set_node(n, (int)type, 1, made + 1);
    return put(n + 1, HANDLE(wrapped), owner_now()) ? OBJECT(made) : lacking();
}

sxs_object_t table_create_error(sxs_object_t wrapped) { return wrapper(SXS_TYPE_ERROR, wrapped); }
sxs_object_t table_create_some(sxs_object_t wrapped) { return wrapper(SXS_TYPE_SOME, wrapped); }
sxs_object_t table_create_datum(sxs_object_t wrapped) { return wrapper(SXS_TYPE_DATUM, wrapped); }

sxs_object_t table_create_ints(const long long *values, size_t count) {
    handle made;
    node *n;
    size_t i;
    if (values == NULL) {
        count = 0;
    }
    if (UNLIKELY(count > MOST_ELEMENTS)) {
        return refuse_count(count);
    }
    n = take(1 + count, &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    set_node(n, SXS_TYPE_BRACKET_LIST, (uint32_t)count, made + 1);
    for (i = 0; i < count; i++) {
        set_int(n + 1 + i, values[i]);
    }
    return OBJECT(made);
}

sxs_object_t table_create_reals(const double *values, size_t count) {
    handle made;
    node *n;
    size_t i;
    if (values == NULL) {
        count = 0;
    }
    if (UNLIKELY(count > MOST_ELEMENTS)) {
        return refuse_count(count);
    }
    n = take(1 + count, &made);
    if (UNLIKELY(n == NULL)) {
        return lacking();
    }
    set_node(n, SXS_TYPE_BRACKET_LIST, (uint32_t)count, made + 1);
    for (i = 0; i < count; i++) {
        set_real(n + 1 + i, values[i]);
    }
    return OBJECT(made);
}

/* A node in one register. */
typedef int64_t pair __attribute__((vector_size(sizeof(node)), aligned(8), may_alias));

/* Node i ends where number i of the second half begins or before it: none is written over that is still to be read. */
void spread_numbers(node *first, size_t count, int tag) {
    const char *numbers = (const char *)first + count * (sizeof(node) / 2);
    size_t i;
    for (i = 0; i < count; i++) {
        int64_t number;
        memcpy(&number, numbers + i * sizeof number, sizeof number);
        *(pair *)(first + i) = (pair){tag, number};
    }
}
