package org.kernos.runtime.cabi.object;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where an object finds what it does not define itself (native E-4). */
@FunctionalInterface
public interface SymbolSource {

    /** Empty when it is not defined here. */
    Optional<Definition> definitionOf(String symbol);

    /**
     * Where a symbol is.
     *
     * @param isData whether it is a variable and no function; asked only when it matters
     */
    record Definition(long address, BooleanSupplier isData) {

        public static Definition function(long address) {
            return new Definition(address, () -> false);
        }

        public static Definition data(long address) {
            return new Definition(address, () -> true);
        }
    }

    /** This source first, then another one. */
    default SymbolSource then(SymbolSource other) {
        return symbol -> definitionOf(symbol).or(() -> other.definitionOf(symbol));
    }
}
