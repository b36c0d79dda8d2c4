/*
 * The SXS kernel interface: what a kernel library may call and what it has to export.
 *
 * A kernel is a directory with `kernel.sxs` (its declaration) and a shared library that exports
 *
 *     void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *api);     required
 *     void kernel_shutdown(const struct sxs_api_table_t *api);                           optional
 *
 * and the hooks of a swap, if it has a state that is to go over to its next revision, and kernel_reconfigure, if it takes a changed
 * configuration while it is in use: see the end of this file.
 *
 * kernel_init keeps the table's address and registers the kernel's functions. The file compiles as
 * C99 and as C++98 and needs nothing but the two headers included below.
 *
 * Lifetime. Everything a kernel function is given or gets from the table (arguments, list handles,
 * elements, results of eval and create_*, text of as_string, arrays) lives until that function
 * returns; nothing is to be freed. Objects made in kernel_init live as long as the kernel.
 * `retain` keeps any other object beyond the call, until `release`.
 *
 * Wrong use is harmless: an object of another type reads as 0, 0.0 or "", a missing list element as
 * none, a NULL object as none, and an object kept from an earlier call without `retain` as an error.
 *
 * Failure. The first thing that goes wrong in a call is what its caller sees once the kernel function
 * has returned: what it raised, or a failed eval. From then on eval answers with an error at once.
 * An exception of C++ should not leave a kernel function: it fails the call where the container can catch
 * it, which needs the table in C, and ends the process elsewhere.
 *
 * Threads. Every function of the table may be called from every thread. Kernel functions may be
 * called from several threads at once. A thread that the kernel started may use the objects and the
 * context of a call while that call runs; what it makes lives at least as long as that call.
 */
#ifndef SXS_KERNEL_API_H
#define SXS_KERNEL_API_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void *sxs_context_t;  /* where a call came from; NULL means this thread's call */
typedef void *sxs_object_t;   /* one value */
typedef void *sxs_registry_t; /* given to kernel_init, for register_function */

/* The type of a value. The numbers are part of the binary interface; 3 and 6 are not used. */
typedef enum {
    SXS_TYPE_NONE = 0,
    SXS_TYPE_SOME = 1,
    SXS_TYPE_PAREN_LIST = 2,
    SXS_TYPE_BRACE_LIST = 4,
    SXS_TYPE_STRING = 5,
    SXS_TYPE_SYMBOL = 7,
    SXS_TYPE_RUNE = 8,
    SXS_TYPE_INT = 9,
    SXS_TYPE_REAL = 10,
    SXS_TYPE_BRACKET_LIST = 11,
    SXS_TYPE_ERROR = 12,
    SXS_TYPE_DATUM = 13,
    SXS_TYPE_ABERRANT = 14
} sxs_type_t;

/* Levels of `log`. */
typedef enum {
    SXS_LOG_DEBUG = 0,
    SXS_LOG_INFO = 1,
    SXS_LOG_WARN = 2,
    SXS_LOG_ERROR = 3
} sxs_log_level_t;

/*
 * A kernel function. `args` is the list of the evaluated arguments, the first at index 0
 * (convention `values`). In a kernel whose manifest.json says "args": "form" it is the whole call
 * form instead: the function's symbol at index 0, then the arguments, unevaluated.
 * Returning NULL returns none.
 */
typedef sxs_object_t (*sxs_kernel_fn_t)(sxs_context_t ctx, sxs_object_t args);

struct sxs_api_table_t {
    /* Registers one function of the kernel. Only in kernel_init. */
    void (*register_function)(sxs_registry_t registry, const char *name, sxs_kernel_fn_t function,
                              sxs_type_t return_type, int variadic);

    /* Evaluates an object where the call came from: a paren list is a call of any active function. */
    sxs_object_t (*eval)(sxs_context_t ctx, sxs_object_t object);

    sxs_type_t (*get_type)(sxs_object_t object);
    long long (*as_int)(sxs_object_t object);
    double (*as_real)(sxs_object_t object);
    const char *(*as_string)(sxs_object_t object); /* UTF-8 with a closing NUL */
    void *(*as_list)(sxs_object_t object);         /* a handle for list_size and list_at */
    size_t (*list_size)(void *list);
    sxs_object_t (*list_at)(void *list, size_t index);

    sxs_object_t (*create_int)(long long value);
    sxs_object_t (*create_real)(double value);
    sxs_object_t (*create_string)(const char *value); /* NULL makes none */
    sxs_object_t (*create_none)(void);

    const char *(*as_symbol)(sxs_object_t object);
    sxs_object_t (*create_symbol)(const char *name); /* NULL makes none */
    sxs_object_t (*create_paren_list)(sxs_object_t *objects, size_t count);
    sxs_object_t (*create_bracket_list)(sxs_object_t *objects, size_t count);
    sxs_object_t (*create_brace_list)(sxs_object_t *objects, size_t count);

    int (*some_has_value)(sxs_object_t object);
    sxs_object_t (*some_get_value)(sxs_object_t object);

    /*
     * The original runtime's table ends here. What follows is Kernos' own. Hosts append entries and
     * raise `size`; ask SXS_HAS(api, entry) before using one that came after version 1.
     */
    uint32_t size;    /* of this table, in bytes */
    uint32_t version; /* 1 */

