/*
 * What LoadBench compares with: a kernel's library opened, initialised and closed by a program in C.
 *
 *     load LIBRARY DIRECTORY ROUNDS
 *
 * Each round copies the library to a name that was never used before, as the container does, and prints two numbers in
 * nanoseconds: the copy with its deletion, and dlopen + dlsym + kernel_init + dlclose.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sxs/kernel_api.h"

static int registered;

static void count_function(sxs_registry_t registry, const char *name, sxs_kernel_fn_t function, sxs_type_t type,
                           int variadic)
{
    (void)registry, (void)name, (void)function, (void)type, (void)variadic;
    registered++;
}

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void fail(const char *what)
{
    fprintf(stderr, "load: %s\n", what);
    exit(1);
}

static char *content;
static size_t length;

static void read_library(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail(path);
    length = (size_t)ftell(file);
    rewind(file);
    content = malloc(length);
    if (content == NULL || fread(content, 1, length, file) != length) fail(path);
    fclose(file);
}

static void write_copy(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(content, 1, length, file) != length || fclose(file) != 0) fail(path);
}

static void open_and_close(const char *path)
{
    static struct sxs_api_table_t table;
    table.register_function = count_function;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) fail(dlerror());
    void (*init)(sxs_registry_t, const struct sxs_api_table_t *);
    void *symbol = dlsym(library, "kernel_init");
    if (symbol == NULL) fail("no kernel_init");
    memcpy(&init, &symbol, sizeof init);
    init(NULL, &table);
    dlclose(library);
}

int main(int count, char **arguments)
{
    if (count != 4) fail("usage: load LIBRARY DIRECTORY ROUNDS");
    read_library(arguments[1]);
    for (int round = 0; round < atoi(arguments[3]); round++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/copy-%d.so", arguments[2], round);
        long long start = now();
        write_copy(path);
        long long copied = now();
        open_and_close(path);
        long long closed = now();
        unlink(path);
        printf("%lld %lld\n", copied - start + (now() - closed), closed - copied);
    }
    if (registered == 0) fail("nothing was registered");
    return 0;
}
