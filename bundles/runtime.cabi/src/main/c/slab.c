#include "slab.h"

#include <stdlib.h>
#include <string.h>

slot slots[SLOTS] __attribute__((aligned(CACHE_LINES)));

#define SHARED(index) (((handle)FIRST_GENERATION << GENERATION_SHIFT) | (index))
#define STALE_TEXT "an object kept from an earlier call"
#define SKIPPED_TEXT "skipped: the call has failed"

enum { NONE_AT = 1, STALE_AT, SKIPPED_AT, STALE_STRING_AT, SKIPPED_STRING_AT, STALE_TEXT_AT, SKIPPED_TEXT_AT = STALE_TEXT_AT + 4,
       SHARED_UNITS = SKIPPED_TEXT_AT + 4 };

const handle NONE_HANDLE = SHARED(NONE_AT), STALE_HANDLE = SHARED(STALE_AT), SKIPPED_HANDLE = SHARED(SKIPPED_AT);

/* 64 KiB at first: what a frame has, so that each further one at least doubles the room. */
#define FIRST_SLAB_UNITS 4096u
#define MOST_SLAB_UNITS (1u << 20)

/* Slots that stand apart are the first of so many. */
#define SLOTS_APART (CACHE_LINES / sizeof(slot))

static node shared[SHARED_UNITS];
static uint32_t used_slots = 1;
static uint32_t free_slots[SLOTS];
static uint32_t free_count;
static uint32_t free_apart[SLOTS / SLOTS_APART];
static uint32_t free_apart_count;
static uint64_t allocated, freed;

static void put_text(uint32_t at, uint32_t string_at, uint32_t error_at, const char *text) {
    uint32_t length = (uint32_t)strlen(text);
    memcpy(shared + at, text, length + 1);
    set_node(shared + string_at, SXS_TYPE_STRING, length, SHARED(at));
    set_node(shared + error_at, SXS_TYPE_ERROR, 1, SHARED(string_at));
}

void slots_open(void) {
    uint32_t i;
    if (slots[0].base != NULL) {
        return; /* bound for the second time */
    }
    for (i = 0; i < SLOTS; i++) {
        slots[i].generation = NO_GENERATION;
    }
    set_node(shared, SXS_TYPE_ERROR, 1, SHARED(STALE_STRING_AT));
    put_text(STALE_TEXT_AT, STALE_STRING_AT, STALE_AT, STALE_TEXT);
    put_text(SKIPPED_TEXT_AT, SKIPPED_STRING_AT, SKIPPED_AT, SKIPPED_TEXT);
    slots[0] = (slot){.base = shared, .generation = FIRST_GENERATION, .limit = SHARED_UNITS, .owner = shared};
}

COLD handle odd_handle(handle h) {
    if (h == 0) {
        return NONE_HANDLE;
    }
    count_stale();
    return STALE_HANDLE;
}

static uint32_t generation_after(uint32_t generation) {
    return generation >= LAST_GENERATION || generation < FIRST_GENERATION ? FIRST_GENERATION : generation + 1;
}

static handle slot_open(uint32_t index, node *base, size_t units, const void *owner, slab *of) {
    slot *s = &slots[index];
    /* While it was free, its limit held its last generation: a handle of then means nothing of now. */
    uint32_t generation = generation_after(s->limit);
    s->base = base;
    s->limit = (uint32_t)units;
    s->owner = owner;
    s->slab = of;
    STORE_RELEASE(s->generation, generation);
    return ((handle)generation << GENERATION_SHIFT) | ((handle)index << SLOT_SHIFT);
}

handle slot_take(node *base, size_t units, const void *owner, slab *of) {
    if (free_count > 0) {
        return slot_open(free_slots[--free_count], base, units, owner, of);
    }
    return used_slots < SLOTS ? slot_open(used_slots++, base, units, owner, of) : 0;
}

handle slot_take_apart(node *base, size_t units, const void *owner) {
    uint32_t index = (used_slots + SLOTS_APART - 1) / SLOTS_APART * SLOTS_APART;
    if (free_apart_count > 0) {
        return slot_open(free_apart[--free_apart_count], base, units, owner, NULL);
    }
    if (index >= SLOTS) {
        return slot_take(base, units, owner, NULL);
    }
    while (used_slots < index) {
        free_slots[free_count++] = used_slots++;
    }
    used_slots += SLOTS_APART;
    return slot_open(index, base, units, owner, NULL);
}

void slot_give_back(uint32_t index) {
    slot *s = &slots[index];
    uint32_t generation = s->generation;
    /* Only a frame has no slab; where it could not stand apart, it does not matter which list it joins. */
    int is_apart = s->slab == NULL && index % SLOTS_APART == 0;
    STORE_RELEASE(s->generation, NO_GENERATION);
    s->limit = generation;
    s->owner = NULL;
    s->slab = NULL;
    if (is_apart) {
        free_apart[free_apart_count++] = index;
    } else {
        free_slots[free_count++] = index;
    }
}

void *memory_take(size_t bytes) {
    void *memory = malloc(bytes);
    if (memory != NULL) {
        COUNT(allocated, bytes);
    }
    return memory;
}

void memory_give_back(void *memory, size_t bytes) {
    free(memory);
    COUNT(freed, bytes);
}

uint64_t memory_allocated(void) { return LOAD(allocated); }
uint64_t memory_freed(void) { return LOAD(freed); }

static size_t slab_bytes(size_t units) { return sizeof(slab) + units * sizeof(node); }

static slab *slab_take(pile *to, size_t units, const void *owner, handle *prefix) {
    slab *made = memory_take(slab_bytes(units));
    if (made == NULL) {
        return NULL;
    }
    *prefix = slot_take(made->memory, units, owner, made);
    if (*prefix == 0) {
        memory_give_back(made, slab_bytes(units));
        return NULL;
    }
    made->units = units;
    made->slot = SLOT_OF(*prefix);
    made->next = to->slabs;
    to->slabs = made;
    return made;
}

node *pile_take(pile *from, size_t units, const void *owner, handle *first) {
    node *taken;
    slab *made;
    if ((size_t)(from->end - from->top) < units) {
        size_t usual = from->next_units == 0 ? FIRST_SLAB_UNITS : from->next_units;
        handle prefix;
        if (units > usual) {
            /* A slab of its own: what follows still goes where there is room. */
            made = slab_take(from, units, owner, first);
            return made == NULL ? NULL : made->memory;
        }
        made = slab_take(from, usual, owner, &prefix);
        if (made == NULL) {
            return NULL;
        }
        from->next_units = usual < MOST_SLAB_UNITS ? usual * 2 : usual;
        from->base = from->top = made->memory;
        from->end = made->memory + usual;
        from->prefix = prefix;
    }
    taken = from->top;
    from->top += units;
    *first = from->prefix + (handle)(taken - from->base);
    return taken;
}

void pile_clear(pile *ended) {
    slab *next;
    for (; ended->slabs != NULL; ended->slabs = next) {
        slab *gone = ended->slabs;
        next = gone->next;
        slot_give_back(gone->slot);
        memory_give_back(gone, slab_bytes(gone->units));
    }
    *ended = (pile){0};
}
