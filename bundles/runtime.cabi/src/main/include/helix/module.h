/*
 * The native Helix module interface: what a `.hmod` file exports, and macros that make its header.
 *
 * A Helix module is a directory with one `.hmod` file: an ELF shared object (`-shared -fPIC`) or a
 * relocatable object (`-c`). Its section `.hxmd` says what the module is without running any of it.
 * The macros below make that section; each stands at file scope, all of them in one source file:
 *
 *     HELIX_MODULE("rr-sched", 1, 0, 0, HELIX_HOT_RELOAD | HELIX_SCHEDULER, HELIX_SCHEDULING,
 *                  create, destroy, init, cleanup);
 *     HELIX_DESCRIPTION("A round-robin scheduler");                                       optional
 *     HELIX_AUTHOR("Helix Team");                                                         optional
 *     HELIX_INTERFACE(SchedulerInterface, 1, 0, 0);                              what it provides
 *     HELIX_METHOD(SchedulerInterface, "remove_task(u32) -> bool");
 *     HELIX_DEPENDENCY(mem, "memory", HELIX_COMPATIBLE, 1, 2, 0, HELIX_REQUIRED);  what it needs
 *     HELIX_NEEDS(mem, Allocator, 1, 0, 0);                 an interface of it, as compiled against
 *     HELIX_NEEDED_METHOD(Allocator, "alloc(u64) -> ptr");
 *
 * Names of interfaces are C identifiers and stand without quotes; `mem` is a name for HELIX_NEEDS to refer to.
 * Texts are one string literal each, or a macro that is one. Numbers are written without a suffix. The file
 * compiles as C99 and as C++11 with the extensions of gcc and clang (asm, attributes), for ELF only.
 *
 * A module with functions includes <sxs/kernel_api.h> too and exports kernel_init, which registers each
 * method of its interfaces; and kernel_shutdown if it wants to.
 *
 * Order. create, helix_configure for each setting, init, kernel_init | functions and messages |
 * kernel_shutdown, cleanup, destroy. When init fails only destroy follows.
 *
 * Failure. Results are 0 for success and any other number for a failure: a code of the module's own.
 * The container asks helix_error_message for its text right after, in the same thread. When create gives
 * NULL there is no module to ask: helix_error_message gets NULL then. Do not look into it unasked.
 *
 * Threads. Functions and messages arrive in several threads at once, and beside them helix_reconfigure, one at a time;
 * everything else runs alone, but for prepare_reload, which runs beside calls that are inside.
 *
 * No exception of C++ may leave any of these functions: it ends the process. HELIX_MODULE catches those of
 * the four it is given (the code is HELIX_THREW); the hooks have to catch their own.
 */
#ifndef HELIX_MODULE_H
#define HELIX_MODULE_H

#include <stddef.h>
#include <stdint.h>

#if !defined(__ELF__) || !defined(__GNUC__)
#error "helix/module.h needs gcc or clang and makes ELF files only"
#endif

#define HELIX_EXPORT __attribute__((visibility("default"), used))

/* What the module as a whole is; joined by |. */
#define HELIX_HOT_RELOAD 1
#define HELIX_DRIVER 2
#define HELIX_SCHEDULER 4
#define HELIX_FILESYSTEM 8
#define HELIX_PRIVILEGED 16
#define HELIX_OPTIONAL_MODULE 32

/* What it deals in; joined by |. */
#define HELIX_INTERRUPTS 1
#define HELIX_DMA 2
#define HELIX_IO_PORTS 4
#define HELIX_FILES 8
#define HELIX_NETWORKING 16
#define HELIX_SCHEDULING 32

/* The versions of a dependency that will do; HELIX_DEPENDENCY_RANGE has a macro of its own. */
#define HELIX_EXACT 0
#define HELIX_COMPATIBLE 1
#define HELIX_AT_LEAST 2

#define HELIX_REQUIRED 0
#define HELIX_OPTIONAL 1

/* The code of an exception that HELIX_MODULE has caught. */
#define HELIX_THREW 2147483647

