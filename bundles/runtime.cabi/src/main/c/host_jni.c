#include "host_jni.h"

#include <string.h>

#include "copy.h"
#include "host.h"
#include "table.h"

#define FRAME_CLASS "Lorg/kernos/runtime/cabi/shim/CallFrame;"
#define KERNEL_CLASS "Lorg/kernos/runtime/cabi/shim/ShimKernel;"

/* What no evaluation answers: Java has thrown before it could. */
#define NO_ANSWER UINT64_MAX

static JavaVM *machine;
static jclass upcalls;
static jmethodID eval_here, eval_block_here, eval_elsewhere, fail, log_line, register_function, find_setting;
static jthrowable no_int, no_usual_frame;
static int attached_threads;

/* The way into Java's evaluation that its newer virtual machines have beside JNI; NULL where there is none. */
static direct_eval_function direct_eval;

/* Java throws before a stack is used up: what a stack has room for beyond its floor while nothing can be thrown. */
#define DIRECT_RESERVE (192 * 1024)

/* What a static field of the class holds, as a global reference; NULL with Java's exception pending. */
static jobject constant(JNIEnv *env, jclass natives, const char *name, const char *signature) {
    jfieldID field = (*env)->GetStaticFieldID(env, natives, name, signature);
    jobject value = field == NULL ? NULL : (*env)->GetStaticObjectField(env, natives, field);
    return value == NULL ? NULL : (*env)->NewGlobalRef(env, value);
}

int host_open(JNIEnv *env, jclass natives) {
    if ((*env)->GetJavaVM(env, &machine) != JNI_OK) {
        return 0;
    }
    eval_here = (*env)->GetStaticMethodID(env, natives, "eval", "(" FRAME_CLASS ")J");
    if (eval_here != NULL) {
        eval_block_here = (*env)->GetStaticMethodID(env, natives, "evalBlock", "(" FRAME_CLASS "JJ)J");
    }
    if (eval_here != NULL && eval_block_here != NULL) {
        eval_elsewhere = (*env)->GetStaticMethodID(env, natives, "evalElsewhere", "(" FRAME_CLASS "JJJ)J");
    }
    if (eval_here == NULL || eval_block_here == NULL || eval_elsewhere == NULL) {
        return 0;
    }
    fail = (*env)->GetStaticMethodID(env, natives, "fail", "(" FRAME_CLASS "IJ[B)V");
    if (fail == NULL) {
        return 0;
    }
    log_line = (*env)->GetStaticMethodID(env, natives, "log", "(" KERNEL_CLASS "I[B)V");
    if (log_line == NULL) {
        return 0;
    }
    register_function = (*env)->GetStaticMethodID(env, natives, "register", "(" KERNEL_CLASS "Z[BJIZ)V");
    if (register_function == NULL) {
        return 0;
    }
    find_setting = (*env)->GetStaticMethodID(env, natives, "config", "(" KERNEL_CLASS "[B)[B");
    if (find_setting == NULL) {
        return 0;
    }
    no_int = constant(env, natives, "NO_INT", "Ljava/lang/RuntimeException;");
    if (no_int == NULL) {
        return 0;
    }
    no_usual_frame = constant(env, natives, "NO_FRAME", "Ljava/lang/RuntimeException;");
    if (no_usual_frame == NULL) {
        return 0;
    }
    /* Pins the class's loader until host_close: the reason why that has to be called (native H-1). */
    upcalls = (*env)->NewGlobalRef(env, natives);
    return upcalls != NULL;
}

int host_close(JNIEnv *env) {
    jclass closed = upcalls;
    int attached = LOAD(attached_threads);
    if (attached == 0) {
        forget_thread_ends();
    }
    direct_eval = NULL;
    STORE(upcalls, NULL);
    (*env)->DeleteGlobalRef(env, closed);
    (*env)->DeleteGlobalRef(env, no_int);
    (*env)->DeleteGlobalRef(env, no_usual_frame);
    return attached;
}

void host_eval_by(direct_eval_function eval) { direct_eval = eval; }

void host_throw_no_int(JNIEnv *env) { (*env)->Throw(env, no_int); }

void host_throw_no_frame(JNIEnv *env) { (*env)->Throw(env, no_usual_frame); }

static void detach(void) {
    this_thread.attached = 0;
    (*machine)->DetachCurrentThread(machine);
    COUNT(attached_threads, -1);
}

