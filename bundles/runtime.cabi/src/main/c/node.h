/* Values as they lie in memory, and handles, which are what kernels hold (native H-3, M-3). */
#ifndef KERNOS_NODE_H
#define KERNOS_NODE_H

#include <stddef.h>
#include <stdint.h>

#include "platform.h"
#include "sxs/kernel_api.h"

/*
 * A handle: 20 bits generation, 16 bits slot, 28 bits index. A slot is a piece of memory, the index counts units of 16 bytes
 * in it, and the generation says whose turn with that memory is meant. No address of a process has such high bits, so that
 * neither NULL nor a pointer to something else is ever taken for a handle.
 */
typedef uint64_t handle;

#define GENERATION_SHIFT 44
#define SLOT_SHIFT 28
#define SLOTS (1u << 16)
#define MOST_UNITS ((size_t)1 << 28)
#define INDEX_OF(h) ((uint32_t)(h) & (uint32_t)(MOST_UNITS - 1))
#define SLOT_OF(h) ((uint32_t)((h) >> SLOT_SHIFT) & (SLOTS - 1))
#define FIRST_GENERATION 16u
#define LAST_GENERATION 0xfffffu
#define NO_GENERATION 0xffffffffu

/*
 * One value, or 16 bytes of text. `length` counts the elements of a list, the bytes of a text, and is 1 for a wrapper.
 * `ref` is the handle of the first of the elements, which are contiguous, of the text, or of what is wrapped. It always
 * leads to memory that ends with the node's own.
 */
typedef struct node {
    union {
        struct {
            uint8_t tag; /* an sxs_type_t */
            uint8_t unused[3];
            uint32_t length;
        };
        uint64_t head; /* both, for writing: a word written at once is read again without waiting for it */
    };
    union {
        int64_t integer;
        double real;
        handle ref;
    } as;
} node;

typedef struct slot {
    node *base;
    uint32_t generation; /* NO_GENERATION while the slot stands for nothing */
    uint32_t limit;      /* units */
    const void *owner;   /* the arena: equal for everything that ends together */
    struct slab *slab;   /* NULL for the memory of a frame */
} slot;

extern slot slots[SLOTS];

/* Slot 0: what every call shares and what never goes stale. */
extern const handle NONE_HANDLE, STALE_HANDLE, SKIPPED_HANDLE;

/* Counts a use of something stale with the kernel whose call this thread is in. */
void count_stale(void);

/* Where a handle leads to, or NULL when it is stale or none at all. */
static inline node *find_node(handle h) {
    const slot *s = &slots[SLOT_OF(h)];
    if (LIKELY(LOAD(s->generation) == (uint32_t)(h >> GENERATION_SHIFT) && INDEX_OF(h) < s->limit)) {
        return s->base + INDEX_OF(h);
    }
    return NULL;
}

COLD handle odd_handle(handle h);

/* The handle itself when it is valid; else the one of none for NULL, and of the stale error, which is counted. */
static inline handle resolve(handle h) { return LIKELY(find_node(h) != NULL) ? h : odd_handle(h); }

/* The value of a handle, whatever was passed (native C-9, M-3). */
static inline const node *node_of(handle h) {
    const node *found = find_node(h);
    return LIKELY(found != NULL) ? found : find_node(odd_handle(h));
}

static inline int is_list(const node *n) {
    return n->tag == SXS_TYPE_PAREN_LIST || n->tag == SXS_TYPE_BRACKET_LIST || n->tag == SXS_TYPE_BRACE_LIST;
}

static inline int is_text(const node *n) { return n->tag == SXS_TYPE_STRING || n->tag == SXS_TYPE_SYMBOL; }

static inline int is_wrapper(const node *n) {
    return n->tag == SXS_TYPE_SOME || n->tag == SXS_TYPE_ERROR || n->tag == SXS_TYPE_DATUM || n->tag == SXS_TYPE_ABERRANT;
}

static inline int has_ref(const node *n) { return is_text(n) || is_wrapper(n) || (is_list(n) && n->length > 0); }

/* Units that so many bytes of text and their closing NUL take. */
static inline size_t text_units(size_t bytes) { return bytes / sizeof(node) + 1; }

/* What a node refers to, if all of it is there: `units` of memory behind its ref. */
static inline const void *payload(const node *n, size_t units) {
    const slot *s = &slots[SLOT_OF(n->as.ref)];
    if (LIKELY(LOAD(s->generation) == (uint32_t)(n->as.ref >> GENERATION_SHIFT)
            && INDEX_OF(n->as.ref) + units <= s->limit)) {
        return s->base + INDEX_OF(n->as.ref);
    }
    return NULL;
}

static inline void set_node(node *n, int tag, uint32_t length, handle ref) {
    n->head = (uint64_t)(unsigned)tag | (uint64_t)length << 32;
    n->as.ref = ref;
}

static inline void set_number(node *n, int tag, int64_t bits) {
    n->head = (uint64_t)(unsigned)tag;
    n->as.integer = bits;
}

static inline void set_int(node *n, int64_t value) { set_number(n, SXS_TYPE_INT, value); }

static inline void set_real(node *n, double value) {
    n->head = SXS_TYPE_REAL;
    n->as.real = value;
}

/* Makes nodes of numbers that lie, one behind the other, in the second half of the nodes' room (make.c). */
void spread_numbers(node *first, size_t count, int tag);

#endif