#ifdef __cplusplus
extern "C" {
#endif

/* What one module tells another. Of an answer only `type`, `data` and `size` count. */
struct helix_message {
    const char *sender; /* who says it, UTF-8 */
    const char *type;   /* what it is about */
    const uint8_t *data;
    size_t size;
};

/* The exports behind the header. HELIX_MODULE defines the two that are required. */
HELIX_EXPORT void *_helix_module_create(void);
HELIX_EXPORT void _helix_module_destroy(void *module);

/* Optional from here on. Definitions of these names are exported, whatever -fvisibility says. */

/* The text of this thread's last failure; lives until its next call of the module. `module` is NULL after a create
 * that gave NULL. */
HELIX_EXPORT const char *helix_error_message(void *module);

/* One setting: of the manifest's `config`, what the module was loaded with, or Config Admin. Before init. */
HELIX_EXPORT int32_t helix_configure(void *module, const char *key, const char *value);

/* One setting of several. */
struct helix_setting {
    const char *key; /* UTF-8 */
    const char *value;
};

/*
 * Says that the module takes changes of its configuration while it is in use: without it they take effect at its next start. All
 * settings, by key; they live until this returns. A failure means that the module goes on with what it had.
 */
HELIX_EXPORT int32_t helix_reconfigure(void *module, const struct helix_setting *settings, size_t count);

/* `out` arrives empty; an answer is there when its `type` is not NULL afterwards. */
HELIX_EXPORT int32_t helix_handle_message(void *module, const struct helix_message *in, struct helix_message *out);
/* Frees what an answer points to; without it nothing is freed. */
HELIX_EXPORT void helix_free_message(void *module, struct helix_message *answer);

/* The hooks of a swap, for modules that are HELIX_HOT_RELOAD: at least the first and the third. */
HELIX_EXPORT int32_t helix_serialize_state(void *module, uint8_t **data, size_t *length);
HELIX_EXPORT void helix_free_state(void *module, uint8_t *data, size_t length);
HELIX_EXPORT int32_t helix_deserialize_state(void *module, const uint8_t *data, size_t length, uint32_t version);
HELIX_EXPORT uint32_t helix_state_version(void *module); /* of what it serializes; 1 without it */
HELIX_EXPORT uint64_t helix_state_size(void *module);    /* about; for people */
HELIX_EXPORT int32_t helix_prepare_reload(void *module);
HELIX_EXPORT int32_t helix_complete_reload(void *module);
HELIX_EXPORT int32_t helix_verify_state(void *module);

/* The header itself, for hosts that load a module by themselves. */
extern __attribute__((visibility("default"))) const uint8_t helix_module_header[];

#ifdef __cplusplus
}
#endif

/* ---- How the section is made ----
 *
 * C has no constant for the distance of two sections, so the assembler writes the section. Each macro adds to
 * a numbered part of it; the assembler puts the parts in order, whatever order the compiler emits them in:
 * 0 the header, then for each table a part that only opens it, one with its entries, and one that
 * closes it. Counts and offsets are differences of labels. The distances to init and cleanup are relocations
 * against hidden functions, which the linker resolves (-shared) or leaves in the file (-c).
 */

#define HELIX_STR_(...) #__VA_ARGS__
#define HELIX_STR(...) HELIX_STR_(__VA_ARGS__)
#define HELIX_PART(number, ...) ".pushsection .hxmd," #number ",\"a\",%progbits\n" __VA_ARGS__ ".popsection\n"
#define HELIX_WORDS(a, b, c) ".long " HELIX_STR(a) "," HELIX_STR(b) "," HELIX_STR(c) "\n"

/* A text in the last part, and the two words that say where it is. `l` is a number for its labels. */
#define HELIX_TEXT(l, text) HELIX_PART(90, #l "1: .ascii " HELIX_STR(text) "\n" #l "2:\n")
#define HELIX_TEXT_WORDS(l) ".long " #l "1b - .Lhelix_header, " #l "2b - " #l "1b\n"

#define HELIX_TABLE(name, open, close)                                                  \
    HELIX_PART(open, ".Lhelix_" name ":\n")                                             \
    HELIX_PART(close, ".Lhelix_" name "_end:\n")
#define HELIX_TABLE_WORDS(name, entry)                                                  \
    ".long .Lhelix_" name " - .Lhelix_header\n"                                         \
    ".long (.Lhelix_" name "_end - .Lhelix_" name ") / " #entry "\n"

