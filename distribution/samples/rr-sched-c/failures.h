/*
 * The text of each thread's last failure, because messages and calls run in many. `static __thread char text[512]` does
 * the same in one line where the module is a shared object; a module that is an object has no thread-local storage.
 */
#ifndef RR_SCHED_FAILURES_H
#define RR_SCHED_FAILURES_H

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct failure {
    struct failure *next;
    pthread_t thread;
    char text[512];
} failure_t;

static failure_t *failures; /* guarded by failures_lock; one for each thread that ever failed, until destroy */
static pthread_mutex_t failures_lock = PTHREAD_MUTEX_INITIALIZER;
static failure_t no_memory = {NULL, 0, ""};

static failure_t *my_failure(void) {
    pthread_mutex_lock(&failures_lock);
    failure_t *mine = failures;
    while (mine != NULL && !pthread_equal(mine->thread, pthread_self())) mine = mine->next;
    if (mine == NULL && (mine = calloc(1, sizeof *mine)) != NULL) {
        mine->thread = pthread_self();
        mine->next = failures;
        failures = mine;
    }
    pthread_mutex_unlock(&failures_lock);
    return mine == NULL ? &no_memory : mine;
}

static int32_t fail(int32_t code, const char *format, ...) __attribute__((format(printf, 2, 3)));

static int32_t fail(int32_t code, const char *format, ...) {
    failure_t *mine = my_failure();
    va_list values;
    if (mine == &no_memory) return code;
    va_start(values, format);
    vsnprintf(mine->text, sizeof mine->text, format, values);
    va_end(values);
    return code;
}

static void forget_failures(void) {
    while (failures != NULL) {
        failure_t *next = failures->next;
        free(failures);
        failures = next;
    }
}

#endif
