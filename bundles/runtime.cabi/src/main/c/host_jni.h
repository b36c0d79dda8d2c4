/* The host that is a Java virtual machine. */
#ifndef KERNOS_HOST_JNI_H
#define KERNOS_HOST_JNI_H

#include <jni.h>

/* Finds the methods of the class that are called from C; 0 when one is missing, with Java's exception pending. */
int host_open(JNIEnv *env, jclass natives);
/* How many threads of kernels are still attached to the virtual machine. */
int host_close(JNIEnv *env);
/* What evaluates an expression of the frame with this slot, as ShimNatives.eval does; NULL for that one. */
typedef jlong (*direct_eval_function)(jlong slot);
void host_eval_by(direct_eval_function eval);

/* Makes ShimNatives.NO_INT pending, or NO_FRAME. */
void host_throw_no_int(JNIEnv *env);
void host_throw_no_frame(JNIEnv *env);

#endif
