#if defined(__linux__)
#define _GNU_SOURCE /* pthread_getattr_np */
#endif

#include "platform.h"

#include <stddef.h>

#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#if !defined(_WIN32_WINNT)
#define _WIN32_WINNT 0x0602 /* GetCurrentThreadStackLimits */
#endif
#include <windows.h>

static SRWLOCK the_lock = SRWLOCK_INIT;
static DWORD end_key = FLS_OUT_OF_INDEXES;
static void (*end_action)(void);

void lock(void) { AcquireSRWLockExclusive(&the_lock); }
void unlock(void) { ReleaseSRWLockExclusive(&the_lock); }

char *stack_lowest(void) {
    ULONG_PTR low, high;
    GetCurrentThreadStackLimits(&low, &high);
    return (char *)low;
}

static VOID WINAPI run_end(PVOID armed) {
    void (*action)(void) = LOAD_ACQUIRE(end_action);
    if (armed != NULL && action != NULL) {
        action();
    }
}

int on_thread_end(void (*ending)(void)) {
    int ready;
    lock();
    if (end_key == FLS_OUT_OF_INDEXES) {
        STORE_RELEASE(end_action, ending);
        end_key = FlsAlloc(run_end);
    }
    ready = end_key != FLS_OUT_OF_INDEXES;
    unlock();
    return ready && FlsSetValue(end_key, &end_key);
}

void forget_thread_ends(void) {
    DWORD forgotten;
    lock();
    forgotten = end_key;
    end_key = FLS_OUT_OF_INDEXES;
    STORE_RELEASE(end_action, NULL);
    unlock();
    if (forgotten != FLS_OUT_OF_INDEXES) {
        /* Runs the callback for every thread that has a value, which does nothing by now. Left registered, it would be called
         * in a library that is unloaded. */
        FlsFree(forgotten);
    }
}

#else

#include <pthread.h>

static pthread_mutex_t the_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t end_key;
static int has_end_key;
static void (*end_action)(void);

void lock(void) { pthread_mutex_lock(&the_lock); }
void unlock(void) { pthread_mutex_unlock(&the_lock); }

#if defined(__APPLE__)
char *stack_lowest(void) {
    pthread_t self = pthread_self();
    return (char *)pthread_get_stackaddr_np(self) - pthread_get_stacksize_np(self);
}
#elif defined(__linux__)
char *stack_lowest(void) {
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &low, &size) != 0) {
            low = NULL;
        }
        pthread_attr_destroy(&attributes);
    }
    return low;
}
#else
char *stack_lowest(void) { return NULL; }
#endif

static void run_end(void *armed) {
    if (armed != NULL) {
        end_action();
    }
}

int on_thread_end(void (*ending)(void)) {
    int ready;
    lock();
    if (!has_end_key) {
        end_action = ending;
        has_end_key = pthread_key_create(&end_key, run_end) == 0;
    }
    ready = has_end_key;
    unlock();
    return ready && pthread_setspecific(end_key, &end_key) == 0;
}

void forget_thread_ends(void) {
    lock();
    if (has_end_key) {
        has_end_key = 0;
        pthread_key_delete(end_key);
    }
    unlock();
}

#endif
