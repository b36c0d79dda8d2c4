package org.kernos.sxs.slp;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.kernos.api.value.ValueType;

/**
 * The symbols of one text. Most of them repeat, and one that was met a while ago is not made again. A place is looked for in
 * two slots only and taken from who had it: a table that keeps all could be made slow by a text written against its hash.
 */
final class Symbols {

    /** The words by which programs define names (sxs-language, section 3). */
    private static final Set<String> DEFINING = Set.of("def", "export");

    /** From so many bytes on, compiled code is faster with long words. */
    private static final int LONG = 10;

    private static final int SMALLEST = 16;
    private static final int LARGEST = 8_192;
    private static final int BYTES_PER_SLOT = 16;

    private final byte[] bytes;

    /** Where a symbol of a certain hash was met last. */
    private final @Nullable Node[] met;

    private final int shift;

    Symbols(byte[] bytes) {
        this.bytes = bytes;
        int size = Math.max(SMALLEST, Math.min(LARGEST, Integer.highestOneBit(bytes.length / BYTES_PER_SLOT + 1)));
        met = new Node[size];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
    }

    /**
     * The symbol that stands here.
     *
     * @param hash of its bytes; the better, the fewer symbols are made twice
     */
    Node read(int start, int end, int hash) {
        int slot = (hash * 0x9E3779B9) >>> shift;
        Node first = met[slot];
        if (first != null && isSame(first, start, end)) {
            return first.at(start, end);
        }
        Node second = met[slot ^ 1];
        if (second != null && isSame(second, start, end)) {
            return second.at(start, end);
        }
        met[slot ^ 1] = first;
        Value.Symbol symbol = Atom.symbol(bytes, start, end);
        Node made = new Node(ValueType.SYMBOL, symbol, start, end, DEFINING.contains(symbol.name()));
        met[slot] = made;
        return made;
    }

    /** Short ones by a loop of its own: what compares arrays in long words is slow until the JVM has compiled it. */
    private boolean isSame(Node other, int start, int end) {
        int before = other.start();
        if (end - start >= LONG) {
            return Arrays.equals(bytes, before, other.end(), bytes, start, end);
        } else if (other.end() - before != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] != bytes[before++]) {
                return false;
            }
        }
        return true;
    }
}
