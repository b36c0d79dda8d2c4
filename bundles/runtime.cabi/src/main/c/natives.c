/* What Java calls: the native methods of ShimNatives, bound once by kernos_shim_bind (native H-1). */
#include <jni.h>

#include "call.h"
#include "host_jni.h"
#include "table.h"

#define EXPORT JNIEXPORT
#define POINTER(type, address) ((type *)(intptr_t)(address))
#define ADDRESS(pointer) ((jlong)(intptr_t)(pointer))
#define NATIVE(type, name) static type JNICALL name

static COLD void throw_again(JNIEnv *env, frame *f) {
    jthrowable thrown = f->thrown;
    f->thrown = NULL;
    (*env)->Throw(env, thrown);
    (*env)->DeleteGlobalRef(env, thrown);
}

static inline int64_t finish(JNIEnv *env, frame *f, int64_t given) {
    if (UNLIKELY(f->thrown != NULL)) {
        throw_again(env, f);
    }
    return given;
}

NATIVE(jlong, numbers)(JNIEnv *env, jclass type, jlong called, jlong in, jint shape, jlong a, jlong b, jlong c) {
    frame *f = POINTER(frame, in);
    (void)type;
    f->env = env;
    return finish(env, f, call_numbers(POINTER(function, called), f, shape, a, b, c));
}

/*
 * That the result is no integer is told by an exception: Java looks for one anyway after each call, so that the ordinary result
 * costs no look at the frame. What Java does about it is in the frame.
 */
static COLD int64_t no_int(frame *f, int64_t given) {
    JNIEnv *env = f->env;
    if (f->thrown != NULL) {
        throw_again(env, f);
    } else {
        f->given = given;
        host_throw_no_int(env);
    }
    return 0;
}

static COLD int64_t no_usual_frame(JNIEnv *env) {
    host_throw_no_frame(env);
    return 0;
}

NATIVE(jlong, int_of_ints)(JNIEnv *env, jclass type, jlong called, jlong thread_id, jlong a, jlong b) {
    frame *f = frame_usual(thread_id);
    int64_t given;
    (void)type;
    if (UNLIKELY(f == NULL)) {
        return no_usual_frame(env);
    }
    return LIKELY(call_ints_usual(POINTER(function, called), f, a, b, &given)) ? given : no_int(f, given);
}

NATIVE(jlong, ints)(JNIEnv *env, jclass type, jlong called, jlong in, jlong a, jlong b) {
    frame *f = POINTER(frame, in);
    (void)type;
    f->env = env;
    return finish(env, f, call_ints(POINTER(function, called), f, a, b));
}

NATIVE(jlong, call)(JNIEnv *env, jclass type, jlong called, jlong in, jlong arguments) {
    frame *f = POINTER(frame, in);
    (void)type;
    f->env = env;
    return finish(env, f, call_list(POINTER(function, called), f, (handle)arguments));
}

NATIVE(void, init)(JNIEnv *env, jclass type, jlong of, jlong in, jlong entry) {
    frame *f = POINTER(frame, in);
    (void)type;
    f->env = env;
    call_init(POINTER(kernel, of), f, (void (*)(sxs_registry_t, const struct sxs_api_table_t *))(intptr_t)entry);
    finish(env, f, 0);
}

NATIVE(void, shut_down)(JNIEnv *env, jclass type, jlong of, jlong in, jlong entry) {
    frame *f = POINTER(frame, in);
    (void)type;
    f->env = env;
    call_shutdown(POINTER(kernel, of), f, (void (*)(const struct sxs_api_table_t *))(intptr_t)entry);
    finish(env, f, 0);
}

NATIVE(jlong, hook)(JNIEnv *env, jclass type, jlong of, jlong in, jlong entry, jlong first, jlong second, jlong third) {
    frame *f = POINTER(frame, in);
    (void)type;
    f->env = env;
    return finish(env, f,
        call_hook(POINTER(kernel, of), f, (entry_function)(intptr_t)entry, POINTER(void, first),
            POINTER(void, second), POINTER(void, third)));
}

NATIVE(jlong, new_frame)(JNIEnv *env, jclass type, jobject object, jint units) {
    jobject held = (*env)->NewGlobalRef(env, object);
    frame *made = held == NULL ? NULL : frame_new((size_t)units, held);
    (void)type;
    if (made == NULL && held != NULL) {
        (*env)->DeleteGlobalRef(env, held);
    }
    return ADDRESS(made);
}

NATIVE(void, adopt)(JNIEnv *env, jclass type, jlong adopted, jlong outer, jlong thread_id) {
    (void)type;
    frame_adopt(POINTER(frame, adopted), POINTER(frame, outer), thread_id, env);
}

NATIVE(jobject, kernel_of)(JNIEnv *env, jclass type, jlong in) {
    kernel *of = LOAD(POINTER(frame, in)->of);
    (void)type;
    return of == NULL ? NULL : (*env)->NewLocalRef(env, (jobject)of->object);
}

NATIVE(void, abandon)(JNIEnv *env, jclass type, jlong in) {
    (void)env;
    (void)type;
    frame_abandon(POINTER(frame, in));
}

NATIVE(void, free_frame)(JNIEnv *env, jclass type, jlong in) {
    frame *f = POINTER(frame, in);
    (void)type;
    (*env)->DeleteGlobalRef(env, f->object);
    frame_free(f);
}

NATIVE(jlong, new_kernel)(JNIEnv *env, jclass type, jobject object, jlong guard, jboolean keeps_all) {
    jobject held = (*env)->NewGlobalRef(env, object);
    kernel *made = held == NULL ? NULL : kernel_new(held, (call_guard)(intptr_t)guard, keeps_all);
    (void)type;
    if (made == NULL && held != NULL) {
        (*env)->DeleteGlobalRef(env, held);
    }
    return ADDRESS(made);
}

