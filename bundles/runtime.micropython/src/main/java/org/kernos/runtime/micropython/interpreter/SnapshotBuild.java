package org.kernos.runtime.micropython.interpreter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/**
 * A part of the build: starts an interpreter and writes what it holds then. All others go on from that, the first of a process too, for
 * which starting would be the larger half of its first result.
 */
final class SnapshotBuild {

    private SnapshotBuild() {}

    /**
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            start().started().orElseThrow().write(out);
        }
    }

    /** An image whose first interpreter has started. */
    static MicroPythonImage start() {
        MicroPythonImage image = MicroPythonImage.loadUnstarted();
        try (Watchdog watchdog = new Watchdog()) {
            new Interpreter(new Interpreter.Surroundings(
                            image,
                            watchdog,
                            InterpreterLimits.DEFAULT,
                            name -> Optional.empty(),
                            (text, isError) -> {}))
                    .close();
        }
        return image;
    }
}
