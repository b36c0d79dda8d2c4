package org.kernos.runtime.cabi.jna;

import com.sun.jna.Pointer;
import java.util.Optional;
import org.kernos.api.value.NumberList;
import org.kernos.api.value.Value;

/** The table's functions that read objects. An object of another type reads as nothing: 0, "" or none (native C-9). */
final class ObjectReader {

    private final JnaKernel kernel;
    private final HandleTable handles;
    private final Constants constants;

    ObjectReader(JnaKernel kernel, HandleTable handles) {
        this.kernel = kernel;
        this.handles = handles;
        this.constants = handles.constants();
    }

    int type(long object) {
        return kernel.value(object).type().code();
    }

    long asInt(long object) {
        return kernel.value(object) instanceof Value.Int number ? number.value() : 0;
    }

    double asReal(long object) {
        return kernel.value(object) instanceof Value.Real number ? number.value() : 0.0;
    }

    long asString(long object) {
        return kernel.value(object) instanceof Value.Str string ? text(object, string) : constants.emptyText();
    }

    long asSymbol(long object) {
        return kernel.value(object) instanceof Value.Symbol symbol
                ? text(object, new Value.Str(symbol.name()))
                : constants.emptyText();
    }

    private long text(long object, Value.Str content) {
        Place place = place(object, content);
        long block = place.arena().findBlock(place.handle());
        return block != 0 ? block : place.arena().addBlock(place.handle(), content.bytes());
    }

    /** Where what belongs to an object is kept, and under which handle. */
    private record Place(Arena arena, long handle) {}

    /** A retained object has no room of its own: what is read of it lives in the running call, as its reader expects. */
    private Place place(long object, Value value) {
        if (handles.store(object) instanceof Arena arena) {
            return new Place(arena, object);
        }
        Arena current = kernel.objects();
        return new Place(current, current.add(value));
    }

    /** The list's own handle, or NULL for what is no list. */
    long asList(long object) {
        return kernel.value(object) instanceof Value.ListValue list
                ? place(object, list).handle()
                : 0;
    }

    long listSize(long list) {
        return kernel.value(list) instanceof Value.ListValue value
                ? value.elements().size()
                : 0;
    }

    long listAt(long list, long index) {
        if (handles.store(list) instanceof Arena arena) {
            long element = arena.element(list, index);
            if (element != 0) {
                return element;
            }
        }
        Value value = kernel.value(list);
        if (value == Constants.STALE) {
            return constants.stale();
        } else if (value instanceof Value.ListValue retained
                && index >= 0
                && index < retained.elements().size()) {
            return kernel.objects().add(retained.elements().get((int) index));
        }
        return constants.none();
    }

    int someHasValue(long object) {
        return kernel.value(object) instanceof Value.Some some && !(some.wrapped() instanceof Value.None) ? 1 : 0;
    }

    long someGetValue(long object) {
        return kernel.value(object) instanceof Value.Some some
                ? kernel.objects().add(some.wrapped())
                : constants.none();
    }

    long asBytes(long object, long length) {
        Value value = kernel.value(object);
        if (value instanceof Value.Symbol symbol) {
            value = new Value.Str(symbol.name());
        }
        if (!(value instanceof Value.Str string)) {
            return absent(length);
        }
        byte[] content = string.bytes();
        writeCount(length, content.length);
        Place place = place(object, value);
        return place.arena().addBlock(place.handle(), content);
    }

    long asInts(long object, long count) {
        Value value = kernel.value(object);
        Optional<long[]> numbers =
                value instanceof Value.ListValue list ? NumberList.toLongs(list.elements()) : Optional.empty();
        if (numbers.isEmpty()) {
            return absent(count);
        }
        writeCount(count, numbers.get().length);
        Place place = place(object, value);
        return place.arena().addBlock(place.handle(), numbers.get());
    }

    long asReals(long object, long count) {
        Value value = kernel.value(object);
        Optional<double[]> numbers =
                value instanceof Value.ListValue list ? NumberList.toDoubles(list.elements()) : Optional.empty();
        if (numbers.isEmpty()) {
            return absent(count);
        }
        writeCount(count, numbers.get().length);
        Place place = place(object, value);
        return place.arena().addBlock(place.handle(), numbers.get());
    }

    private static long absent(long count) {
        writeCount(count, 0);
        return 0;
    }

    /** Through a pointer that may be NULL. */
    private static void writeCount(long pointer, long count) {
        if (pointer != 0) {
            new Pointer(pointer).setLong(0, count);
        }
    }
}
