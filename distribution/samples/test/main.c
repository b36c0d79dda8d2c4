/* Runs the cases of each sample that is there: main SAMPLES_DIRECTORY */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

static int passed, failed;

typedef struct {
    const char *name;
    void (*cases)(void);
    void (*after_unload)(void);
} sample_t;

/* alu stays loaded to the end: calls needs it. */
static const sample_t samples[] = {
    {"alu", alu_cases, NULL},       {"calls", calls_cases, NULL},   {"clock", clock_cases, NULL},
    {"hash", hash_cases, NULL},     {"io", io_cases, NULL},         {"random", random_cases, NULL},
    {"sqlite", sqlite_cases, sqlite_after_unload},                  {"stats", stats_cases, NULL},
    {"text", text_cases, NULL},     {"vector", vector_cases, NULL},
};

#define SAMPLES (sizeof samples / sizeof *samples)

void check(int holds, const char *file, int line, const char *text) {
    if (holds) {
        passed++;
        return;
    }
    failed++;
    printf("%s:%d: does not hold: %s\n", file, line, text);
}

void host_problem(const char *format, ...) {
    va_list values;
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    printf("\n");
    failed++;
}

static int same_bytes(sxs_object_t a, sxs_object_t b) {
    size_t a_length, b_length;
    const uint8_t *a_bytes = host_api.as_bytes(a, &a_length), *b_bytes = host_api.as_bytes(b, &b_length);
    return a_length == b_length && memcmp(a_bytes, b_bytes, a_length) == 0;
}

static int same_real(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static int same_items(void *a, void *b) {
    size_t count = host_api.list_size(a);
    if (count != host_api.list_size(b)) return 0;
    for (size_t i = 0; i < count; i++)
        if (!same(host_api.list_at(a, i), host_api.list_at(b, i))) return 0;
    return 1;
}

int same(sxs_object_t a, sxs_object_t b) {
    sxs_type_t type = host_api.get_type(a);
    if (type != host_api.get_type(b)) return 0;
    switch (type) {
        case SXS_TYPE_NONE: return 1;
        case SXS_TYPE_INT: return host_api.as_int(a) == host_api.as_int(b);
        case SXS_TYPE_REAL: return same_real(host_api.as_real(a), host_api.as_real(b));
        case SXS_TYPE_STRING:
        case SXS_TYPE_SYMBOL: return same_bytes(a, b);
        default: return same_items(a, b);
    }
}

static void print_value(sxs_object_t value) {
    void *list = host_api.as_list(value);
    switch (host_api.get_type(value)) {
        case SXS_TYPE_INT: printf("%lld ", host_api.as_int(value)); break;
        case SXS_TYPE_REAL: printf("%.17g ", host_api.as_real(value)); break;
        case SXS_TYPE_STRING: printf("\"%.80s\" ", host_api.as_string(value)); break;
        case SXS_TYPE_SYMBOL: printf("%s ", host_api.as_symbol(value)); break;
        default: printf("<type %d> ", host_api.get_type(value));
    }
    for (size_t i = 0; i < host_api.list_size(list) && i < 10; i++) print_value(host_api.list_at(list, i));
}

static void print_outcome(outcome_t outcome) {
    if (outcome.raised) {
        printf("raised %d \"%s\"\n", outcome.code, outcome.message);
        return;
    }
    printf("gave ");
    print_value(outcome.object);
    printf("\n");
}

int gives(outcome_t outcome, sxs_object_t expected) {
    int holds = !outcome.raised && same(outcome.object, expected);
    if (!holds) print_outcome(outcome);
    return holds;
}

int raises(outcome_t outcome, int code, const char *part) {
    int holds = outcome.raised && outcome.code == code && strstr(outcome.message, part) != NULL;
    if (!holds) print_outcome(outcome);
    return holds;
}

const char *text_of_outcome(outcome_t outcome) {
    return host_api.as_string(outcome.object);
}

long long int_of_outcome(outcome_t outcome) {
    return host_api.as_int(outcome.object);
}

static const char *const schedulers[] = {"rr-sched-c", "rr-sched-rust"};

static int load_all(const char *directory, int loaded[]) {
    int any = 0;
    for (size_t i = 0; i < SAMPLES; i++) {
        loaded[i] = host_load(directory, samples[i].name);
        any |= loaded[i];
        if (!loaded[i]) printf("samples: %s not tested: it is not in %s\n", samples[i].name, directory);
    }
    return any;
}

static void unload(const sample_t *sample) {
    int unmapped = host_unload(sample->name);
    if (!unmapped) host_problem("%s stays mapped after dlclose", sample->name);
    if (sample->after_unload != NULL) sample->after_unload();
}

int main(int count, char **arguments) {
    int loaded[SAMPLES];
    if (count != 2) {
        fprintf(stderr, "usage: %s SAMPLES_DIRECTORY\n", arguments[0]);
        return 2;
    }
    if (!load_all(arguments[1], loaded)) host_problem("no sample in %s", arguments[1]);
    for (size_t i = 0; i < SAMPLES; i++) {
        if (!loaded[i]) continue;
        samples[i].cases();
        host_clear();
    }
    for (size_t i = 0; i < sizeof schedulers / sizeof *schedulers; i++)
        if (!scheduler_cases(arguments[1], schedulers[i]))
            printf("samples: %s not tested: it is not in %s\n", schedulers[i], arguments[1]);
    for (size_t i = 0; i < SAMPLES; i++)
        if (loaded[i]) unload(&samples[i]);
    host_clear();
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
