package org.kernos.runtime.micropython.interpreter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Files beside the tests: {@code senslib.py}, and {@code senslib.mpy} and {@code native.mpy} as mpy-cross 6 (npm, by Pybricks) has
 * compiled them.
 */
final class TestFile {

    private TestFile() {}

    static byte[] read(String name) {
        try (InputStream input = Objects.requireNonNull(TestFile.class.getResourceAsStream(name), name)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
