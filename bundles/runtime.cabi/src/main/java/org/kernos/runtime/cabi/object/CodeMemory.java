package org.kernos.runtime.cabi.object;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kernos.api.ModuleException;

/** Memory that is written first and executed later, never both at once (native E-2, E-3). */
final class CodeMemory implements AutoCloseable {

    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int BELOW_2_GIB = 0x40;
    private static final long FAILED = -1;

    /** So far from the C library that 32-bit distances reach all of it, and of what stands beside it. */
    private static final long NEAR = 1L << 30;

    private static final NativeLibrary C = NativeLibrary.getProcess();

    private final ObjectFile file;
    private final long address;
    private final long size;

    private CodeMemory(ObjectFile file, long address, long size) {
        this.file = file;
        this.address = address;
        this.size = size;
    }

    static int pageSize() {
        return C.getFunction("getpagesize").invokeInt(new Object[0]);
    }

    /**
     * @param isLow whether addresses have to be below 2 GiB; otherwise it is near the C library, if there is room
     * @throws ModuleException when the system gives none
     */
    static CodeMemory reserve(ObjectFile file, long size, boolean isLow) throws ModuleException {
        if (!Platform.isLinux()) {
            throw new ModuleException(file.unsupported("cannot be linked: objects are linked on Linux only")
                    .fix("build a shared library"));
        }
        long address = isLow ? map(0, size, BELOW_2_GIB) : near(size);
        if (address == FAILED) {
            throw new ModuleException(file.unsupported("takes " + size + " bytes of memory"
                            + (isLow ? " below 2 GiB" : "") + ", which the system does not give (mmap, error "
                            + Native.getLastError() + ")")
                    .fix(isLow ? "compile with -fPIC" : "give the process more memory"));
        }
        return new CodeMemory(file, address, size);
    }

    /** The system mostly gives what is near the C library without being asked: reading the maps takes long. */
    private static long near(long size) {
        // Not malloc, which another library may have replaced.
        long library = ProcessSymbols.find("getppid");
        long address = map(0, size, 0);
        if (address == FAILED || isNear(address, library)) {
            return address;
        }
        unmap(address, size);
        return map(gapNear(maps(), library, size), size, 0);
    }

    private static boolean isNear(long address, long library) {
        return Math.abs(address - library) < NEAR;
    }

    /** The end of the gap between two mappings that is the nearest; 0 when there is none. */
    static long gapNear(List<String> maps, long library, long size) {
        long previousEnd = 0;
        long nearest = 0;
        for (String line : maps) {
            int hyphen = line.indexOf('-');
            long start = Long.parseUnsignedLong(line, 0, hyphen, 16);
            long candidate = start - size;
            if (previousEnd != 0
                    && start - previousEnd >= size
                    // The stack grows into the gap below it.
                    && !line.endsWith("[stack]")
                    && isNear(candidate, library)
                    && (nearest == 0 || Math.abs(candidate - library) < Math.abs(nearest - library))) {
                nearest = candidate;
            }
            previousEnd = Long.parseUnsignedLong(line, hyphen + 1, line.indexOf(' '), 16);
        }
        return nearest;
    }

    private static List<String> maps() {
        try {
            byte[] maps = Files.readAllBytes(Path.of("/proc/self/maps"));
            return new String(maps, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            // Without them the system chooses, and what is out of reach is named.
            return List.of();
        }
    }

    private static long map(long wish, long size, int flags) {
        return C.getFunction("mmap")
                .invokeLong(new Object[] {wish, size, READ | WRITE, PRIVATE_ANONYMOUS | flags, -1, 0L});
    }

    private static void unmap(long address, long size) {
        C.getFunction("munmap").invokeInt(new Object[] {address, size});
    }

    long address() {
        return address;
    }

    void write(byte[] bytes) {
        new Pointer(address).write(0, bytes, 0, bytes.length);
    }

    /**
     * @param start from the begin, as the end a multiple of the page size
     * @throws ModuleException when the system forbids it
     */
    void protect(long start, long end, int protection) throws ModuleException {
        if (end > start
                && C.getFunction("mprotect").invokeInt(new Object[] {address + start, end - start, protection}) != 0) {
            throw new ModuleException(file.unsupported("cannot be given "
                            + ((protection & EXECUTE) != 0 ? "executable" : "write-protected")
                            + " memory: the system refuses mprotect with error " + Native.getLastError())
                    .fix("allow this process executable memory, or build a shared library"));
        }
    }

    /**
     * Makes what was written visible to the part of the processor that fetches instructions. Linux does so when it makes fresh memory
     * executable; some compilers' libraries have a function for it as well. x86 needs neither.
     */
    void flush(long end) {
        long function = Platform.isARM() ? ProcessSymbols.find("__clear_cache") : 0;
        if (function != 0) {
            Function.getFunction(new Pointer(function)).invokeVoid(new Object[] {address, address + end});
        }
    }

    @Override
    public void close() {
        unmap(address, size);
    }
}
