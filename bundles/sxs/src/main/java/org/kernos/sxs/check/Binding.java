package org.kernos.sxs.check;

import org.jspecify.annotations.Nullable;

/** What is known of a name in one scope: where it may be defined, and as what. */
final class Binding {

    private final @Nullable Binding outer;
    private int definitions;
    private int seen;
    private @Nullable StaticType known;
    private @Nullable StaticType announced;
    private int branch;
    private int offset;

    /**
     * @param outer the same name in the next scope around it that may define it
     */
    Binding(@Nullable Binding outer) {
        this.outer = outer;
    }

    @Nullable
    Binding outer() {
        return outer;
    }

    /**
     * Notes a place where it may be defined, before that is checked.
     *
     * @param lambda its type, when it is a lambda and known already
     */
    void announce(@Nullable StaticType lambda) {
        definitions++;
        announced = definitions == 1 ? lambda : null;
    }

    /** Notes its value at a place that has been checked. */
    void define(StaticType type) {
        seen++;
        known = known == null ? type : known.or(type);
    }

    /** What its value is where it has one. */
    StaticType type() {
        if (known != null && seen >= definitions) {
            return known;
        }
        return announced == null ? StaticType.ANY : announced;
    }

    /** Whether it has a value here whatever the program has done before. */
    boolean isDefined() {
        return branch != 0;
    }

    /** Where it got its value; 0 when that is not certain. */
    int branch() {
        return branch;
    }

    /** The place of the definition. */
    int offset() {
        return offset;
    }

    /**
     * @param newBranch the part of the program that is evaluated as a whole, or 0 when that part is left and may have been passed over
     */
    void defined(int newBranch, int newOffset) {
        branch = newBranch;
        offset = newOffset;
    }
}
