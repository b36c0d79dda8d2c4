package org.kernos.micropython.build;

import java.util.List;

/** What a function takes and gives, in the bytes that stand for the types. */
record FunctionType(List<Integer> parameters, List<Integer> results) {

    static final int I32 = 0x7f;
    static final int I64 = 0x7e;

    FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The same without the first parameter. */
    FunctionType withoutFirst() {
        return new FunctionType(parameters.subList(1, parameters.size()), results);
    }
}
