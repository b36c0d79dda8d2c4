package org.kernos.sxs.script;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;

/** A list of a program as Java sees it, which is that very list, of its kind, when a program sees it again. */
final class ValueList extends AbstractList<@Nullable Object> implements RandomAccess {

    private final Value.ListValue value;
    private final JavaObjects objects;

    ValueList(Value.ListValue value, JavaObjects objects) {
        this.value = value;
        this.objects = objects;
    }

    Value.ListValue value() {
        return value;
    }

    @Override
    public @Nullable Object get(int index) {
        return objects.toJava(value.elements().get(index));
    }

    @Override
    public int size() {
        return value.elements().size();
    }
}
