package org.kernos.sxs.tree;

import java.util.Arrays;
import org.kernos.api.value.Value;

/** The error values that instructions answer with. */
final class Errors {

    private Errors() {}

    /** {@code @(no matching handler found)}, of these words. */
    static Value error(String... words) {
        return new Value.Error(
                Value.paren(Arrays.stream(words).map(Value.Symbol::new).toArray(Value[]::new)));
    }
}
