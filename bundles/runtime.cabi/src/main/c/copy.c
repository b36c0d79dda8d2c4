#include "copy.h"

#include <stdlib.h>
#include <string.h>

#include "slab.h"

static int grow(void **array, size_t *capacity, size_t needed) {
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    void *bigger;
    if (wanted < needed) {
        wanted = needed;
    }
    if (needed > MOST_UNITS || (bigger = realloc(*array, wanted * sizeof(node))) == NULL) {
        return 0;
    }
    *array = bigger;
    *capacity = wanted;
    return 1;
}

static int add_nodes(copy *made, size_t from, handle first, size_t count) {
    const node *source;
    size_t i;
    if (made->count + count > made->capacity
            && !grow((void **)&made->nodes, &made->capacity, made->count + count)) {
        return 0;
    }
    source = payload(&made->nodes[from], count);
    for (i = 0; i < count; i++) {
        made->nodes[made->count + i] = source != NULL ? source[i] : *node_of(first + i);
    }
    made->nodes[from].as.ref = made->count;
    made->count += count;
    return 1;
}

static int add_text(copy *made, node *text) {
    size_t units = text_units(text->length);
    const void *bytes = payload(text, units);
    if (bytes == NULL) {
        *text = *node_of(STALE_HANDLE);
        return 1;
    }
    if (made->text_units + units > made->text_capacity
            && !grow((void **)&made->texts, &made->text_capacity, made->text_units + units)) {
        return 0;
    }
    memcpy(made->texts + made->text_units * sizeof(node), bytes, units * sizeof(node));
    text->as.ref = made->text_units;
    made->text_units += units;
    return 1;
}

int copy_make(copy *made, handle root) {
    size_t i;
    *made = (copy){0};
    if (!grow((void **)&made->nodes, &made->capacity, 1)) {
        return 0;
    }
    made->nodes[made->count++] = *node_of(root);
    /* The nodes themselves are the queue. */
    for (i = 0; i < made->count; i++) {
        node *n = &made->nodes[i];
        if (is_text(n)) {
            if (!add_text(made, n)) {
                return 0;
            }
        }
        n = &made->nodes[i];
        if (!is_text(n) && has_ref(n) && !add_nodes(made, i, n->as.ref, n->length)) {
            return 0;
        }
    }
    return copy_units(made) <= MOST_UNITS;
}

size_t copy_units(const copy *made) { return made->count + made->text_units; }

void copy_place(const copy *made, node *to, handle first) {
    size_t i;
    for (i = 0; i < made->count; i++) {
        node *n = &to[i];
        *n = made->nodes[i];
        if (is_text(n)) {
            n->as.ref += first + made->count;
        } else if (has_ref(n)) {
            n->as.ref += first;
        }
    }
    if (made->text_units > 0) {
        memcpy(to + made->count, made->texts, made->text_units * sizeof(node));
    }
}

void copy_drop(copy *made) {
    free(made->nodes);
    free(made->texts);
}
