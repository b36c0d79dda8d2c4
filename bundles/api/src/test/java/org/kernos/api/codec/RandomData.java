package org.kernos.api.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/** Values, signatures and problems of every sort, from one seed. */
final class RandomData {

    private static final String[] TEXTS = {
        "",
        "a",
        "\0",
        "\"\\/\b\f\n\r\t\u001F\u007F",
        "é€😀",
        "\u2028",
        "\uFFFD",
        "\uFEFF",
        "\uDCFF",
        "a\uDC80b",
        "\uDCC3\uDCA9",
        "\uD800",
        "\uDBFF\uDBFF\uDC00",
        "\uDC00",
        "x".repeat(70)
    };

    private static final double[] REALS = {
        0.0,
        -0.0,
        1,
        -1.5,
        1e20,
        2e23,
        0.1,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
        Double.longBitsToDouble(0xFFFF_FFFF_FFFF_FFFFL)
    };

    private final Random random;

    RandomData(long seed) {
        random = new Random(seed);
    }

    Value value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 14)) {
            case 0 -> Value.NONE;
            case 1 -> integer();
            case 2 -> real();
            case 3 -> new Value.Str(text());
            case 4 -> new Value.Symbol(text());
            case 5 -> new Value.Some(value(depth - 1));
            case 6 -> new Value.Error(value(depth - 1));
            case 7 -> new Value.Datum(value(depth - 1));
            case 8 -> new Value.Aberrant(value(depth - 1));
            case 9 -> new Value.ListValue(kind(), several(this::integer));
            case 10 -> new Value.ListValue(kind(), several(this::real));
            case 11 ->
                new Value.ListValue(
                        kind(), Value.ints(random.longs(3).toArray()).elements());
            default -> new Value.ListValue(kind(), several(() -> value(depth - 1)));
        };
    }

    Signature signature() {
        List<Parameter> parameters = new ArrayList<>(several(() -> new Parameter(text(), type(3), false)));
        if (random.nextBoolean()) {
            parameters.add(new Parameter(text(), type(3), true));
        }
        return new Signature(parameters, type(3));
    }

    private TypeSpec type(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> TypeSpec.ANY;
            case 1, 2 -> new TypeSpec.Exact(ValueType.values()[random.nextInt(ValueType.values().length)]);
            default -> new TypeSpec.Fn(several(() -> type(depth - 1)), type(depth - 1));
        };
    }

    Problem problem() {
        Optional<Place> place = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Place(text(), random.nextInt(), random.nextInt() >> random.nextInt(32)));
        ProblemCode code = ProblemCode.values()[random.nextInt(ProblemCode.values().length)];
        Optional<String> fix = random.nextBoolean() ? Optional.empty() : Optional.of(text());
        return new Problem(code, text(), place, several(this::text), fix);
    }

    private <T> List<T> several(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        for (int missing = random.nextInt(5); missing > 0; missing--) {
            elements.add(element.get());
        }
        return elements;
    }

    private ListKind kind() {
        return ListKind.values()[random.nextInt(3)];
    }

    private Value integer() {
        return new Value.Int(random.nextLong() >> random.nextInt(64));
    }

    private Value real() {
        boolean isAny = random.nextBoolean();
        return new Value.Real(isAny ? Double.longBitsToDouble(random.nextLong()) : REALS[random.nextInt(REALS.length)]);
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
            case 1 -> {
                byte[] bytes = new byte[random.nextInt(8)];
                random.nextBytes(bytes);
                yield Value.Str.ofBytes(bytes).text();
            }
            default -> TEXTS[random.nextInt(TEXTS.length)];
        };
    }

    /** A copy of these bytes with one to four changes. */
    byte[] mutate(byte[] bytes, byte[] special) {
        List<Byte> changed = new ArrayList<>();
        for (byte b : bytes) {
            changed.add(b);
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            mutate(changed, special);
        }
        byte[] result = new byte[changed.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = changed.get(i);
        }
        return result;
    }

    private void mutate(List<Byte> bytes, byte[] special) {
        int at = random.nextInt(bytes.size() + 1);
        byte next = random.nextBoolean() ? (byte) random.nextInt() : special[random.nextInt(special.length)];
        if (at == bytes.size()) {
            bytes.add(next);
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> bytes.set(at, next);
            case 1 -> bytes.add(at, next);
            case 2 -> bytes.remove(at);
            case 3 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
            case 4 ->
                bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(5)))
                        .clear();
            default -> bytes.addAll(at, List.copyOf(bytes.subList(at, Math.min(bytes.size(), at + 6))));
        }
    }
}
