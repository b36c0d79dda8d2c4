/* Memory behind handles: slots, and slabs, which are taken when a frame is full or for what outlives calls. */
#ifndef KERNOS_SLAB_H
#define KERNOS_SLAB_H

#include "node.h"

typedef struct slab {
    struct slab *next, *previous;
    size_t units;
    struct kernel *of; /* who retained it */
    uint64_t retains;
    uint32_t slot;
    uint32_t unused;
    node memory[];
} slab;

/* A growing piece of memory that ends as a whole. */
typedef struct pile {
    slab *slabs; /* all of them; every one has been counted in `slabs_made` */
    node *top, *end, *base; /* of the slab that is being filled */
    handle prefix;          /* of its handles */
    size_t next_units;
} pile;

/* Makes the shared values. Once, before anything else. */
void slots_open(void);

/* Takes a slot for this memory: the prefix of its handles, or 0 when all are taken. Locked by the caller. */
handle slot_take(node *base, size_t units, const void *owner, slab *of);
/* The same for the memory of a frame, whose generation its thread writes with each call: no other slot in that cache line. */
handle slot_take_apart(node *base, size_t units, const void *owner);
/* Makes all handles of the slot stale and gives the slot back. Locked by the caller. */
void slot_give_back(uint32_t index);

/* Memory that is counted. */
void *memory_take(size_t bytes);
void memory_give_back(void *memory, size_t bytes);
uint64_t memory_allocated(void);
uint64_t memory_freed(void);

/* Units in a pile and the handle of the first one, or NULL when there is no memory. Locked by the caller. */
node *pile_take(pile *from, size_t units, const void *owner, handle *first);
/* Ends everything in it. Locked by the caller. */
void pile_clear(pile *ended);

#endif
