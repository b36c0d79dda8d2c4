#ifndef KERNOS_DARWIN_STDIO_H
#define KERNOS_DARWIN_STDIO_H

#include <stddef.h>

#ifdef __cplusplus
extern "C"
#endif
int snprintf(char *to, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
