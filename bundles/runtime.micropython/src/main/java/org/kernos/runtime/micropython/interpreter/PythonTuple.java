package org.kernos.runtime.micropython.interpreter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tuple; lists are {@link List}s. */
public record PythonTuple(List<@Nullable Object> elements) {

    public PythonTuple {
        // Not List.copyOf: None is null.
        elements = Collections.unmodifiableList(new ArrayList<>(elements));
    }

    public static PythonTuple of(@Nullable Object... elements) {
        return new PythonTuple(Arrays.asList(elements));
    }
}