    /*
     * Makes the running call fail with a code of the kernel's own and a message, once the kernel
     * function has returned: `return api->raise(ctx, 2, "no such file");`. The result is the ERROR
     * object that a caller in another language sees.
     */
    sxs_object_t (*raise)(sxs_context_t ctx, int code, const char *message);

    /* Keeps an object beyond the call; the result is the handle to use from then on. Counted. */
    sxs_object_t (*retain)(sxs_object_t object);
    void (*release)(sxs_object_t retained);

    sxs_object_t (*create_error)(sxs_object_t wrapped);
    sxs_object_t (*create_some)(sxs_object_t wrapped);
    sxs_object_t (*create_datum)(sxs_object_t wrapped);

    /* The bytes of a STRING or SYMBOL, NUL bytes among them; NULL and 0 for other types. */
    const uint8_t *(*as_bytes)(sxs_object_t object, size_t *length);
    /* A STRING of exactly these bytes. */
    sxs_object_t (*create_bytes)(const uint8_t *bytes, size_t length);

    /*
     * All elements of a list of INTs (of REALs) as one array; NULL and 0 when the object is no list
     * or holds another type. An empty list gives a pointer that is not NULL, and 0.
     */
    const long long *(*as_ints)(sxs_object_t list, size_t *count);
    const double *(*as_reals)(sxs_object_t list, size_t *count);
    /* A bracket list of INTs (of REALs). */
    sxs_object_t (*create_ints)(const long long *values, size_t count);
    sxs_object_t (*create_reals)(const double *values, size_t count);

    /* One line in the container's log, under the kernel's name. `level` is an sxs_log_level_t. */
    void (*log)(int level, const char *message);

    /*
     * One setting of the kernel's configuration, a STRING; none when there is none of this key. What manifest.json says, over it
     * what the kernel was loaded with, over both what Config Admin has. Changes only through kernel_reconfigure, see below.
     */
    sxs_object_t (*config)(sxs_context_t ctx, const char *key);
};

typedef struct sxs_api_table_t sxs_api_table_t;

/* Whether the host's table has the entry: SXS_HAS(api, log). */
#define SXS_HAS(api, entry) \
    ((api)->size >= offsetof(struct sxs_api_table_t, entry) + sizeof((api)->entry))

#if defined(_WIN32)
#define SXS_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define SXS_EXPORT __attribute__((visibility("default")))
#else
#define SXS_EXPORT
#endif

SXS_EXPORT void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *api);
SXS_EXPORT void kernel_shutdown(const struct sxs_api_table_t *api);

/*
 * The hooks of a swap, all optional. A kernel that exports the first two keeps its state when it is replaced: what the old
 * revision saves the new one restores, after its kernel_init. Between the two no function of the kernel runs, so that no lock is
 * needed; hooks run one at a time. They call no other function by `eval`: who answers it may be waiting for them.
 *
 * Results are 0 for success and any other number for a failure, and so is `raise` with NULL for a context: its code and text are
 * what people see. Then the old revision serves on: kernel_save_state must leave the state as it was, and kernel_restore_state
 * what the new revision has.
 */

/*
 * Gives the state as bytes in memory of the kernel's, which stay as they are until kernel_free_state, or, without that, until the
 * next of these. Both arrive as NULL and 0, which is no state. At most 2147483647 bytes. Another build, on another day, reads
 * them: fix the order of bytes.
 */
SXS_EXPORT int32_t kernel_save_state(uint8_t **data, size_t *length);
/*
 * Takes over what a revision has saved whose kernel_state_version was `version`. `data` lives until this returns. It may be that
 * revision's own memory: only read it, and expect no alignment.
 */
SXS_EXPORT int32_t kernel_restore_state(const uint8_t *data, size_t length, uint32_t version);
/* Frees what kernel_save_state gave, when it is not needed any more; without it nothing is freed. */
SXS_EXPORT void kernel_free_state(uint8_t *data, size_t length);
SXS_EXPORT uint32_t kernel_state_version(void); /* of the layout that it saves; 1 without it */
SXS_EXPORT uint64_t kernel_state_size(void);    /* about; for people */
/* Pauses what the kernel does by itself, such as a thread of its own, before it is asked for its state. */
SXS_EXPORT int32_t kernel_prepare_reload(void);
/* Goes on: in the new revision after the swap, in the old one when the swap was given up. */
SXS_EXPORT int32_t kernel_complete_reload(void);
/* Whether the state that it has just taken over is sound. */
SXS_EXPORT int32_t kernel_verify_state(void);

/*
 * Optional: says that the kernel takes changes of its configuration while it is in use. Called after each, beside functions and in
 * any thread, one at a time. In here `config` gives the new settings, everywhere else the former ones until this has succeeded. 0 for
 * success; any other number, or `raise`, for a failure: then the kernel must go on with what it had, and `config` gives that. Without
 * it a change takes effect at the next start.
 */
SXS_EXPORT int32_t kernel_reconfigure(void);

#ifdef __cplusplus
}
#endif

#endif