/* This thread's environment. A thread of a kernel is attached when it first needs one, until it ends (native H-5). */
static JNIEnv *environment(void) {
    JNIEnv *env = NULL;
    if (LIKELY(this_thread.current != NULL)) {
        return this_thread.current->env;
    }
    if (LOAD(upcalls) == NULL) {
        return NULL;
    }
    if ((*machine)->GetEnv(machine, (void **)&env, JNI_VERSION_1_8) == JNI_OK) {
        return env;
    }
    if (!on_thread_end(detach)
            || (*machine)->AttachCurrentThreadAsDaemon(machine, (void **)&env, NULL) != JNI_OK) {
        return NULL;
    }
    this_thread.attached = 1;
    COUNT(attached_threads, 1);
    return env;
}

/* Java's exception becomes what the call throws: none may be pending while a kernel goes on and calls Java again. */
static COLD void take_thrown(JNIEnv *env, frame *f) {
    jthrowable thrown = (*env)->ExceptionOccurred(env);
    if (thrown == NULL) {
        return;
    }
    (*env)->ExceptionClear(env);
    if (f != NULL) {
        jobject kept = (*env)->NewGlobalRef(env, thrown);
        lock();
        if (f->thrown == NULL) {
            f->thrown = kept;
            kept = NULL;
        }
        unlock();
        frame_note(f, ODD_FAILED);
        if (kept != NULL) {
            (*env)->DeleteGlobalRef(env, kept);
        }
    }
    (*env)->DeleteLocalRef(env, thrown);
}

static jbyteArray bytes_of(JNIEnv *env, const char *text, size_t length) {
    jbyteArray bytes;
    if (text == NULL) {
        return NULL;
    }
    if (length > INT32_MAX - 8) {
        length = INT32_MAX - 8;
    }
    bytes = (*env)->NewByteArray(env, (jsize)length);
    if (bytes != NULL) {
        (*env)->SetByteArrayRegion(env, bytes, 0, (jsize)length, (const jbyte *)text);
    }
    return bytes;
}

void host_fail(frame *f, int kind, int64_t number, const char *text, size_t length) {
    JNIEnv *env = environment();
    jbyteArray bytes;
    if (env == NULL) {
        return;
    }
    bytes = bytes_of(env, text, length);
    if (bytes != NULL || text == NULL) {
        (*env)->CallStaticVoidMethod(env, upcalls, fail, (jobject)f->object, (jint)kind, (jlong)number, bytes);
    }
    take_thrown(env, f);
    if (bytes != NULL) {
        (*env)->DeleteLocalRef(env, bytes);
    }
}

void host_log(kernel *of, int level, const char *text) {
    JNIEnv *env = environment();
    jbyteArray bytes;
    if (env == NULL) {
        return;
    }
    bytes = bytes_of(env, text, strlen(text));
    if (bytes != NULL) {
        (*env)->CallStaticVoidMethod(
            env, upcalls, log_line, of == NULL ? NULL : (jobject)of->object, (jint)level, bytes);
        (*env)->DeleteLocalRef(env, bytes);
    }
    take_thrown(env, this_thread.current);
}

void host_register(kernel *of, int is_open, const char *name, sxs_kernel_fn_t run, int type, int variadic) {
    JNIEnv *env = environment();
    jbyteArray bytes;
    if (env == NULL) {
        return;
    }
    bytes = bytes_of(env, name, name == NULL ? 0 : strlen(name));
    if (bytes != NULL || name == NULL) {
        (*env)->CallStaticVoidMethod(env, upcalls, register_function, (jobject)of->object, (jboolean)is_open, bytes,
            (jlong)(intptr_t)run, (jint)type, (jboolean)variadic);
    }
    take_thrown(env, this_thread.current);
    if (bytes != NULL) {
        (*env)->DeleteLocalRef(env, bytes);
    }
}

/* A text of Java's, which may have NULs in it, as an object of this thread's call. */
static handle text_of(JNIEnv *env, jbyteArray found) {
    jsize length = (*env)->GetArrayLength(env, found);
    jbyte *bytes = (*env)->GetByteArrayElements(env, found, NULL);
    handle made = SKIPPED_HANDLE;
    if (bytes != NULL) {
        made = (handle)(uintptr_t)table_create_bytes((const uint8_t *)bytes, (size_t)length);
        (*env)->ReleaseByteArrayElements(env, found, bytes, JNI_ABORT);
    }
    return made;
}

handle host_config(kernel *of, const char *key) {
    JNIEnv *env = environment();
    jbyteArray bytes, found = NULL;
    handle made = NONE_HANDLE;
    if (env == NULL) {
        return STALE_HANDLE;
    }
    bytes = bytes_of(env, key, strlen(key));
    if (bytes != NULL) {
        found = (*env)->CallStaticObjectMethod(env, upcalls, find_setting, (jobject)of->object, bytes);
        (*env)->DeleteLocalRef(env, bytes);
    }
    if (found != NULL) {
        made = text_of(env, found);
        (*env)->DeleteLocalRef(env, found);
    }
    if ((*env)->ExceptionCheck(env)) {
        made = SKIPPED_HANDLE;
    }
    take_thrown(env, this_thread.current);
    return made;
}

