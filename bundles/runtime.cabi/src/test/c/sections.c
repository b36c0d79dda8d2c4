/* Sections and symbols out of the ordinary; no kernel. */
#include <time.h>
__attribute__((section(".hxmd"), used)) const int header[4] = {1, 2, 3, 4};
__asm__(".globl absolute; absolute = 0x1234");
#ifdef ENTRY
int ENTRY = 7;
#endif
int versioned_new(void);
int versioned_new(void) { return 2; }
int versioned_old(void);
int versioned_old(void) { return 1; }
#ifndef ENTRY
__asm__(".symver versioned_new, versioned@@NEW");
#endif
__asm__(".symver versioned_old, versioned@OLD");
extern void *old_memcpy(void *, const void *, unsigned long);
__asm__(".symver old_memcpy, memcpy@GLIBC_2.2.5");
void *copies(void *to, const void *from);
void *copies(void *to, const void *from) { return old_memcpy(to, from, 8); }