#define HELIX_MODULE(name, major, minor, patch, flags, capabilities, create, destroy, init, cleanup) \
    HELIX_LIFE(create, destroy, init, cleanup)                                          \
    __asm__(                                                                            \
        HELIX_TEXT(77, name)                                                            \
        HELIX_TABLE("interfaces", 10, 12)                                               \
        HELIX_TABLE("dependencies", 20, 22)                                             \
        HELIX_TABLE("methods", 30, 32)                                                  \
        HELIX_TABLE("needs", 40, 42)                                                    \
        HELIX_TABLE("description", 60, 62)                                              \
        HELIX_TABLE("author", 70, 72)                                                   \
        HELIX_PART(0,                                                                   \
            ".balign 16\n"                                                              \
            ".globl helix_module_header\n"                                              \
            ".type helix_module_header, %object\n"                                      \
            ".size helix_module_header, 96\n"                                           \
            ".Lhelix_header:\n"                                                         \
            "helix_module_header:\n"                                                    \
            ".ascii \"HXMD\"\n"                                                         \
            ".short 1, 0\n" /* the ABI this header is written for */                    \
            ".long 96\n"                                                                \
            ".long " HELIX_STR(flags) "\n"                                              \
            HELIX_TEXT_WORDS(77)                                                        \
            HELIX_WORDS(major, minor, patch)                                            \
            ".long helix_module_init_entry - .Lhelix_header\n"                          \
            ".long helix_module_cleanup_entry - .Lhelix_header\n"                       \
            HELIX_TABLE_WORDS("interfaces", 32)                                         \
            HELIX_TABLE_WORDS("dependencies", 40)                                       \
            HELIX_TABLE_WORDS("methods", 12)                                            \
            HELIX_TABLE_WORDS("needs", 24)                                              \
            ".long " HELIX_STR(capabilities) "\n"                                       \
            HELIX_TABLE_WORDS("description", 1)                                         \
            HELIX_TABLE_WORDS("author", 1)))

#define HELIX_DESCRIPTION(text) __asm__(HELIX_PART(61, ".ascii " HELIX_STR(text) "\n"))
#define HELIX_AUTHOR(text) __asm__(HELIX_PART(71, ".ascii " HELIX_STR(text) "\n"))

#define HELIX_DEPENDENCY(label, name, kind, major, minor, patch, optional)              \
    HELIX_DEPENDENCY_ENTRY(label, name, kind, HELIX_WORDS(major, minor, patch), ".long 0, 0, 0\n", optional)

/* Both ends are included. */
#define HELIX_DEPENDENCY_RANGE(label, name, major, minor, patch, to_major, to_minor, to_patch, optional) \
    HELIX_DEPENDENCY_ENTRY(label, name, 3, HELIX_WORDS(major, minor, patch),            \
                           HELIX_WORDS(to_major, to_minor, to_patch), optional)

#define HELIX_DEPENDENCY_ENTRY(label, name, kind, least, most, optional)                \
    __asm__(                                                                            \
        HELIX_TEXT(78, name)                                                            \
        HELIX_PART(21,                                                                  \
            ".Lhelix_dependency_" #label ":\n"                                          \
            HELIX_TEXT_WORDS(78)                                                        \
            ".long " HELIX_STR(kind) "\n" least most                                    \
            ".long " HELIX_STR(optional) "\n"))

