// Opens the libraries that are packed and calls them as Java would: load SHIM GUARD. It stands in for the virtual machine where
// none is at hand, with the few functions of JNI that a kernel_init needs and a thread that the kernel leaves behind.
#include <cstdio>
#include <cstring>
#include <stdexcept>

#if defined(_WIN32)
#include <windows.h>
#else
#include <dlfcn.h>
#endif

#include <jni.h>
#include <pthread.h>

#include "sxs/kernel_api.h"

typedef int(JNICALL *bind_function)(JNIEnv *, jclass);
typedef int(JNICALL *unbind_function)(JNIEnv *, jclass, jobject);
typedef jlong(JNICALL *new_frame_function)(JNIEnv *, jclass, jobject, jint);
typedef jlong(JNICALL *new_kernel_function)(JNIEnv *, jclass, jobject, jlong, jboolean);
typedef void(JNICALL *init_function)(JNIEnv *, jclass, jlong, jlong, jlong);
typedef void(JNICALL *free_function)(JNIEnv *, jclass, jlong);
typedef void *(*guard_function)(void *(*)(void *, void *, void *), void *, void *, void *, char *, size_t);

static int checks, failed;
static int references, registered, lines, attached, detached;
static const JNINativeMethod *methods;
static jint method_count;
static JNINativeInterface_ functions;
static JNIInvokeInterface_ machine_functions;
static JNIEnv_ environment;
static JavaVM_ machine;
static pthread_t starting;
static char something[16];

#define CHECK(what) check((what), #what, __LINE__)

static void check(bool holds, const char *what, int line) {
    checks++;
    if (!holds) {
        failed++;
        std::fprintf(stderr, "load.cpp:%d: %s does not hold\n", line, what);
    }
}

static jobject JNICALL new_reference(JNIEnv *, jobject object) { references++; return object; }
static void JNICALL delete_reference(JNIEnv *, jobject) { references--; }
static void JNICALL delete_local(JNIEnv *, jobject) {}
static jthrowable JNICALL no_exception(JNIEnv *) { return nullptr; }
static jmethodID JNICALL any_method(JNIEnv *, jclass, const char *, const char *) {
    return reinterpret_cast<jmethodID>(something);
}
static jfieldID JNICALL any_field(JNIEnv *, jclass, const char *, const char *) {
    return reinterpret_cast<jfieldID>(something);
}
static jobject JNICALL any_value(JNIEnv *, jclass, jfieldID) { return reinterpret_cast<jobject>(something); }
static jbyteArray JNICALL any_bytes(JNIEnv *, jsize) { return reinterpret_cast<jbyteArray>(something); }
static void JNICALL fill_bytes(JNIEnv *, jbyteArray, jsize, jsize, const jbyte *) {}
static void JNICALL called(JNIEnv *, jclass, jmethodID, ...) { __atomic_fetch_add(&lines, 1, __ATOMIC_SEQ_CST); }
static jint JNICALL find_machine(JNIEnv *, JavaVM **found) { *found = &machine; return JNI_OK; }
static jint JNICALL forget_natives(JNIEnv *, jclass) { registered--; return 0; }
static jint JNICALL take_natives(JNIEnv *, jclass, const JNINativeMethod *given, jint count) {
    methods = given;
    method_count = count;
    registered++;
    return 0;
}

static jint JNICALL find_environment(JavaVM *, void **env, jint) {
    *env = &environment;
    return pthread_equal(pthread_self(), starting) ? JNI_OK : JNI_EDETACHED;
}
static jint JNICALL attach(JavaVM *, void **env, void *) { attached++; *env = &environment; return JNI_OK; }
static jint JNICALL detach(JavaVM *) { detached++; return JNI_OK; }

template <typename F> static F native(const char *name, const char *signature) {
    for (jint i = 0; i < method_count; i++) {
        if (std::strcmp(methods[i].name, name) == 0 && std::strcmp(methods[i].signature, signature) == 0) {
            return reinterpret_cast<F>(methods[i].fnPtr);
        }
    }
    std::fprintf(stderr, "load.cpp: the library has no native method %s%s\n", name, signature);
    return nullptr;
}

static const sxs_api_table_t *api;

static void *left_behind(void *) {
    api->log(SXS_LOG_INFO, "of a thread that Java does not know");
    return nullptr;
}

static void init(sxs_registry_t, const sxs_api_table_t *table) {
    sxs_object_t items[2];
    pthread_t thread;
    api = table;
    items[0] = api->create_int(40);
    items[1] = api->create_string("two");
    sxs_object_t list = api->create_bracket_list(items, 2);
    CHECK(api->as_int(api->list_at(api->as_list(list), 0)) == 40);
    CHECK(std::strcmp(api->as_string(api->list_at(api->as_list(list), 1)), "two") == 0);
    api->log(SXS_LOG_INFO, "of the thread that calls");
    CHECK(lines == 1 && attached == 0);
    CHECK(pthread_create(&thread, nullptr, left_behind, nullptr) == 0);
    CHECK(pthread_join(thread, nullptr) == 0);
    CHECK(lines == 2 && attached == 1);
    CHECK(detached == 1); // as the thread has ended
}

