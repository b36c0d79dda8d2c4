#ifndef KERNOS_DARWIN_PTHREAD_H
#define KERNOS_DARWIN_PTHREAD_H

#include <stddef.h>

#if !defined(__LP64__)
#error "these are the sizes of 64-bit macOS"
#endif

typedef struct _opaque_pthread_t *pthread_t;
typedef unsigned long pthread_key_t;

typedef struct {
    long signature;
    char opaque[56];
} pthread_mutex_t;

#define PTHREAD_MUTEX_INITIALIZER {0x32AAABA7, {0}}

int pthread_mutex_lock(pthread_mutex_t *mutex);
int pthread_mutex_unlock(pthread_mutex_t *mutex);

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *));
int pthread_key_delete(pthread_key_t key);
int pthread_setspecific(pthread_key_t key, const void *value);

pthread_t pthread_self(void);
/* The highest address: the stack grows down from it. */
void *pthread_get_stackaddr_np(pthread_t thread);
size_t pthread_get_stacksize_np(pthread_t thread);

#endif
