// One instruction or number for each kind of relocation, against own and foreign symbols.
// Made with binutils 2.40, where the addresses are those that the test gives (see README).
    .text
    .globl begin
begin:
    bl own
    bl foreign
    b own
    b foreign
    adrp x0, number
    add x0, x0, :lo12:number
    ldrb w1, [x0, :lo12:number]
    ldrh w1, [x0, :lo12:half]
    ldr w1, [x0, :lo12:number]
    ldr x1, [x0, :lo12:wide]
    ldr q1, [x0, :lo12:widest]
    adrp x2, foreign
    add x2, x2, :lo12:foreign
    adr x3, own
    adr x3, begin
    ldr x4, literal
    b.eq own
    cbz x5, own
    tbz x5, #3, own
    movz x6, #:abs_g3:foreign
    movk x6, #:abs_g2_nc:foreign
    movk x6, #:abs_g1_nc:foreign
    movk x6, #:abs_g0_nc:foreign
    movz x7, #:abs_g2:foreign
    movz x7, #:abs_g1:foreign
    .word foreign - .
    .word own - . + 0x10000
    .hword own - .
    .hword absolute
    .word foreign
    .xword foreign
    .xword own + 5
    .xword foreign - .
    .section .text.more, "ax"
    .globl own
own:
    ret
literal:
    .xword 77
    .data
    .xword 0
    .byte 1
    .balign 2
    .globl half, number, wide, widest, absolute
half: .hword 2
    .balign 4
number: .word 3
    .balign 8
wide: .xword begin
    .balign 16
widest: .xword own, foreign
    absolute = 0x1234
