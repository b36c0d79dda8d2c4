/* Calls: the frames they run in, the kernels they run for, and what is made where. */
#ifndef KERNOS_FRAME_H
#define KERNOS_FRAME_H

#include "node.h"
#include "slab.h"

/* What a call has come to, beside its tag in the low byte of `status`. */
#define STATUS_FAILED 0x100u    /* Java knows why */
#define STATUS_APART 0x200u     /* the result is in a block of its own: `block`, `block_bytes` */
#define STATUS_NO_STACK 0x400u  /* nothing was run */
#define STATUS_VALUE 0xffu      /* instead of a tag, from Java: a handle was returned */

/* Runs a kernel function and answers with an exception's text when one leaves it; see guard.cpp. */
typedef sxs_object_t (*call_guard)(sxs_kernel_fn_t run, void *first, void *second, char *caught, size_t size);

typedef struct kernel {
    void *object; /* of the host */
    call_guard guard;
    int keeps_all; /* native M-4 */
    pile kept;     /* made in init; locked */
    uint64_t kept_objects, kept_units;
    uint64_t retained, stale, spills;
    struct function *functions;
    slab *retained_slabs; /* locked */
} kernel;

typedef struct function {
    sxs_kernel_fn_t run;
    kernel *of;
    struct function *next;
} function;

/*
 * A call of one thread, used again for later ones. Java shares the first words and the memory of its own, which follows the
 * struct. At rest a frame is ready for the next call: everything is empty, and its generation is a new one.
 */
typedef struct frame {
    node *top, *end, *base; /* of the memory that is being filled, 0 8 16 */
    handle prefix;          /* of its handles: 24 */
    uint64_t status;        /* 32 */
    node *block;            /* 40 */
    uint64_t block_bytes;   /* 48 */

    handle context;     /* index 0 of its own memory: what the kernel is given */
    struct frame *outer; /* the call of this thread that this one was made in */
    kernel *of;
    kernel *keeping;   /* where objects go that are to outlive the call, NULL usually */
    const void *owner; /* of the slots that objects made now go to */
    void *env;         /* of the host, for this thread */
    void *object;      /* of the host */
    void *thrown;      /* of the host: what is to be thrown when the function has returned */
    pile spilled;
    int failed;
    int busy;
    int is_init;
    uint32_t slot;
    uint32_t units;
    struct frame *next; /* all frames; locked */
    node *own;
} frame;

#define FRAME_HEADER 256

typedef struct thread {
    char *floor; /* no call below this address: the stack's end is near */
    frame *current;
    int attached;
} thread;

extern THREAD_LOCAL thread this_thread;

/* Of objects of threads that belong to no call (foreign.c). */
extern int foreign_batches;

frame *frame_new(size_t units, void *object);
void frame_free(frame *f);

/* Whether a frame was made for this context and its call runs; NULL means this thread's own. */
frame *frame_of(sxs_context_t context);

/* Units and the handle of the first, where this thread's objects go; NULL when there is no memory and the call has failed. */
node *take_slow(size_t units, handle *first);
/* The same for a frame of this thread that may not be running yet; does not make its call fail. */
node *frame_take_slow(frame *f, size_t units, handle *first);

static inline node *frame_take(frame *f, size_t units, handle *first) {
    if (LIKELY((size_t)(f->end - f->top) >= units)) {
        node *taken = f->top;
        f->top = taken + units;
        *first = f->prefix + (handle)(taken - f->base);
        return taken;
    }
    return frame_take_slow(f, units, first);
}

static inline node *take(size_t units, handle *first) {
    frame *f = this_thread.current;
    if (LIKELY(f != NULL && (size_t)(f->end - f->top) >= units)) {
        node *taken = f->top;
        f->top = taken + units;
        *first = f->prefix + (handle)(taken - f->base);
        return taken;
    }
    return take_slow(units, first);
}

/* Whose call this thread is in; a kernel without functions for a thread that belongs to none. */
kernel *kernel_here(void);

/* Whose memory objects made now become part of. */
const void *owner_now(void);

/* Makes the call fail once the kernel function has returned. The first failure wins: later ones follow from it. */
void fail_call(frame *f, int kind, int64_t number, const char *text, size_t length);

/* What frame_begin and frame_end do seldom. */
int frame_find_floor(const char *here);
void frame_keep(frame *f, int is_init);
int64_t frame_apart(frame *f, handle result);
void frame_end_slowly(frame *f, kernel *of);

/* Begins a call of this thread; 0 when its stack has no room for one. */
static inline int frame_begin(frame *f, kernel *of, int is_init) {
    thread *here = &this_thread;
    const char *on_stack = __builtin_frame_address(0);
    if (UNLIKELY(on_stack < here->floor)
            && (here->floor != (char *)UINTPTR_MAX || !frame_find_floor(on_stack))) {
        f->status = STATUS_NO_STACK;
        return 0;
    }
    f->of = of;
    f->owner = f;
    if (UNLIKELY(is_init || of->keeps_all)) {
        frame_keep(f, is_init);
    }
    f->outer = here->current;
    here->current = f;
    STORE(f->busy, 1);
    return 1;
}

static inline void frame_rest(frame *f) {
    f->base = f->own;
    f->top = f->own + 1;
    f->end = f->own + f->units;
    f->prefix = f->context;
}

/*
 * Ends it with what the function gave. `status` says what that is: an INT, a REAL and NONE are returned as they are, of anything
 * else where it starts in the frame's own memory, which Java reads before it makes the next call.
 */
static inline int64_t frame_end(frame *f, handle result) {
    kernel *of = f->of;
    const node *n;
    int64_t given;
    result = resolve(result);
    n = find_node(result);
    f->status = n->tag;
    if (UNLIKELY(LOAD_ACQUIRE(f->failed))) {
        f->status |= STATUS_FAILED;
        given = 0;
    } else if (LIKELY(n->tag == SXS_TYPE_INT || n->tag == SXS_TYPE_REAL || n->tag == SXS_TYPE_NONE)) {
        given = n->as.integer;
    } else if (SLOT_OF(result) == f->slot && f->spilled.slabs == NULL && f->keeping == NULL) {
        given = INDEX_OF(result);
    } else {
        given = frame_apart(f, result);
    }
    this_thread.current = f->outer;
    f->context = slot_next_generation(f->slot);
    frame_rest(f);
    f->of = NULL;
    STORE_RELEASE(f->busy, 0);
    if (UNLIKELY(f->keeping != NULL || f->failed || f->spilled.slabs != NULL || LOAD(foreign_batches) > 0)) {
        frame_end_slowly(f, of);
    }
    return given;
}

/* Brings a frame to rest that arguments were written into, but whose call did not begin. */
void frame_abandon(frame *f);

/* Memory of threads that belong to no call (foreign.c). */
node *foreign_take(size_t units, handle *first);
void foreign_collect(void);
/* Ends all of them. */
void foreign_clear(void);
const void *foreign_owner(void);
extern frame *all_frames;
extern int kernels_keeping_all;

kernel *kernel_new(void *object, call_guard guard, int keeps_all);
/* No call of it runs any more. */
void kernel_free(kernel *ended);
function *function_new(kernel *of, sxs_kernel_fn_t run);

handle retain(handle object);
void release(handle retained);

#endif
