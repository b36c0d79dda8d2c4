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

/* Any function of a kernel: one of fewer arguments, or that returns less, is called in the same way. */
typedef void *(*entry_function)(void *first, void *second, void *third);

/* Runs one and answers with an exception's text when one leaves it; see guard.cpp. */
typedef void *(*call_guard)(entry_function run, void *first, void *second, void *third, char *caught, size_t size);

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
    int is_plain; /* nothing is to be caught and nothing to be kept: the short way in (call.h) */
    struct function *next;
} function;

/* What does not happen in an ordinary call, of which the end of a call has to know. Set at any thread. */
#define ODD_FAILED 1u
#define ODD_KEEPING 2u /* objects go elsewhere than into the frame's own memory */
#define ODD_SPILLED 4u

/*
 * A call of one thread, used again for later ones. Java shares the first words and the memory of its own, which follows the
 * struct. At rest a frame is ready for the next call: everything is empty, and its generation is a new one. What an ordinary call
 * writes is few words, in two cache lines: each takes its time again when the way back into Java waits for all of them.
 */
typedef struct frame {
    node *top, *end;      /* of its own memory: where the next object goes, and where there is no more room: 0 8 */
    handle context;       /* index 0 of its own memory: what the kernel is given, and what handles begin with: 16 */
    uint64_t status;      /* 24 */
    node *block;          /* 32 */
    uint64_t block_bytes; /* 40 */
    kernel *of;           /* whose call runs, NULL at rest */
    struct frame *outer;  /* the call of this thread that this one was made in */

    void *env;         /* of the host, for this thread */
    slot *place;       /* of its own memory */
    node *own;
    uint32_t units;
    uint32_t odd;      /* ODD_..., nearly always 0; any thread */
    const void *owner; /* of the slots that objects made now go to */
    int64_t given;     /* what frame_end gave, or what is to be evaluated, where Java has to ask: 104 */

    int64_t thread_id;   /* the host's number of the thread that it belongs to, which no other thread ever has; 0 for none */
    struct frame *inner; /* of the same thread: for a call that is made in this one's; no_frame while there is none */

    void *object;      /* of the host */
    void *thrown;      /* of the host: what is to be thrown when the function has returned; the call has failed then */
    kernel *keeping;   /* where objects go that are to outlive the call, NULL usually */
    pile spilled;
    struct frame *next; /* all frames; locked */
    int is_init;
    void *memory;       /* what was allocated for it */
} frame;

/* So that a cache line ends behind the list of two integers: what else a call makes begins with the next. */
#define FRAME_HEADER 256

/* A list of two integers stands behind the context of every frame, so that a call with two writes the integers alone. */
#define TWO_INTS_UNITS 3
#define FIRST_FREE (1 + TWO_INTS_UNITS)

_Static_assert(offsetof(frame, block_bytes) == 40 && offsetof(frame, given) == 104, "as CallFrame has it");
_Static_assert(sizeof(frame) <= FRAME_HEADER, "a frame's memory begins behind its struct");

typedef struct thread {
    char *floor; /* no call below this address: the stack's end is near */
    frame *current;
    frame *usual; /* of this thread's next call, where nobody names another; no_frame when there is none */
    int attached;
} thread;

extern THREAD_LOCAL thread this_thread;

/* Stands for a frame where there is none: a call always runs in it, so that none begins. */
extern frame no_frame;

/* Of objects of threads that belong to no call (foreign.c). */
extern int foreign_batches;

frame *frame_new(size_t units, void *object);
void frame_free(frame *f);

/* From now on it is this thread's, for calls that are made in one of the outer frame, or in none when that is NULL. */
void frame_adopt(frame *f, frame *outer, int64_t thread_id, void *env);

/*
 * The frame of this thread's next call, ready for it; NULL when there is none, or no room on the stack. That it is still this
 * thread's, only its number says: a thread of a kernel may leave the virtual machine and come back as another one, to which
 * what it had before does not belong.
 */
static inline frame *frame_usual(int64_t thread_id) {
    char on_stack;
    const thread *here = &this_thread;
    frame *f = here->usual;
    return LIKELY(LOAD(f->thread_id) == thread_id && LOAD(f->of) == NULL && &on_stack >= here->floor) ? f : NULL;
}

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
        *first = f->context + (handle)(taken - f->own);
        return taken;
    }
    return frame_take_slow(f, units, first);
}

