/* What jni.h needs to know of 64-bit macOS, where the JDK that builds has no such file. */
#ifndef KERNOS_JNI_MD_H
#define KERNOS_JNI_MD_H

#define JNIEXPORT __attribute__((visibility("default")))
#define JNIIMPORT __attribute__((visibility("default")))
#define JNICALL

typedef int jint;
typedef long jlong;
typedef signed char jbyte;

#endif
