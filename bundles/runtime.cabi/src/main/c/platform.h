/* What differs between compilers and systems; everything else here is plain C11. */
#ifndef KERNOS_PLATFORM_H
#define KERNOS_PLATFORM_H

#include <stdint.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the layout that C and Java share is little-endian"
#endif

#if !defined(__GNUC__)
#error "gcc, clang or mingw is needed: thread-local variables and atomic operations are theirs"
#endif

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define COLD __attribute__((noinline, cold))
#define ALWAYS_INLINE inline __attribute__((always_inline))

/* What one thread writes and another reads should be so far apart: a cache line, and the one that is fetched with it. */
#define CACHE_LINES 128

/* A thread-local variable. With glibc a library that is opened late may have a few bytes in the static block, which saves a
 * call per access; other C libraries refuse such a library. */
#if defined(__linux__) && defined(__GLIBC__)
#define THREAD_LOCAL __thread __attribute__((tls_model("initial-exec")))
#else
#define THREAD_LOCAL __thread
#endif

#define LOAD(x) __atomic_load_n(&(x), __ATOMIC_RELAXED)
#define LOAD_ACQUIRE(x) __atomic_load_n(&(x), __ATOMIC_ACQUIRE)
#define STORE(x, value) __atomic_store_n(&(x), (value), __ATOMIC_RELAXED)
#define STORE_RELEASE(x, value) __atomic_store_n(&(x), (value), __ATOMIC_RELEASE)
#define COUNT(x, n) __atomic_fetch_add(&(x), (n), __ATOMIC_RELAXED)

/* The one lock; guards everything that is not on the way of an ordinary call. Never held while Java or a kernel runs. */
void lock(void);
void unlock(void);

/* The lowest address that this thread's stack may grow to, or NULL when the system does not say. */
char *stack_lowest(void);

/* Has `ending` called when this thread ends; 0 when that cannot be arranged. */
int on_thread_end(void (*ending)(void));
/* No `ending` is called from now on. */
void forget_thread_ends(void);

#endif