#define HELIX_INTERFACE(name, major, minor, patch)                                      \
    __asm__(                                                                            \
        HELIX_ID(#name)                                                                 \
        HELIX_TEXT(81, #name)                                                           \
        HELIX_PART(11,                                                                  \
            ".Lhelix_interface_" #name ":\n"                                            \
            ".quad .Lhelix_id\n"                                                        \
            HELIX_TEXT_WORDS(81)                                                        \
            HELIX_WORDS(major, minor, patch)                                            \
            ".long 0\n"))

#define HELIX_METHOD(interface, text)                                                   \
    HELIX_METHOD_ENTRY("(.Lhelix_interface_" #interface " - .Lhelix_interfaces) / 32", text)

#define HELIX_NEEDED_METHOD(needed, text)                                               \
    HELIX_METHOD_ENTRY("(.Lhelix_needed_" #needed " - .Lhelix_needs) / 24 + 0x80000000", text)

#define HELIX_METHOD_ENTRY(owner, text)                                                 \
    __asm__(                                                                            \
        HELIX_TEXT(79, text)                                                            \
        HELIX_PART(31, ".long " owner "\n" HELIX_TEXT_WORDS(79)))

#define HELIX_NEEDS(dependency, name, major, minor, patch)                              \
    __asm__(                                                                            \
        HELIX_TEXT(80, #name)                                                           \
        HELIX_PART(41,                                                                  \
            ".Lhelix_needed_" #name ":\n"                                               \
            ".long (.Lhelix_dependency_" #dependency " - .Lhelix_dependencies) / 40\n"  \
            HELIX_TEXT_WORDS(80)                                                        \
            HELIX_WORDS(major, minor, patch)))

/* The id of an interface: h = h * 31 + byte over its name, in 64 bits. The compiler cannot do it: without optimisation
 * gcc folds no character of a literal, and at file scope it hands no number to an assembler statement. */
#define HELIX_ID(text)                                                                  \
    HELIX_CODES                                                                         \
    ".set .Lhelix_id,0\n"                                                               \
    ".irpc helix_c," text "\n"                                                          \
    ".set .Lhelix_id,.Lhelix_id*31+.Lhelix_c\\helix_c\n"                                \
    ".endr\n"

/* The code of each character that a name may have, as a symbol of the assembler. */
#define HELIX_CODES                                                                     \
    ".set .Lhelix_cA,65\n.set .Lhelix_cB,66\n.set .Lhelix_cC,67\n.set .Lhelix_cD,68\n" \
    ".set .Lhelix_cE,69\n.set .Lhelix_cF,70\n.set .Lhelix_cG,71\n.set .Lhelix_cH,72\n" \
    ".set .Lhelix_cI,73\n.set .Lhelix_cJ,74\n.set .Lhelix_cK,75\n.set .Lhelix_cL,76\n" \
    ".set .Lhelix_cM,77\n.set .Lhelix_cN,78\n.set .Lhelix_cO,79\n.set .Lhelix_cP,80\n" \
    ".set .Lhelix_cQ,81\n.set .Lhelix_cR,82\n.set .Lhelix_cS,83\n.set .Lhelix_cT,84\n" \
    ".set .Lhelix_cU,85\n.set .Lhelix_cV,86\n.set .Lhelix_cW,87\n.set .Lhelix_cX,88\n" \
    ".set .Lhelix_cY,89\n.set .Lhelix_cZ,90\n.set .Lhelix_ca,97\n.set .Lhelix_cb,98\n" \
    ".set .Lhelix_cc,99\n.set .Lhelix_cd,100\n.set .Lhelix_ce,101\n.set .Lhelix_cf,102\n" \
    ".set .Lhelix_cg,103\n.set .Lhelix_ch,104\n.set .Lhelix_ci,105\n.set .Lhelix_cj,106\n" \
    ".set .Lhelix_ck,107\n.set .Lhelix_cl,108\n.set .Lhelix_cm,109\n.set .Lhelix_cn,110\n" \
    ".set .Lhelix_co,111\n.set .Lhelix_cp,112\n.set .Lhelix_cq,113\n.set .Lhelix_cr,114\n" \
    ".set .Lhelix_cs,115\n.set .Lhelix_ct,116\n.set .Lhelix_cu,117\n.set .Lhelix_cv,118\n" \
    ".set .Lhelix_cw,119\n.set .Lhelix_cx,120\n.set .Lhelix_cy,121\n.set .Lhelix_cz,122\n" \
    ".set .Lhelix_c0,48\n.set .Lhelix_c1,49\n.set .Lhelix_c2,50\n.set .Lhelix_c3,51\n" \
    ".set .Lhelix_c4,52\n.set .Lhelix_c5,53\n.set .Lhelix_c6,54\n.set .Lhelix_c7,55\n" \
    ".set .Lhelix_c8,56\n.set .Lhelix_c9,57\n.set .Lhelix_c_,95\n"

/* ---- The functions that the header leads to ---- */

#if defined(__cplusplus) && defined(__cpp_exceptions)
#define HELIX_GUARDED(call, otherwise) try { call; } catch (...) { otherwise; }
#else
#define HELIX_GUARDED(call, otherwise) call;
#endif

#if defined(__cplusplus)
#define HELIX_C_NAME extern "C"
#else
#define HELIX_C_NAME
#endif

#define HELIX_HIDDEN HELIX_C_NAME __attribute__((visibility("hidden"), used))

#define HELIX_LIFE(create, destroy, init, cleanup)                                      \
    void *_helix_module_create(void) { HELIX_GUARDED(return create(), return NULL) }    \
    void _helix_module_destroy(void *module) { HELIX_GUARDED(destroy(module), (void)0) } \
    HELIX_HIDDEN int32_t helix_module_init_entry(void *module);                         \
    HELIX_HIDDEN int32_t helix_module_init_entry(void *module) {                        \
        HELIX_GUARDED(return init(module), return HELIX_THREW)                          \
    }                                                                                   \
    HELIX_HIDDEN int32_t helix_module_cleanup_entry(void *module);                      \
    HELIX_HIDDEN int32_t helix_module_cleanup_entry(void *module) {                     \
        HELIX_GUARDED(return cleanup(module), return HELIX_THREW)                       \
    }

#endif