static inline node *take(size_t units, handle *first) {
    frame *f = this_thread.current;
    if (LIKELY(f != NULL && (size_t)(f->end - f->top) >= units)) {
        node *taken = f->top;
        f->top = taken + units;
        *first = f->context + (handle)(taken - f->own);
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

/* As an unsigned number the difference is below the count only for handles of this very call: one look at all three parts. */
static inline int is_own(const frame *f, handle h) { return h - f->context < f->units; }

/*
 * As node_of, for what is most often of the call that runs: then no slot is read on the way. The reads that a kernel function
 * begins with wait for one another, so that each word more between a handle and its node is seen in the time of the call.
 */
static inline const node *node_here(handle h) {
    const frame *f = this_thread.current;
    return LIKELY(f != NULL && is_own(f, h)) ? f->own + (h - f->context) : node_of(h);
}

static inline int has_failed(const frame *f) { return (LOAD_ACQUIRE(f->odd) & ODD_FAILED) != 0; }

/* Notes something of a call; any thread. */
static inline void frame_note(frame *f, uint32_t odd) { __atomic_fetch_or(&f->odd, odd, __ATOMIC_RELEASE); }

/* What frame_begin and frame_end do seldom. */
int frame_find_floor(const char *here);
void frame_keep(frame *f, int is_init);
int64_t frame_odd_result(frame *f, handle result);
/* Returns `given`: who calls it last needs to keep nothing. */
int64_t frame_end_slowly(frame *f, kernel *of, int64_t given);

/* Begins a call of this thread that nothing is known of that would make it odd; 0 when its stack has no room for one. */
static inline int frame_begin_plain(frame *f, kernel *of) {
    thread *here = &this_thread;
    const char *on_stack = __builtin_frame_address(0);
    if (UNLIKELY(on_stack < here->floor)
            && (here->floor != (char *)UINTPTR_MAX || !frame_find_floor(on_stack))) {
        f->status = STATUS_NO_STACK;
        return 0;
    }
    STORE(f->of, of);
    f->outer = here->current;
    here->current = f;
    return 1;
}

/* Begins any call of this thread. */
static inline int frame_begin(frame *f, kernel *of, int is_init) {
    if (UNLIKELY(!frame_begin_plain(f, of))) {
        return 0;
    }
    if (UNLIKELY(is_init || of->keeps_all)) {
        frame_keep(f, is_init);
    }
    return 1;
}

static inline void frame_rest(frame *f) { f->top = f->own + FIRST_FREE; }

/* A new generation: whatever was handed out until now is stale. */
static inline void frame_renew(frame *f) {
    handle next = f->context + ((handle)1 << GENERATION_SHIFT);
    if (UNLIKELY(next < f->context)) {
        next = f->context - ((handle)(LAST_GENERATION - FIRST_GENERATION) << GENERATION_SHIFT);
    }
    STORE_RELEASE(f->place->generation, (uint32_t)(next >> GENERATION_SHIFT));
    f->context = next;
}

static inline int64_t frame_leave(frame *f, int64_t given) {
    kernel *of = f->of;
    this_thread.current = f->outer;
    frame_renew(f);
    frame_rest(f);
    STORE_RELEASE(f->of, NULL);
    if (UNLIKELY((LOAD_ACQUIRE(f->odd) | (uint32_t)LOAD(foreign_batches)) != 0)) {
        return frame_end_slowly(f, of, given);
    }
    return given;
}

/*
 * Ends it with what the function gave. `status` says what that is: an INT, a REAL and NONE are returned as they are, of anything
 * else where it starts in the frame's own memory, which Java reads before it makes the next call.
 */
static inline int64_t frame_end(frame *f, handle result) {
    int64_t given;
    if (LIKELY(is_own(f, result) && LOAD_ACQUIRE(f->odd) == 0)) {
        size_t index = result - f->context;
        const node *n = f->own + index;
        uint8_t tag = n->tag;
        f->status = tag;
        given = tag == SXS_TYPE_INT || tag == SXS_TYPE_REAL || tag == SXS_TYPE_NONE ? n->as.integer : (int64_t)index;
    } else {
        given = frame_odd_result(f, result);
    }
    return frame_leave(f, given);
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
