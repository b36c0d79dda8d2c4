/* What objects cannot be linked with, chosen when compiling. */
#if defined(THREADS)
static __thread int counter;
extern __thread int elsewhere;
int count(void);
int count(void) { return counter++ + elsewhere; }
#elif defined(UNDEFINED)
extern int a_variable;
int a_function(void);
int another_function(int);
int use(void);
int use(void) { return another_function(a_function()) + a_variable; }
#elif defined(SHORT)
__asm__(".data; .word 0; .reloc ., R_X86_64_16, a_variable; .word 0; .text");
#elif defined(MANY)
#define ONE(n) __asm__(".data; .reloc ., R_X86_64_16, number_" #n "; .word 0; .text");
#define FIVE(a, b, c, d, e) ONE(a) ONE(b) ONE(c) ONE(d) ONE(e)
FIVE(0, 1, 2, 3, 4) FIVE(5, 6, 7, 8, 9) FIVE(10, 11, 12, 13, 14) FIVE(15, 16, 17, 18, 19) FIVE(20, 21, 22, 23, 24)
#elif defined(CHOSEN)
static int one(void) { return 1; }
static int (*choose(void))(void) { return one; }
int chosen(void) __attribute__((ifunc("choose")));
#elif defined(SECTIONS)
__asm__(".section .odd, \"awx\", @progbits; nop; .text");
__asm__(".section .wide, \"aw\", @progbits; .balign 65536; .quad 1; .text");
__asm__(".section .ctors, \"aw\", @progbits; .quad 0; .text");
#elif defined(HUGE)
char huge[3L << 30];
#else
int fine(void);
int fine(void) { return 1; }
#endif
