package org.kernos.micropython.build;

/** The opcodes of WebAssembly that the rewriter looks at or writes. All others it passes on by their number. */
final class Op {

    static final int UNREACHABLE = 0x00;
    static final int NOP = 0x01;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int THROW = 0x08;
    static final int END = 0x0b;
    static final int BR = 0x0c;
    static final int BR_IF = 0x0d;
    static final int BR_TABLE = 0x0e;
    static final int RETURN = 0x0f;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int DROP = 0x1a;
    static final int SELECT = 0x1b;
    static final int TRY_TABLE = 0x1f;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int GLOBAL_GET = 0x23;
    static final int GLOBAL_SET = 0x24;
    static final int TABLE_SET = 0x26;
    static final int FIRST_LOAD = 0x28;
    static final int I32_LOAD = 0x28;
    static final int LAST_LOAD = 0x35;
    static final int I32_STORE = 0x36;
    static final int LAST_STORE = 0x3e;
    static final int MEMORY_SIZE = 0x3f;
    static final int MEMORY_GROW = 0x40;
    static final int I32_CONST = 0x41;
    static final int I64_CONST = 0x42;
    static final int F32_CONST = 0x43;
    static final int F64_CONST = 0x44;
    static final int I32_EQZ = 0x45;
    static final int I32_EQ = 0x46;
    static final int I32_ADD = 0x6a;
    static final int I32_SUB = 0x6b;
    static final int I64_OR = 0x84;
    static final int I64_SHL = 0x86;
    static final int I64_SHR_U = 0x88;
    static final int I32_WRAP_I64 = 0xa7;
    static final int I64_EXTEND_I32_U = 0xad;
    static final int LAST_NUMERIC = 0xc4;

    /** Opcodes of two bytes are this, shifted, and the second byte. */
    static final int PREFIX = 0xfc;

    static final int MEMORY_INIT = 0xfc08;
    static final int DATA_DROP = 0xfc09;
    static final int MEMORY_COPY = 0xfc0a;
    static final int MEMORY_FILL = 0xfc0b;

    /** The type of a block that takes and leaves nothing, as it stands in the code. */
    static final int NO_RESULT = -64;

    private Op() {}

    /** Instructions with the index of a local variable, a global one, an element, a tag or a function. */
    static boolean hasIndex(int opcode) {
        return (opcode >= LOCAL_GET && opcode <= TABLE_SET) || opcode == THROW || opcode == CALL;
    }

    static boolean isLoad(int opcode) {
        return opcode >= FIRST_LOAD && opcode <= LAST_LOAD;
    }

    static boolean isStore(int opcode) {
        return opcode >= I32_STORE && opcode <= LAST_STORE;
    }

    static boolean isBlock(int opcode) {
        return opcode == BLOCK || opcode == LOOP || opcode == IF || opcode == TRY_TABLE;
    }

    static boolean isBranch(int opcode) {
        return opcode == BR || opcode == BR_IF || opcode == BR_TABLE;
    }

    static boolean isLocal(int opcode) {
        return opcode == LOCAL_GET || opcode == LOCAL_SET || opcode == LOCAL_TEE;
    }

    static boolean isMemory(int opcode) {
        return opcode >= FIRST_LOAD && opcode <= LAST_STORE;
    }

    /** After these the next instruction is not reached. */
    static boolean leaves(int opcode) {
        return opcode == BR || opcode == BR_TABLE || opcode == UNREACHABLE || opcode == RETURN || opcode == THROW;
    }
}
