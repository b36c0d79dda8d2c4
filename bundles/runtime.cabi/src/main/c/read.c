#include <string.h>

#include "frame.h"
#include "table.h"

#define HANDLE(object) ((handle)(uintptr_t)(object))
#define OBJECT(h) ((sxs_object_t)(uintptr_t)(h))

sxs_type_t table_get_type(sxs_object_t object) { return (sxs_type_t)node_here(HANDLE(object))->tag; }

long long table_as_int(sxs_object_t object) {
    const node *n = node_here(HANDLE(object));
    return LIKELY(n->tag == SXS_TYPE_INT) ? n->as.integer : 0;
}

double table_as_real(sxs_object_t object) {
    const node *n = node_here(HANDLE(object));
    return LIKELY(n->tag == SXS_TYPE_REAL) ? n->as.real : 0.0;
}

static const char *text_of(const node *n) {
    const char *text = payload(n, text_units(n->length));
    return text != NULL ? text : "";
}

const char *table_as_string(sxs_object_t object) {
    const node *n = node_here(HANDLE(object));
    return n->tag == SXS_TYPE_STRING ? text_of(n) : "";
}

const char *table_as_symbol(sxs_object_t object) {
    const node *n = node_here(HANDLE(object));
    return n->tag == SXS_TYPE_SYMBOL ? text_of(n) : "";
}

void *table_as_list(sxs_object_t object) { return is_list(node_here(HANDLE(object))) ? object : NULL; }

size_t table_list_size(void *list) {
    const node *n = node_here(HANDLE(list));
    return LIKELY(is_list(n)) ? n->length : 0;
}

sxs_object_t table_list_at(void *list, size_t index) {
    const node *n = node_here(HANDLE(list));
    if (LIKELY(is_list(n) && index < n->length)) {
        return OBJECT(n->as.ref + index);
    }
    return OBJECT(n == find_node(STALE_HANDLE) ? STALE_HANDLE : NONE_HANDLE);
}

int table_some_has_value(sxs_object_t object) {
    const node *n = node_here(HANDLE(object));
    return n->tag == SXS_TYPE_SOME && node_of(n->as.ref)->tag != SXS_TYPE_NONE;
}

sxs_object_t table_some_get_value(sxs_object_t object) {
    const node *n = node_here(HANDLE(object));
    return OBJECT(n->tag == SXS_TYPE_SOME ? n->as.ref : NONE_HANDLE);
}

static void give(size_t *to, size_t count) {
    if (to != NULL) {
        *to = count;
    }
}

const uint8_t *table_as_bytes(sxs_object_t object, size_t *length) {
    const node *n = node_here(HANDLE(object));
    if (!is_text(n)) {
        give(length, 0);
        return NULL;
    }
    give(length, n->length);
    return (const uint8_t *)text_of(n);
}

/* Room for the elements' eight bytes each, if all of them are of this type: their values, one behind the other. */
static int64_t *array_of(sxs_object_t list, sxs_type_t type, size_t *count) {
    const node *n = node_here(HANDLE(list));
    const node *elements = is_list(n) && n->length > 0 ? payload(n, n->length) : NULL;
    handle unused;
    int64_t *array;
    size_t i;
    give(count, 0);
    if (!is_list(n) || (n->length > 0 && elements == NULL)) {
        return NULL;
    }
    for (i = 0; i < n->length; i++) {
        if (elements[i].tag != type) {
            return NULL;
        }
    }
    array = (int64_t *)take(n->length / 2 + 1, &unused);
    if (array != NULL) {
        for (i = 0; i < n->length; i++) {
            array[i] = elements[i].as.integer;
        }
        give(count, n->length);
    }
    return array;
}

const long long *table_as_ints(sxs_object_t list, size_t *count) {
    return (const long long *)array_of(list, SXS_TYPE_INT, count);
}

const double *table_as_reals(sxs_object_t list, size_t *count) {
    return (const double *)array_of(list, SXS_TYPE_REAL, count);
}
