#include "frame.h"

#include <stdlib.h>
#include <string.h>

#include "copy.h"
#include "host.h"

/* What a kernel function and the way back into Java may take before the next check: a quarter of a small stack. */
#define STACK_RESERVE ((size_t)192 * 1024)

static kernel nobody;
frame no_frame = {.of = &nobody, .inner = &no_frame};

THREAD_LOCAL thread this_thread = {.floor = (char *)UINTPTR_MAX, .usual = &no_frame};

frame *all_frames;

kernel *kernel_here(void) { return this_thread.current != NULL ? this_thread.current->of : &nobody; }

void count_stale(void) { COUNT(kernel_here()->stale, 1); }

frame *frame_new(size_t units, void *object) {
    char *memory = calloc(1, FRAME_HEADER + units * sizeof(node) + CACHE_LINES - 1);
    frame *f;
    if (memory == NULL) {
        return NULL;
    }
    /* Two threads must not write to the same cache line. */
    f = (frame *)(((uintptr_t)memory + CACHE_LINES - 1) & ~(uintptr_t)(CACHE_LINES - 1));
    f->memory = memory;
    f->own = (node *)((char *)f + FRAME_HEADER);
    f->end = f->own + units;
    f->units = (uint32_t)units;
    f->owner = f;
    f->object = object;
    lock();
    f->context = slot_take_apart(f->own, units, f);
    if (f->context != 0) {
        f->next = all_frames;
        all_frames = f;
    }
    unlock();
    if (f->context == 0) {
        free(memory);
        return NULL;
    }
    f->place = &slots[SLOT_OF(f->context)];
    /* A context is no object: as one it reads as an error. */
    f->own[0] = *node_of(STALE_HANDLE);
    set_node(f->own + 1, SXS_TYPE_PAREN_LIST, 2, 0);
    set_int(f->own + 2, 0);
    set_int(f->own + 3, 0);
    f->inner = &no_frame;
    frame_rest(f);
    return f;
}

void frame_adopt(frame *f, frame *outer, int64_t thread_id, void *env) {
    STORE(f->thread_id, thread_id);
    f->env = env;
    f->outer = outer;
    if (outer != NULL) {
        outer->inner = f;
    }
    if (outer == this_thread.current) {
        this_thread.usual = f;
    }
}

void frame_free(frame *f) {
    frame **at;
    lock();
    for (at = &all_frames; *at != f; at = &(*at)->next) {
    }
    *at = f->next;
    slot_give_back(SLOT_OF(f->context));
    unlock();
    free(f->memory);
}

frame *frame_of(sxs_context_t context) {
    handle h = (handle)(uintptr_t)context;
    const slot *s;
    if (h == 0) {
        return this_thread.current;
    }
    s = &slots[SLOT_OF(h)];
    if (find_node(h) == NULL || INDEX_OF(h) != 0 || s->slab != NULL || SLOT_OF(h) == 0) {
        count_stale();
        return NULL;
    }
    return (frame *)s->owner;
}

const void *owner_now(void) {
    frame *f = this_thread.current;
    return f != NULL ? f->owner : foreign_owner();
}

COLD node *frame_take_slow(frame *f, size_t units, handle *first) {
    node *taken;
    lock();
    if (f->keeping != NULL) {
        taken = pile_take(&f->keeping->kept, units, f->keeping, first);
        if (taken != NULL) {
            f->keeping->kept_objects++;
            f->keeping->kept_units += units;
        }
    } else {
        taken = pile_take(&f->spilled, units, f, first);
        frame_note(f, ODD_SPILLED);
    }
    unlock();
    return taken;
}

void fail_call(frame *f, int kind, int64_t number, const char *text, size_t length) {
    host_fail(f, kind, number, text, length);
    frame_note(f, ODD_FAILED);
}

COLD node *take_slow(size_t units, handle *first) {
    frame *f = this_thread.current;
    node *taken;
    if (units >= MOST_UNITS) {
        taken = NULL;
    } else {
        taken = f != NULL ? frame_take_slow(f, units, first) : foreign_take(units, first);
    }
    if (taken == NULL && f != NULL) {
        fail_call(f, FAIL_MEMORY, (int64_t)(units * sizeof(node)), NULL, 0);
    }
    return taken;
}

COLD int frame_find_floor(const char *here) {
    char *lowest = stack_lowest();
    size_t room = lowest != NULL && here > lowest ? (size_t)(here - lowest) : 0;
    this_thread.floor = room == 0 ? NULL : lowest + (room / 4 < STACK_RESERVE ? room / 4 : STACK_RESERVE);
    return here >= this_thread.floor;
}

/* Everything of the call goes to the kernel. */
COLD void frame_keep(frame *f, int is_init) {
    f->keeping = f->of;
    f->owner = f->of;
    f->is_init = is_init;
    f->end = f->top;
    frame_note(f, ODD_KEEPING);
}

COLD int64_t frame_end_slowly(frame *f, kernel *of, int64_t given) {
    const slab *each;
    lock();
    for (each = f->spilled.slabs; each != NULL; each = each->next) {
        COUNT(of->spills, 1);
    }
    pile_clear(&f->spilled);
    f->keeping = NULL;
    f->owner = f;
    f->end = f->own + f->units;
    f->is_init = 0;
    if (foreign_batches > 0) {
        foreign_collect();
    }
    unlock();
    STORE(f->odd, 0);
    return given;
}

/* Copies the result into a block of its own. */
static COLD int64_t put_apart(frame *f, handle result) {
    copy made;
    f->block = NULL;
    if (copy_make(&made, result)) {
        f->block_bytes = copy_units(&made) * sizeof(node);
        f->block = memory_take(f->block_bytes);
        if (f->block != NULL) {
            copy_place(&made, f->block, 0);
            f->status |= STATUS_APART;
        }
    }
    if (f->block == NULL) {
        fail_call(f, FAIL_MEMORY, (int64_t)(copy_units(&made) * sizeof(node)), NULL, 0);
        f->status |= STATUS_FAILED;
    }
    copy_drop(&made);
    return 0;
}

int64_t frame_odd_result(frame *f, handle result) {
    const node *n;
    result = resolve(result);
    n = find_node(result);
    f->status = n->tag;
    if (has_failed(f)) {
        f->status |= STATUS_FAILED;
        return 0;
    }
    if (n->tag == SXS_TYPE_INT || n->tag == SXS_TYPE_REAL || n->tag == SXS_TYPE_NONE) {
        return n->as.integer;
    }
    return is_own(f, result) && f->odd == 0 ? (int64_t)INDEX_OF(result) : put_apart(f, result);
}

void frame_abandon(frame *f) {
    lock();
    pile_clear(&f->spilled);
    unlock();
    STORE(f->odd, 0);
    frame_rest(f);
}
