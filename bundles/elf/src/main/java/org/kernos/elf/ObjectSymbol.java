package org.kernos.elf;

/**
 * One symbol of an object.
 *
 * @param value offset within its section; a common symbol's alignment; an absolute symbol's value
 * @param size in bytes, 0 when it is not known
 * @param binding STB_LOCAL is 0
 * @param type STT_FUNC is 2
 * @param visibility STV_DEFAULT is 0
 * @param section index of the section that defines it, or {@link #UNDEFINED}, {@link #ABSOLUTE}, {@link #COMMON}
 */
public record ObjectSymbol(String name, long value, long size, int binding, int type, int visibility, int section) {

    /** Somebody else has to define it. */
    public static final int UNDEFINED = 0;

    /** It is a number, no place. */
    public static final int ABSOLUTE = -1;

    /** A variable without a value, for which the linker finds the place. */
    public static final int COMMON = -2;

    private static final int LOCAL = 0;
    private static final int WEAK = 2;
    private static final int DATA = 1;
    private static final int SECTION = 3;
    private static final int THREAD_LOCAL = 6;
    private static final int CHOSEN = 10;
    private static final int DEFAULT = 0;
    private static final int PROTECTED = 3;

    public boolean isDefined() {
        return section != UNDEFINED;
    }

    /** Without a definition elsewhere a weak symbol is null, and no error. */
    public boolean isWeak() {
        return binding == WEAK;
    }

    public boolean isLocal() {
        return binding == LOCAL;
    }

    /** Whether it stands for the begin of a section; such symbols have no names of their own. */
    public boolean isSection() {
        return type == SECTION;
    }

    public boolean isThreadLocal() {
        return type == THREAD_LOCAL;
    }

    /** Whether it is the result of a function that chooses among several when the code is loaded (STT_GNU_IFUNC). */
    public boolean isChosenAtRunTime() {
        return type == CHOSEN;
    }

    public boolean isData() {
        return type == DATA || section == COMMON;
    }

    /** Whether others may use it. */
    public boolean isExported() {
        return isDefined() && !isLocal() && !name.isEmpty() && (visibility == DEFAULT || visibility == PROTECTED);
    }
}
