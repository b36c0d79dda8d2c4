/* Loading, checking and unloading of kernels. */
#define _POSIX_C_SOURCE 200809L
#include "kernels.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

#if defined(__APPLE__)
#define SUFFIX "dylib"
#else
#define SUFFIX "so"
#endif

#define MOST_KERNELS 16

static kernel_t kernels[MOST_KERNELS];
static size_t kernel_count;

static const function_t *find_in(const kernel_t *kernel, const char *name) {
    for (size_t i = 0; i < kernel->count; i++)
        if (strcmp(kernel->functions[i].name, name) == 0) return &kernel->functions[i];
    return NULL;
}

const function_t *kernel_function(const char *name) {
    for (size_t i = 0; i < kernel_count; i++) {
        size_t length = strlen(kernels[i].name);
        if (strncmp(kernels[i].name, name, length) != 0 || name[length] != '/') continue;
        const function_t *function = find_in(&kernels[i], name + length + 1);
        if (function != NULL) return function;
    }
    return NULL;
}

static const char *type_word(sxs_type_t type) {
    switch (type) {
        case SXS_TYPE_NONE: return ":any";
        case SXS_TYPE_INT: return ":int";
        case SXS_TYPE_REAL: return ":real";
        case SXS_TYPE_STRING: return ":str";
        case SXS_TYPE_BRACKET_LIST: return ":list-b";
        default: return "a type that no sample declares";
    }
}

/* The samples declare each function on a line of its own, so that no parser is needed. */
static void check_line(const kernel_t *kernel, const char *line) {
    char name[64] = "", ending[64];
    sscanf(line, " (define-function %63s", name);
    const function_t *function = find_in(kernel, name);
    if (function == NULL) {
        host_problem("%s/%s is declared, but not registered", kernel->name, name);
        return;
    }
    snprintf(ending, sizeof ending, ") %s)\n", type_word(function->return_type));
    if (strstr(line, ending) == NULL)
        host_problem("%s/%s is registered with another type: %s", kernel->name, name, line);
    if (function->variadic != (strstr(line, "..)") != NULL))
        host_problem("%s/%s is variadic in one of kernel.sxs and kernel_init only", kernel->name, name);
}

static void check_declarations(const kernel_t *kernel, const char *directory) {
    char path[512], line[256];
    size_t declared = 0;
    snprintf(path, sizeof path, "%s/%s/kernel.sxs", directory, kernel->name);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        host_problem("no %s", path);
        return;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        if (strstr(line, "(define-function ") == NULL) continue;
        declared++;
        check_line(kernel, line);
    }
    fclose(file);
    if (declared != kernel->count)
        host_problem("%s: %zu declared, %zu registered", kernel->name, declared, kernel->count);
}

typedef void (*init_t)(sxs_registry_t, const sxs_api_table_t *);
typedef void (*shutdown_t)(const sxs_api_table_t *);

/* ISO C knows no conversion of an object pointer to a function pointer; POSIX makes them alike. */
static init_t init_of(void *library) {
    void *symbol = dlsym(library, "kernel_init");
    init_t init;
    memcpy(&init, &symbol, sizeof init);
    return init;
}

static shutdown_t shutdown_of(void *library) {
    void *symbol = dlsym(library, "kernel_shutdown");
    shutdown_t shutdown;
    memcpy(&shutdown, &symbol, sizeof shutdown);
    return shutdown;
}

static kernel_t *add_kernel(const char *name) {
    if (kernel_count == MOST_KERNELS) abort();
    kernel_t *kernel = &kernels[kernel_count++];
    memset(kernel, 0, sizeof *kernel);
    snprintf(kernel->name, sizeof kernel->name, "%s", name);
    return kernel;
}

static int open_library(kernel_t *kernel) {
    kernel->library = dlopen(kernel->path, RTLD_NOW | RTLD_LOCAL);
    if (kernel->library == NULL || init_of(kernel->library) == NULL) {
        host_problem("%s", dlerror());
        return 0;
    }
    return 1;
}

int host_load(const char *directory, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s/libkernel_%s." SUFFIX, directory, name, name);
    FILE *file = fopen(path, "r");
    if (file == NULL) return 0;
    fclose(file);
    kernel_t *kernel = add_kernel(name);
    memcpy(kernel->path, path, sizeof path);
    if (!open_library(kernel)) return 0;
    init_of(kernel->library)(kernel, &host_api);
    check_declarations(kernel, directory);
    return 1;
}


/* The kernel that was loaded last under this name. */
static kernel_t *named(const char *name) {
    kernel_t *kernel = &kernels[kernel_count - 1];
    while (strcmp(kernel->name, name) != 0) kernel--;
    return kernel;
}

void *host_symbol(const char *module, const char *symbol) {
    return dlsym(named(module)->library, symbol);
}

int host_load_module(const char *directory, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s/%s.hmod", directory, name, name);
    FILE *file = fopen(path, "r");
    if (file == NULL) return 0;
    fclose(file);
    kernel_t *kernel = add_kernel(name);
    memcpy(kernel->path, path, sizeof path);
    return open_library(kernel);
}

size_t host_init_kernel(const char *name) {
    kernel_t *kernel = named(name);
    init_of(kernel->library)(kernel, &host_api);
    return kernel->count;
}

int host_unload(const char *name) {
    kernel_t *kernel = named(name);
    shutdown_t shutdown = shutdown_of(kernel->library);
    if (shutdown != NULL) shutdown(&host_api);
    dlclose(kernel->library);
    kernel->count = 0;
    void *mapped = dlopen(kernel->path, RTLD_NOW | RTLD_NOLOAD);
    if (mapped != NULL) dlclose(mapped);
    return mapped == NULL;
}

void host_define(const char *name, sxs_kernel_fn_t function, sxs_type_t return_type) {
    host_api.register_function(add_kernel("host"), name, function, return_type, 0);
}