NATIVE(void, free_kernel)(JNIEnv *env, jclass type, jlong of) {
    kernel *k = POINTER(kernel, of);
    (void)type;
    (*env)->DeleteGlobalRef(env, k->object);
    kernel_free(k);
}

NATIVE(jlong, new_function)(JNIEnv *env, jclass type, jlong of, jlong run) {
    (void)env;
    (void)type;
    return ADDRESS(function_new(POINTER(kernel, of), (sxs_kernel_fn_t)(intptr_t)run));
}

NATIVE(void, counters)(JNIEnv *env, jclass type, jlong of, jlongArray into) {
    kernel *k = POINTER(kernel, of);
    jlong values[5];
    (void)type;
    lock();
    values[0] = (jlong)k->kept_objects;
    values[1] = (jlong)(k->kept_units * sizeof(node));
    values[2] = (jlong)k->retained;
    unlock();
    values[3] = (jlong)LOAD(k->stale);
    values[4] = (jlong)LOAD(k->spills);
    (*env)->SetLongArrayRegion(env, into, 0, 5, values);
}

NATIVE(jobject, buffer)(JNIEnv *env, jclass type, jlong address, jlong bytes) {
    (void)type;
    return (*env)->NewDirectByteBuffer(env, POINTER(void, address), bytes);
}

NATIVE(jobject, take_room)(JNIEnv *env, jclass type, jlong in, jlong bytes, jlongArray first) {
    frame *f = POINTER(frame, in);
    size_t units = ((size_t)bytes + sizeof(node) - 1) / sizeof(node);
    handle at = 0;
    node *taken = units >= MOST_UNITS ? NULL : f != NULL ? frame_take(f, units, &at) : foreign_take(units, &at);
    jlong given = (jlong)at;
    (void)type;
    if (taken == NULL) {
        return NULL;
    }
    (*env)->SetLongArrayRegion(env, first, 0, 1, &given);
    return (*env)->NewDirectByteBuffer(env, taken, (jlong)(units * sizeof(node)));
}

NATIVE(void, spread)(JNIEnv *env, jclass type, jlong first, jint count, jint tag) {
    (void)env;
    (void)type;
    spread_numbers(find_node((handle)first), (size_t)count, (int)tag);
}

NATIVE(void, free_block)(JNIEnv *env, jclass type, jlong address, jlong bytes) {
    (void)env;
    (void)type;
    memory_give_back(POINTER(void, address), (size_t)bytes);
}

NATIVE(void, eval_by)(JNIEnv *env, jclass type, jlong address) {
    (void)env;
    (void)type;
    host_eval_by((direct_eval_function)(intptr_t)address);
}

NATIVE(jlong, allocated_bytes)(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return (jlong)memory_allocated();
}

NATIVE(jlong, freed_bytes)(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return (jlong)memory_freed();
}

#define METHOD(name, signature, function) {(char *)(name), (char *)(signature), (void *)(function)}

static const JNINativeMethod METHODS[] = {
    METHOD("numbers", "(JJIJJJ)J", numbers),
    METHOD("intOfInts", "(JJJJ)J", int_of_ints),
    METHOD("ints", "(JJJJ)J", ints),
    METHOD("call", "(JJJ)J", call),
    METHOD("init", "(JJJ)V", init),
    METHOD("shutDown", "(JJJ)V", shut_down),
    METHOD("hook", "(JJJJJJ)J", hook),
    METHOD("newFrame", "(Lorg/kernos/runtime/cabi/shim/CallFrame;I)J", new_frame),
    METHOD("adopt", "(JJJ)V", adopt),
    METHOD("kernel", "(J)Lorg/kernos/runtime/cabi/shim/ShimKernel;", kernel_of),
    METHOD("abandon", "(J)V", abandon),
    METHOD("freeFrame", "(J)V", free_frame),
    METHOD("newKernel", "(Lorg/kernos/runtime/cabi/shim/ShimKernel;JZ)J", new_kernel),
    METHOD("freeKernel", "(J)V", free_kernel),
    METHOD("newFunction", "(JJ)J", new_function),
    METHOD("counters", "(J[J)V", counters),
    METHOD("buffer", "(JJ)Ljava/nio/ByteBuffer;", buffer),
    METHOD("takeRoom", "(JJ[J)Ljava/nio/ByteBuffer;", take_room),
    METHOD("spread", "(JII)V", spread),
    METHOD("freeBlock", "(JJ)V", free_block),
    METHOD("evalBy", "(J)V", eval_by),
    METHOD("allocatedBytes", "()J", allocated_bytes),
    METHOD("freedBytes", "()J", freed_bytes),
};

EXPORT int kernos_shim_bind(JNIEnv *env, jclass natives);
EXPORT int kernos_shim_unbind(JNIEnv *env, jclass natives, jobject library);

EXPORT int kernos_shim_bind(JNIEnv *env, jclass natives) {
    slots_open();
    if (!host_open(env, natives)) {
        return -1;
    }
    return (*env)->RegisterNatives(env, natives, METHODS, sizeof METHODS / sizeof METHODS[0]);
}

/*
 * No kernel is open and no native method is called any more. While a thread that a kernel left behind is attached, the library
 * has to stay, as that thread will detach itself: the object that stands for the library is held for ever then.
 */
EXPORT int kernos_shim_unbind(JNIEnv *env, jclass natives, jobject library) {
    int attached = host_close(env);
    if (attached > 0) {
        (*env)->NewGlobalRef(env, library);
    }
    foreign_clear();
    (*env)->UnregisterNatives(env, natives);
    return attached;
}
