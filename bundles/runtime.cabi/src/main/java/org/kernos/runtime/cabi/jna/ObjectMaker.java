package org.kernos.runtime.cabi.jna;

import com.sun.jna.Pointer;
import java.util.Arrays;
import java.util.List;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Value;

/** The table's functions that make objects, exactly as they are given (native C-10). */
final class ObjectMaker {

    private final JnaKernel kernel;
    private final Constants constants;

    ObjectMaker(JnaKernel kernel, Constants constants) {
        this.kernel = kernel;
        this.constants = constants;
    }

    private long make(Value value) {
        return kernel.objects().add(value);
    }

    long createInt(long value) {
        return make(new Value.Int(value));
    }

    long createReal(double value) {
        return make(new Value.Real(value));
    }

    long createString(long text) {
        return text == 0 ? constants.none() : make(Value.Str.ofBytes(NativeMemory.readText(text)));
    }

    long createSymbol(long name) {
        return name == 0
                ? constants.none()
                : make(new Value.Symbol(
                        Value.Str.ofBytes(NativeMemory.readText(name)).text()));
    }

    long createBytes(long bytes, long length) {
        return make(
                bytes == 0 ? new Value.Str("") : Value.Str.ofBytes(new Pointer(bytes).getByteArray(0, count(length))));
    }

    long createParenList(long objects, long count) {
        return make(new Value.ListValue(ListKind.PAREN, elements(objects, count)));
    }

    long createBracketList(long objects, long count) {
        return make(new Value.ListValue(ListKind.BRACKET, elements(objects, count)));
    }

    long createBraceList(long objects, long count) {
        return make(new Value.ListValue(ListKind.BRACE, elements(objects, count)));
    }

    /** NULL elements become none; without an array the list is empty, whatever the count (native C-9). */
    private List<Value> elements(long objects, long count) {
        if (objects == 0) {
            return List.of();
        }
        long[] elements = new Pointer(objects).getLongArray(0, count(count));
        return Arrays.stream(elements).mapToObj(kernel::value).toList();
    }

    long createInts(long values, long count) {
        return make(values == 0 ? Value.ints() : Value.ints(new Pointer(values).getLongArray(0, count(count))));
    }

    long createReals(long values, long count) {
        return make(values == 0 ? Value.reals() : Value.reals(new Pointer(values).getDoubleArray(0, count(count))));
    }

    long createError(long wrapped) {
        return make(new Value.Error(kernel.value(wrapped)));
    }

    long createSome(long wrapped) {
        return make(new Value.Some(kernel.value(wrapped)));
    }

    long createDatum(long wrapped) {
        return make(new Value.Datum(kernel.value(wrapped)));
    }

    private static int count(long count) {
        if (count < 0 || count > ObjectStore.MAX_INDEX) {
            throw new IllegalArgumentException("a count of " + Long.toUnsignedString(count)
                    + " was passed to the kernel table, expected at most " + ObjectStore.MAX_INDEX);
        }
        return (int) count;
    }
}
