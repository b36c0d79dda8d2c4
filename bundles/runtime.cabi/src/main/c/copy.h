/* Copies of whole values, for memory of another life time and for Java. Nothing recurses: values may be nested deeply. */
#ifndef KERNOS_COPY_H
#define KERNOS_COPY_H

#include "node.h"

/* Nodes in breadth-first order, then texts; refs count units from the start until the copy is placed. */
typedef struct copy {
    node *nodes;
    size_t count, capacity;
    char *texts;
    size_t text_units, text_capacity;
} copy;

/* Copies the value; 0 when there is no memory for it. Either way it has to be dropped. */
int copy_make(copy *made, handle root);
size_t copy_units(const copy *made);
/* Writes the copy where its first unit has this handle. */
void copy_place(const copy *made, node *to, handle first);
void copy_drop(copy *made);

#endif
