package org.kernos.runtime.micropython;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.kernos.runtime.micropython.interpreter.PythonTuple;

/**
 * Plain Python data as bytes, exactly: {@code None}, {@code bool}, {@code int} of any size, {@code float}, {@code str}, {@code bytes},
 * {@code list}, {@code tuple}, {@code dict}. The binary form of values (docs/formats/values.md) has neither booleans nor large integers.
 *
 * <p>The first byte is 1. A value is a letter and what belongs to it: {@code N}, {@code T}, {@code F}; {@code D} and the eight bytes of a
 * float; {@code I}, {@code S} and {@code B} with a length and so many bytes (an integer's two's complement, text as UTF-8); {@code L},
 * {@code U} and {@code M} with a count and so many values (of a dictionary: keys and values in turn). Lengths, counts and floats are
 * big-endian, of four and eight bytes.
 */
final class StateCodec {

    private static final int FORM = 1;
    private static final int DEEPEST = 100;

    private StateCodec() {}

    /**
     * @throws IllegalArgumentException for what is no plain data, saying what it is
     */
    static byte[] encode(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            output.writeByte(FORM);
            write(value, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, DataOutputStream output) throws IOException {
        if (value == null) {
            output.writeByte('N');
        } else if (value instanceof Boolean bool) {
            output.writeByte(bool ? 'T' : 'F');
        } else if (value instanceof Long number) {
            block('I', BigInteger.valueOf(number).toByteArray(), output);
        } else if (value instanceof BigInteger number) {
            block('I', number.toByteArray(), output);
        } else if (value instanceof Double number) {
            output.writeByte('D');
            output.writeDouble(number);
        } else if (value instanceof String text) {
            block('S', new Value.Str(text).bytes(), output);
        } else if (value instanceof byte[] bytes) {
            block('B', bytes, output);
        } else {
            container(value, output);
        }
    }

    private static void block(char kind, byte[] bytes, DataOutputStream output) throws IOException {
        output.writeByte(kind);
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    private static void container(Object value, DataOutputStream output) throws IOException {
        if (value instanceof List<?> list) {
            elements('L', list.size(), list, output);
        } else if (value instanceof PythonTuple tuple) {
            elements('U', tuple.elements().size(), tuple.elements(), output);
        } else if (value instanceof Map<?, ?> map) {
            List<@Nullable Object> pairs = new ArrayList<>(2 * map.size());
            map.forEach((key, element) -> {
                pairs.add(key);
                pairs.add(element);
            });
            elements('M', map.size(), pairs, output);
        } else {
            throw new IllegalArgumentException(
                    "an object that is none of None, bool, int, float, str, bytes, list, tuple and dict");
        }
    }

    private static void elements(char kind, int count, List<?> elements, DataOutputStream output) throws IOException {
        output.writeByte(kind);
        output.writeInt(count);
        for (Object element : elements) {
            write(element, output);
        }
    }

    /**
     * @throws IllegalArgumentException for bytes that are not of this form, saying where
     */
    static @Nullable Object decode(byte[] state) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(state);
        try (DataInputStream input = new DataInputStream(bytes)) {
            int form = input.readUnsignedByte();
            if (form != FORM) {
                throw new IllegalArgumentException("its form is " + form + ", expected " + FORM);
            }
            Object value = read(input, 0);
            if (input.available() > 0) {
                throw new IllegalArgumentException("it has " + input.available() + " bytes behind its end");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException("it ends after " + state.length + " bytes, in the middle of a value", e);
        }
    }

    private static @Nullable Object read(DataInputStream input, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested deeper than " + DEEPEST);
        }
        int kind = input.readUnsignedByte();
        return switch (kind) {
            case 'N' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'I' -> integer(block(input));
            case 'D' -> input.readDouble();
            case 'S' -> Value.Str.ofBytes(block(input)).text();
            case 'B' -> block(input);
            case 'L' -> list(input, depth);
            case 'U' -> new PythonTuple(list(input, depth));
            case 'M' -> map(input, depth);
            default -> throw new IllegalArgumentException("it has a value of the unknown kind " + kind);
        };
    }

    private static byte[] block(DataInputStream input) throws IOException {
        return input.readNBytes(length(input));
    }

    /** Every element takes a byte at least, so that no damaged length takes memory. */
    private static int length(DataInputStream input) throws IOException {
        int length = input.readInt();
        if (length < 0 || length > input.available()) {
            throw new IllegalArgumentException(
                    "it has a length of " + length + " with " + input.available() + " bytes left");
        }
        return length;
    }

    private static Object integer(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("it has an integer without bytes");
        }
        BigInteger value = new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static List<@Nullable Object> list(DataInputStream input, int depth) throws IOException {
        int count = length(input);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(read(input, depth + 1));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(DataInputStream input, int depth) throws IOException {
        int count = length(input);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Object key = read(input, depth + 1);
            map.put(key, read(input, depth + 1));
        }
        return map;
    }
}
