/*
 * Objects of threads that a kernel started itself. The create functions pass no context, so which call such an object belongs
 * to is not known: it lives until every call has ended that was running when it was made. They are gathered in batches; when a
 * call ends, the open batch is closed with a list of the calls that run at that moment, and each closed batch ends when none of
 * its list is left. Ordinary calls pay nothing for it.
 */
#include <stdlib.h>

#include "frame.h"

typedef struct batch {
    struct batch *next;
    pile objects;
    handle *awaited; /* contexts of the calls that were running */
    size_t awaited_count;
} batch;

/* All guarded by the lock; the count is read without. */
static batch *open_batch, *closed_batches;
int foreign_batches;
int kernels_keeping_all;

const void *foreign_owner(void) {
    batch *now = LOAD(open_batch);
    return now == NULL ? (const void *)&open_batch : now;
}

node *foreign_take(size_t units, handle *first) {
    node *taken = NULL;
    lock();
    if (open_batch == NULL) {
        STORE(open_batch, calloc(1, sizeof(batch)));
        foreign_batches += open_batch != NULL;
    }
    if (open_batch != NULL) {
        taken = pile_take(&open_batch->objects, units, open_batch, first);
    }
    unlock();
    return taken;
}

static int still_runs(handle context) {
    return find_node(context) != NULL && LOAD(((const frame *)slots[SLOT_OF(context)].owner)->of) != NULL;
}

static int is_over(const batch *closed) {
    size_t i;
    for (i = 0; i < closed->awaited_count; i++) {
        if (still_runs(closed->awaited[i])) {
            return 0;
        }
    }
    return 1;
}

/* Without memory for the list the batch stays open: it ends later. */
static void close_batch(void) {
    size_t count = 0;
    frame *f;
    batch *closing = open_batch;
    for (f = all_frames; f != NULL; f = f->next) {
        count += LOAD(f->of) != NULL;
    }
    closing->awaited = malloc((count + 1) * sizeof(handle));
    if (closing->awaited == NULL) {
        return;
    }
    for (f = all_frames; f != NULL && closing->awaited_count < count; f = f->next) {
        if (LOAD(f->of) != NULL) {
            closing->awaited[closing->awaited_count++] = f->context;
        }
    }
    closing->next = closed_batches;
    closed_batches = closing;
    STORE(open_batch, NULL);
}

static void end_batch(batch *ended) {
    pile_clear(&ended->objects);
    free(ended->awaited);
    free(ended);
    foreign_batches--;
}

void foreign_clear(void) {
    batch *next;
    lock();
    if (open_batch != NULL) {
        end_batch(open_batch);
        STORE(open_batch, NULL);
    }
    for (; closed_batches != NULL; closed_batches = next) {
        next = closed_batches->next;
        end_batch(closed_batches);
    }
    unlock();
}

void foreign_collect(void) {
    batch **at = &closed_batches;
    if (kernels_keeping_all > 0) {
        return;
    }
    if (open_batch != NULL) {
        close_batch();
    }
    while (*at != NULL) {
        batch *looked_at = *at;
        if (is_over(looked_at)) {
            *at = looked_at->next;
            end_batch(looked_at);
        } else {
            at = &looked_at->next;
        }
    }
}
