package org.kernos.runtime.cabi.object;

/**
 * One kind of relocation.
 *
 * @param code as the machine numbers it
 * @param name as the machine's ABI document has it
 * @param plainAddend the addend with which it names the symbol itself and not a place inside it
 */
record RelocationType(int code, String name, Use use, long plainAddend, Formula formula, RelocationField field) {

    /** What is to be there for it, besides the symbol. */
    enum Use {
        NOTHING,
        /** A slot with the symbol's address in the global offset table. */
        SLOT,
        /** As before, where the addend would stand for another slot: it has to be 0. */
        EXACT_SLOT,
        /** A jump to the symbol will do if that is a function out of reach: the code calls it or takes its address. */
        ADDRESS,
        /** As before, and the object has to be in the lowest 2 GiB. */
        LOW_ADDRESS,
        /** A jump to the symbol will do: the code calls it. */
        CALL;

        boolean needsSlot() {
            return this == SLOT || this == EXACT_SLOT;
        }

        boolean allowsJump() {
            return this == ADDRESS || this == LOW_ADDRESS || this == CALL;
        }
    }

    @FunctionalInterface
    interface Formula {
        long of(Site site);
    }
}
