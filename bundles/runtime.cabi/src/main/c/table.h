/* The functions kernels are given, by what they do. */
#ifndef KERNOS_TABLE_H
#define KERNOS_TABLE_H

#include "sxs/kernel_api.h"

extern const struct sxs_api_table_t shim_table;

/* read.c: an object of another type reads as nothing (native C-9) */
sxs_type_t table_get_type(sxs_object_t object);
long long table_as_int(sxs_object_t object);
double table_as_real(sxs_object_t object);
const char *table_as_string(sxs_object_t object);
const char *table_as_symbol(sxs_object_t object);
void *table_as_list(sxs_object_t object);
size_t table_list_size(void *list);
sxs_object_t table_list_at(void *list, size_t index);
int table_some_has_value(sxs_object_t object);
sxs_object_t table_some_get_value(sxs_object_t object);
const uint8_t *table_as_bytes(sxs_object_t object, size_t *length);
const long long *table_as_ints(sxs_object_t list, size_t *count);
const double *table_as_reals(sxs_object_t list, size_t *count);

/* make.c: objects exactly as they are given (native C-10) */
sxs_object_t table_create_int(long long value);
sxs_object_t table_create_real(double value);
sxs_object_t table_create_string(const char *value);
sxs_object_t table_create_none(void);
sxs_object_t table_create_symbol(const char *name);
sxs_object_t table_create_bytes(const uint8_t *bytes, size_t length);
sxs_object_t table_create_paren_list(sxs_object_t *objects, size_t count);
sxs_object_t table_create_bracket_list(sxs_object_t *objects, size_t count);
sxs_object_t table_create_brace_list(sxs_object_t *objects, size_t count);
sxs_object_t table_create_error(sxs_object_t wrapped);
sxs_object_t table_create_some(sxs_object_t wrapped);
sxs_object_t table_create_datum(sxs_object_t wrapped);
sxs_object_t table_create_ints(const long long *values, size_t count);
sxs_object_t table_create_reals(const double *values, size_t count);

#endif
