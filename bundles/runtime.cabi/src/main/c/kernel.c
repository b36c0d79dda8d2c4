#include <stdlib.h>

#include "copy.h"
#include "frame.h"

kernel *kernel_new(void *object, call_guard guard, int keeps_all) {
    kernel *made = calloc(1, sizeof(kernel));
    if (made != NULL) {
        made->object = object;
        made->guard = guard;
        made->keeps_all = keeps_all;
        lock();
        kernels_keeping_all += keeps_all;
        unlock();
    }
    return made;
}

static size_t retained_bytes(const slab *s) { return sizeof(slab) + s->units * sizeof(node); }

/* Locked by the caller, like the next. */
static void forget(slab *retained) {
    slot_give_back(retained->slot);
    memory_give_back(retained, retained_bytes(retained));
}

void kernel_free(kernel *ended) {
    function *f, *next;
    slab *s, *following;
    lock();
    pile_clear(&ended->kept);
    for (s = ended->retained_slabs; s != NULL; s = following) {
        following = s->next;
        forget(s);
    }
    kernels_keeping_all -= ended->keeps_all;
    if (foreign_batches > 0) {
        foreign_collect();
    }
    unlock();
    for (f = ended->functions; f != NULL; f = next) {
        next = f->next;
        free(f);
    }
    free(ended);
}

function *function_new(kernel *of, sxs_kernel_fn_t run) {
    function *made = malloc(sizeof(function));
    if (made != NULL) {
        made->run = run;
        made->of = of;
        made->is_plain = of->guard == NULL && !of->keeps_all;
        lock();
        made->next = of->functions;
        of->functions = made;
        unlock();
    }
    return made;
}

/* A retained object is a copy in a slab that owns itself; the object is its first node. */
static slab *find_retained(handle h) {
    const slot *s = &slots[SLOT_OF(h)];
    return find_node(h) != NULL && INDEX_OF(h) == 0 && s->slab != NULL && s->owner == s->slab ? s->slab : NULL;
}

static handle add_retained(kernel *of, const copy *made) {
    size_t units = copy_units(made);
    slab *s = memory_take(sizeof(slab) + units * sizeof(node));
    handle first;
    if (s == NULL) {
        return 0;
    }
    s->units = units;
    s->retains = 1;
    s->of = of;
    first = slot_take(s->memory, units, s, s);
    if (first == 0) {
        memory_give_back(s, retained_bytes(s));
        return 0;
    }
    s->slot = SLOT_OF(first);
    copy_place(made, s->memory, first);
    s->previous = NULL;
    s->next = of->retained_slabs;
    if (s->next != NULL) {
        s->next->previous = s;
    }
    of->retained_slabs = s;
    of->retained++;
    return first;
}

handle retain(handle object) {
    slab *again;
    copy made;
    handle kept = 0;
    lock();
    again = find_retained(object);
    if (again != NULL) {
        again->retains++;
        unlock();
        return object;
    }
    unlock();
    if (resolve(object) == STALE_HANDLE) {
        return STALE_HANDLE;
    }
    if (copy_make(&made, object)) {
        lock();
        kept = add_retained(kernel_here(), &made);
        unlock();
    }
    copy_drop(&made);
    return kept;
}

void release(handle object) {
    slab *released;
    if (object == 0) {
        return;
    }
    lock();
    released = find_retained(object);
    if (released != NULL && --released->retains == 0) {
        kernel *of = released->of;
        *(released->previous != NULL ? &released->previous->next : &of->retained_slabs) = released->next;
        if (released->next != NULL) {
            released->next->previous = released->previous;
        }
        of->retained--;
        forget(released);
    }
    unlock();
    if (released == NULL) {
        count_stale();
    }
}