static void *returns(void *first, void *, void *) { return first; }
static void *throws(void *, void *, void *) { throw std::runtime_error("thrown in another library"); }
static void *throws_a_number(void *, void *, void *) { throw 1; }

static void *open(const char *path) {
#if defined(_WIN32)
    return reinterpret_cast<void *>(LoadLibraryA(path));
#else
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
#endif
}

static bool close(void *library) {
#if defined(_WIN32)
    return FreeLibrary(reinterpret_cast<HMODULE>(library)) != 0;
#else
    return dlclose(library) == 0;
#endif
}

template <typename F> static F symbol(void *library, const char *name) {
#if defined(_WIN32)
    return reinterpret_cast<F>(reinterpret_cast<void *>(GetProcAddress(reinterpret_cast<HMODULE>(library), name)));
#else
    return reinterpret_cast<F>(dlsym(library, name));
#endif
}

static void fill_functions() {
    functions.NewGlobalRef = new_reference;
    functions.DeleteGlobalRef = delete_reference;
    functions.DeleteLocalRef = delete_local;
    functions.ExceptionOccurred = no_exception;
    functions.GetStaticMethodID = any_method;
    functions.GetStaticFieldID = any_field;
    functions.GetStaticObjectField = any_value;
    functions.NewByteArray = any_bytes;
    functions.SetByteArrayRegion = fill_bytes;
    functions.CallStaticVoidMethod = called;
    functions.GetJavaVM = find_machine;
    functions.RegisterNatives = take_natives;
    functions.UnregisterNatives = forget_natives;
    machine_functions.GetEnv = find_environment;
    machine_functions.AttachCurrentThreadAsDaemon = attach;
    machine_functions.DetachCurrentThread = detach;
    environment.functions = &functions;
    machine.functions = &machine_functions;
    starting = pthread_self();
}

static void test_shim(void *library) {
    JNIEnv *env = &environment;
    jclass type = reinterpret_cast<jclass>(something);
    bind_function bind = symbol<bind_function>(library, "kernos_shim_bind");
    unbind_function unbind = symbol<unbind_function>(library, "kernos_shim_unbind");
    CHECK(bind != nullptr && unbind != nullptr);
    if (bind == nullptr || unbind == nullptr) {
        return;
    }
    CHECK(bind(env, type) == 0 && registered == 1);
    new_frame_function new_frame = native<new_frame_function>("newFrame", "(Lorg/kernos/runtime/cabi/shim/CallFrame;I)J");
    new_kernel_function new_kernel = native<new_kernel_function>("newKernel", "(Lorg/kernos/runtime/cabi/shim/ShimKernel;JZ)J");
    init_function call_init = native<init_function>("init", "(JJJ)V");
    free_function free_frame = native<free_function>("freeFrame", "(J)V");
    free_function free_kernel = native<free_function>("freeKernel", "(J)V");
    CHECK(new_frame && new_kernel && call_init && free_frame && free_kernel);
    if (failed > 0) {
        return;
    }
    jlong frame = new_frame(env, type, type, 4096);
    jlong kernel = new_kernel(env, type, type, 0, 0);
    CHECK(frame != 0 && kernel != 0);
    call_init(env, type, kernel, frame, static_cast<jlong>(reinterpret_cast<intptr_t>(&init)));
    CHECK(api != nullptr); // else the thread's stack was taken for one without room
    free_kernel(env, type, kernel);
    free_frame(env, type, frame);
    CHECK(unbind(env, type, type) == 0 && registered == 0);
    CHECK(references == 0);
}

static void test_guard(void *library) {
    char caught[64] = "";
    guard_function guard = symbol<guard_function>(library, "kernos_guard");
    CHECK(guard != nullptr);
    if (guard == nullptr) {
        return;
    }
    CHECK(guard(returns, something, nullptr, nullptr, caught, sizeof caught) == something && caught[0] == 0);
    CHECK(guard(throws, nullptr, nullptr, nullptr, caught, sizeof caught) == nullptr);
    CHECK(std::strcmp(caught, "thrown in another library") == 0);
    CHECK(guard(throws_a_number, nullptr, nullptr, nullptr, caught, sizeof caught) == nullptr);
    CHECK(std::strcmp(caught, "an exception that is no std::exception") == 0);
}

int main(int argc, char **argv) {
    void (*const tests[])(void *) = {test_shim, test_guard};
    fill_functions();
    for (int i = 1; i < argc && i <= 2; i++) {
        void *library = open(argv[i]);
        if (library == nullptr) {
            std::fprintf(stderr, "load.cpp: the system does not open %s\n", argv[i]);
            return 1;
        }
        tests[i - 1](library);
        CHECK(close(library));
    }
    std::printf("kernel table as a library: %d checks passed, %d failed\n", checks - failed, failed);
    return failed != 0;
}