static inline handle answer(frame *f, jlong given) {
    uint64_t status = f->status;
    if (LIKELY(status == SXS_TYPE_INT || status == SXS_TYPE_REAL)) {
        handle made = 0;
        node *n = take(1, &made);
        if (UNLIKELY(n == NULL)) {
            return SKIPPED_HANDLE;
        }
        set_number(n, (int)status, given);
        return made;
    }
    if (status & STATUS_FAILED) {
        frame_note(f, ODD_FAILED);
    }
    return given == 0 ? SKIPPED_HANDLE : (handle)given;
}

/* No exception can leave the direct way, not even for want of stack. */
static int has_direct_way(void) {
    char on_stack;
    return direct_eval != NULL && &on_stack - this_thread.floor > DIRECT_RESERVE;
}

/* Once for each way, so that the usual one is straight. */
static ALWAYS_INLINE handle eval_in(frame *f, jmethodID method, const jvalue *arguments, int may_be_direct) {
    JNIEnv *env = f->env;
    frame *usual = this_thread.usual;
    jlong given;
    f->status = NO_ANSWER;
    this_thread.usual = f->inner;
    if (may_be_direct && has_direct_way()) {
        given = direct_eval((jlong)SLOT_OF(f->context));
    } else {
        given = (*env)->CallStaticLongMethodA(env, upcalls, method, arguments);
    }
    this_thread.usual = usual;
    if (UNLIKELY(f->status == NO_ANSWER)) {
        take_thrown(env, f);
        frame_note(f, ODD_FAILED);
        return SKIPPED_HANDLE;
    }
    return answer(f, given);
}

/* From another thread than the call's, or from a call further in: what is made goes where this thread's objects go. */
static COLD handle eval_from(JNIEnv *env, frame *f, jlong block, jlong bytes) {
    jlong given = (*env)->CallStaticLongMethod(env, upcalls, eval_elsewhere, (jobject)f->object,
        (jlong)(intptr_t)this_thread.current, block, bytes);
    if ((*env)->ExceptionCheck(env)) {
        take_thrown(env, f);
        given = 0;
    }
    if (given == 0) {
        frame_note(f, ODD_FAILED);
        return SKIPPED_HANDLE;
    }
    return (handle)given;
}

static COLD handle eval_block(JNIEnv *env, frame *f, handle expression) {
    copy made;
    size_t bytes = 0;
    node *block = NULL;
    handle result = SKIPPED_HANDLE;
    if (copy_make(&made, expression)) {
        bytes = copy_units(&made) * sizeof(node);
        block = memory_take(bytes);
    }
    if (block == NULL) {
        fail_call(f, FAIL_MEMORY, 0, NULL, 0);
    } else {
        const jvalue arguments[3] = {{.l = f->object}, {.j = (jlong)(intptr_t)block}, {.j = (jlong)bytes}};
        copy_place(&made, block, 0);
        result = f == this_thread.current ? eval_in(f, eval_block_here, arguments, 0)
                                          : eval_from(env, f, (jlong)(intptr_t)block, (jlong)bytes);
        memory_give_back(block, bytes);
    }
    copy_drop(&made);
    return result;
}

handle host_eval(frame *f, handle expression) {
    JNIEnv *env = environment();
    return LIKELY(env != NULL) ? eval_block(env, f, resolve(expression)) : STALE_HANDLE;
}

/* The longest name that fits into a word beside its length. */
#define LONGEST_KEY 7

/*
 * What is to be evaluated, as one word: a short name itself, with its length in the high byte, so that Java need not follow the
 * node to its text; else the node's index.
 */
static inline int64_t expression_word(const frame *f, const node *n) {
    if (LIKELY(n->tag == SXS_TYPE_SYMBOL && n->length - 1 < LONGEST_KEY && is_own(f, n->as.ref))) {
        uint64_t text = f->own[INDEX_OF(n->as.ref)].head & (((uint64_t)1 << (8 * n->length)) - 1);
        return (int64_t)(text | (uint64_t)n->length << (8 * LONGEST_KEY));
    }
    return n - f->own;
}

handle host_eval_own(frame *f, const node *expression) {
    /* Each argument takes its time on the way into Java, more than a word of memory does. */
    const jvalue arguments[1] = {{.l = f->object}};
    f->given = expression_word(f, expression);
    return eval_in(f, eval_here, arguments, 1);
}
