/* What compilers make of C, called through the table: each function says whether it got what it should. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "sxs/kernel_api.h"
static const struct sxs_api_table_t *api;
#define FN(name) static sxs_object_t name(sxs_context_t ctx, sxs_object_t args)
#define ARGUMENT api->as_int(api->list_at(api->as_list(args), 0))
#define UNUSED (void)ctx; (void)args

extern char **environ;
int common_number;
long common_array[100];
static int counted;
static long zeros[5000];
volatile int seen;

/* A jump table: each case does something else. */
FN(chooses) {
    (void)ctx;
    switch (ARGUMENT) {
    case 0: seen += 7; return api->create_int(100);
    case 1: seen -= 3; return api->create_string("one");
    case 2: seen *= 5; return api->create_int(-2);
    case 3: seen ^= 9; return api->create_none();
    case 4: seen |= 16; return api->create_real(4.5);
    case 5: seen = 1; return api->create_symbol("five");
    case 6: seen &= 3; return api->create_int(66);
    case 7: seen >>= 1; return api->create_int(777);
    default: return api->create_int(-1);
    }
}
FN(reads_errno) { UNUSED; errno = 0; return api->create_int(open("/nonexistent/file", O_RDONLY) == -1 && errno == ENOENT); }
FN(reads_environ) { UNUSED; return api->create_int(environ != NULL && environ[0] != NULL && strchr(environ[0], '=') != NULL); }
FN(reads_stdout) { UNUSED; return api->create_int(fileno(stdout) == STDOUT_FILENO); }
FN(reads_stdin_by_address) { UNUSED; FILE **where = &stdin; return api->create_int(fileno(*where) == STDIN_FILENO); }
FN(counts) { UNUSED; common_number += 2; common_array[99] += common_number; counted++; return api->create_int(common_array[99] * 1000 + counted); }
FN(zeros_are_zero) { UNUSED; long sum = 0; for (int i = 0; i < 5000; i++) sum += zeros[i]; zeros[4999] = 0; return api->create_int(sum == 0); }

static int descending(const void *a, const void *b) { return *(const int *)b - *(const int *)a; }
FN(sorts) { UNUSED; int v[] = {3, 9, 1, 7}; qsort(v, 4, sizeof *v, descending); return api->create_int(v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3]); }
FN(hypotenuse) { (void)ctx; return api->create_real(hypot((double)ARGUMENT, 4)); }

static int twice(int x) { return 2 * x; }
static int negated(int x) { return -x; }
struct named { const char *name; int (*run)(int); int (*absolute)(int); };
static const struct named table[] = {{"twice", twice, abs}, {"negated", negated, abs}};
FN(calls_by_table) {
    (void)ctx;
    const char *name = api->as_string(api->list_at(api->as_list(args), 0));
    for (unsigned i = 0; i < 2; i++) {
        if (strcmp(table[i].name, name) == 0) return api->create_int(table[i].absolute(table[i].run(21)));
    }
    return api->create_none();
}
extern int nowhere_defined(int) __attribute__((weak));
FN(weak_is_null) { UNUSED; return api->create_int(nowhere_defined == NULL ? 1 : nowhere_defined(1)); }
int hidden_value __attribute__((visibility("hidden"))) = 5;
FN(reads_hidden) { UNUSED; return api->create_int(hidden_value++); }

static int order;
__attribute__((constructor)) static void last(void) { order = order * 10 + 3; }
__attribute__((constructor(200))) static void second(void) { order = order * 10 + 2; }
__attribute__((constructor(150))) static void first(void) { order = order * 10 + 1; }
FN(constructors) { UNUSED; return api->create_int(order); }

void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *given) {
    api = given;
#define REGISTER(name) api->register_function(registry, #name, name, SXS_TYPE_INT, 0)
    REGISTER(chooses); REGISTER(reads_errno); REGISTER(reads_environ); REGISTER(reads_stdout); REGISTER(reads_stdin_by_address);
    REGISTER(counts); REGISTER(zeros_are_zero); REGISTER(sorts); REGISTER(hypotenuse); REGISTER(calls_by_table);
    REGISTER(weak_is_null); REGISTER(reads_hidden); REGISTER(constructors);
}
