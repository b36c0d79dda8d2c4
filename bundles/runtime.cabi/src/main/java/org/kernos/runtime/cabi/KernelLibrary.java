package org.kernos.runtime.cabi;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A kernel's library while it is mapped. Holds the {@link NativeLibrary} strongly: JNA closes one that is unreachable,
 * and the next call through an address of it would end the JVM (native U-2).
 */
final class KernelLibrary implements AutoCloseable {

    static final String INIT = "kernel_init";
    static final String SHUTDOWN = "kernel_shutdown";
    static final String RECONFIGURE = "kernel_reconfigure";

    private final NativeLibrary library;

    private KernelLibrary(NativeLibrary library) {
        this.library = library;
    }

    /**
     * @throws UnsatisfiedLinkError when the dynamic linker refuses; nothing is mapped then
     */
    static KernelLibrary open(Path file) {
        return new KernelLibrary(NativeLibrary.getInstance(file.toAbsolutePath().toString(), OpenFlags.nowAndLocal()));
    }

    /** The address of an exported symbol, or 0. */
    long find(String symbol) {
        try {
            return Pointer.nativeValue(library.getGlobalVariableAddress(symbol));
        } catch (UnsatisfiedLinkError e) {
            return 0;
        }
    }

    /**
     * The linker's own words in one sentence. JNA tries a name in several ways and lists each answer with the path of our
     * private copy, which says nothing to the author.
     */
    static String reason(UnsatisfiedLinkError error, Path file) {
        String directory = file.toAbsolutePath().getParent() + "/";
        return Arrays.stream(String.valueOf(error.getMessage()).split("\n"))
                .filter(line -> !line.startsWith("Unable to load library"))
                .filter(line -> !line.startsWith("Native library ("))
                .map(line -> line.replace(directory, "").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        library.close();
    }
}
