package org.kernos.micropython.build;

/**
 * One call through {@code invoke_*} in a function that calls setjmp, with all that Emscripten writes around it:
 *
 * <pre>
 *   reset:   i32.const 0, i32.const 0, i32.store thrown
 *   index:   i32.const (of the table), further arguments
 *   call:    call invoke_x
 *   check:   (result) i32.const 0, i32.load thrown, local.set t, i32.const 0, i32.const 0, i32.store thrown
 *            block: is t not 0, and value not 0, and the jump for this function? else throw it on
 *   take:    call getTempRet0, local.set t
 *   again:   local.get which, i32.const 1, i32.eq, br_if loop
 * </pre>
 *
 * The numbers are places in the code; {@code take} and {@code again} may have simple instructions between and before them that belong
 * to the program.
 *
 * @param checkEnd behind the check
 * @param loop what begins with the code behind setjmp
 * @param valueLocal the local variable {@code t}, in which that code expects what setjmp has returned
 * @param test the function that tells whether a jump is for a buffer
 * @param bufferLocal with {@code bufferOffset} the address of the buffer
 */
record InvokeSite(
        int reset,
        int index,
        int call,
        int check,
        int checkEnd,
        int take,
        int again,
        Label loop,
        long valueLocal,
        int test,
        long bufferLocal,
        long bufferOffset) {

    static final int RESET_LENGTH = 3;
    static final int TAKE_LENGTH = 2;
    static final int AGAIN_LENGTH = 4;

    /** Whether both go to the same place with the same local variables: then one handler does for both. */
    boolean isAlike(InvokeSite other) {
        return loop == other.loop
                && valueLocal == other.valueLocal
                && test == other.test
                && bufferLocal == other.bufferLocal
                && bufferOffset == other.bufferOffset;
    }
}
