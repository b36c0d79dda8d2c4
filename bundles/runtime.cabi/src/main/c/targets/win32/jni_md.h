/* What jni.h needs to know of 64-bit Windows, where the JDK that builds has no such file: mingw's long has 32 bits. */
#ifndef KERNOS_JNI_MD_H
#define KERNOS_JNI_MD_H

#define JNIEXPORT __declspec(dllexport)
#define JNIIMPORT __declspec(dllimport)
#define JNICALL __stdcall

typedef int jint;
typedef long long jlong;
typedef signed char jbyte;

#endif
