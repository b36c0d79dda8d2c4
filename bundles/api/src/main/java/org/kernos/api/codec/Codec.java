package org.kernos.api.codec;

import org.kernos.api.Problem;
import org.kernos.api.value.Signature;
import org.kernos.api.value.Value;

/**
 * Turns values, signatures and problems into bytes and back, exactly: what is read equals what was written, down to the
 * bits of a NaN. Both forms are described in {@code docs/formats/values.md} and are the same on every platform
 * (architecture A-6).
 *
 * <p>Reading is safe for bytes from anywhere: it allocates in proportion to the bytes that are there, never to a length
 * they claim, uses no more of the thread's stack for deep nesting, and throws nothing but {@link CodecException}. The
 * limits hold for writing too, so that what one side writes the other, with the same limits, reads. Immutable; any number
 * of threads may use one codec.
 *
 * @param form which of the two forms
 * @param maxBytes the most bytes that are written or read, at least 1
 * @param maxNesting how deep lists, and prefixes such as some, may stand within each other, at least 1; an atom alone has
 *     depth 0, an empty list 1
 */
public record Codec(Form form, int maxBytes, int maxNesting) {

    /** The most bytes, unless a codec says otherwise: any list of a million numbers fits in the binary form. */
    public static final int DEFAULT_MAX_BYTES = 16 << 20;

    /** The nesting that is accepted from untrusted input (architecture O-4). */
    public static final int DEFAULT_MAX_NESTING = 512;

    /** The compact form, with the default limits. */
    public static final Codec BINARY = new Codec(Form.BINARY, DEFAULT_MAX_BYTES, DEFAULT_MAX_NESTING);

    /** JSON in UTF-8, with the default limits. */
    public static final Codec JSON = new Codec(Form.JSON, DEFAULT_MAX_BYTES, DEFAULT_MAX_NESTING);

    /** How something is written as bytes. */
    public enum Form {
        /** Compact; everything has exactly one sequence of bytes, so equal bytes and equal values are the same. */
        BINARY,
        /** For people and for clients in other languages; readers accept white space and keys in any order. */
        JSON
    }

    /**
     * @throws IllegalArgumentException for a limit below 1
     */
    public Codec {
        if (maxBytes < 1 || maxNesting < 1) {
            throw new IllegalArgumentException(
                    "limits of " + maxBytes + " bytes and " + maxNesting + " levels, expected at least 1 of each");
        }
    }

    /**
     * The bytes of this value.
     *
     * @throws CodecException when it is nested too deeply or its form is too long
     */
    public byte[] write(Value value) {
        Output out = new Output(maxBytes);
        switch (form) {
            case BINARY -> BinaryValueWriter.write(value, out, maxNesting);
            case JSON -> JsonValueWriter.write(value, out, maxNesting);
        }
        return out.toBytes();
    }

    /**
     * The bytes of this signature.
     *
     * @throws CodecException when a type in it is nested too deeply or its form is too long
     */
    public byte[] write(Signature signature) {
        Output out = new Output(maxBytes);
        switch (form) {
            case BINARY -> new BinarySignatureWriter(out, typeNesting()).write(signature);
            case JSON -> new JsonSignatureWriter(out, typeNesting()).write(signature);
        }
        return out.toBytes();
    }

    /**
     * The bytes of this problem.
     *
     * @throws CodecException when its form is too long
     */
    public byte[] write(Problem problem) {
        Output out = new Output(maxBytes);
        switch (form) {
            case BINARY -> BinaryProblems.write(problem, out);
            case JSON -> JsonProblemWriter.write(problem, out);
        }
        return out.toBytes();
    }

    /**
     * The value that these bytes stand for.
     *
     * @throws CodecException when they stand for none, or exceed a limit
     */
    public Value readValue(byte[] bytes) {
        checkLength(bytes);
        return switch (form) {
            case BINARY -> BinaryValueReader.read(new Input(bytes), maxNesting);
            case JSON -> JsonValueReader.read(JsonInput.of(bytes), maxNesting);
        };
    }

    /**
     * The signature that these bytes stand for.
     *
     * @throws CodecException when they stand for none, or exceed a limit
     */
    public Signature readSignature(byte[] bytes) {
        checkLength(bytes);
        return switch (form) {
            case BINARY -> new BinarySignatureReader(new Input(bytes), typeNesting()).read();
            case JSON -> new JsonSignatureReader(JsonInput.of(bytes), typeNesting()).read();
        };
    }

    /**
     * The problem that these bytes stand for.
     *
     * @throws CodecException when they stand for none, exceed a limit, or have a code that only a later version knows,
     *     in which case the message quotes theirs
     */
    public Problem readProblem(byte[] bytes) {
        checkLength(bytes);
        return switch (form) {
            case BINARY -> BinaryProblems.read(new Input(bytes));
            case JSON -> new JsonProblemReader(JsonInput.of(bytes)).read();
        };
    }

    private void checkLength(byte[] bytes) {
        if (bytes.length > maxBytes) {
            throw CodecException.tooLong(maxBytes);
        }
    }

    /** Types are followed by recursion, as everywhere, so a higher limit for values is not one for them. */
    private int typeNesting() {
        return Math.min(maxNesting, DEFAULT_MAX_NESTING);
    }
}
