package org.kernos.api.codec;

import java.util.Arrays;
import java.util.Optional;
import org.kernos.api.value.ValueType;

/** The keys of the objects that stand for values: the types' keywords without the colon. */
final class JsonKeys {

    private JsonKeys() {}

    static String of(ValueType type) {
        return type.keyword().substring(1);
    }

    static Optional<ValueType> find(String key) {
        return Arrays.stream(ValueType.values())
                .filter(type -> of(type).equals(key))
                .findFirst();
    }
}
