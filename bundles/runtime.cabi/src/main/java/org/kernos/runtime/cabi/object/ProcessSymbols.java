package org.kernos.runtime.cabi.object;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process defines for everyone, and the three libraries of the compiler and of C that every system with C++ has, which some
 * JVMs carry inside themselves, and so do not show.
 */
public final class ProcessSymbols implements SymbolSource {

    private static final List<String> LIBRARIES = List.of("libm.so.6", "libgcc_s.so.1", "libstdc++.so.6");

    /** Never closed: what was resolved against them may be in use until the process ends. */
    private static final Map<String, Optional<NativeLibrary>> OPENED = new ConcurrentHashMap<>();

    private static final NativeLibrary PROCESS = NativeLibrary.getProcess();

    /** RTLD_NOW; RTLD_LOCAL is 0. Objects are linked on Linux only. */
    private static final int NOW_AND_LOCAL = 2;

    /** Of {@code dladdr1}: give the symbol's entry. */
    private static final int RTLD_DL_SYMENT = 1;

    private static final int STT_OBJECT = 1;

    @Override
    public Optional<Definition> definitionOf(String symbol) {
        long address = find(symbol);
        return address == 0 ? Optional.empty() : Optional.of(new Definition(address, () -> isVariable(address)));
    }

    /** The address, or 0. {@code .symver} gives a name its version behind a sign. */
    static long find(String symbol) {
        int version = symbol.indexOf('@');
        if (version > 0) {
            return versioned(symbol.substring(0, version), symbol.substring(version + 1));
        }
        long address = find(PROCESS, symbol);
        for (int i = 0; address == 0 && i < LIBRARIES.size(); i++) {
            address = OPENED.computeIfAbsent(LIBRARIES.get(i), ProcessSymbols::open)
                    .map(library -> find(library, symbol))
                    .orElse(0L);
        }
        return address;
    }

    private static long versioned(String symbol, String version) {
        long function = find(PROCESS, "dlvsym");
        return function == 0
                ? 0
                : Function.getFunction(new Pointer(function)).invokeLong(new Object[] {0L, symbol, version});
    }

    private static Optional<NativeLibrary> open(String name) {
        try {
            return Optional.of(NativeLibrary.getInstance(name, Map.of(Library.OPTION_OPEN_FLAGS, NOW_AND_LOCAL)));
        } catch (UnsatisfiedLinkError e) {
            // What it would have defined is then named as undefined.
            return Optional.empty();
        }
    }

    private static long find(NativeLibrary library, String symbol) {
        try {
            return Pointer.nativeValue(library.getGlobalVariableAddress(symbol));
        } catch (UnsatisfiedLinkError e) {
            return 0;
        }
    }

    /** Undefined symbols do not say what they are: the dynamic linker knows. */
    public static boolean isVariable(long address) {
        long function = find(PROCESS, "dladdr1");
        if (function == 0) {
            return false;
        }
        try (Memory info = new Memory(32);
                Memory entry = new Memory(8)) {
            entry.setLong(0, 0);
            int found = Function.getFunction(new Pointer(function))
                    .invokeInt(new Object[] {address, info, entry, RTLD_DL_SYMENT});
            Pointer symbol = entry.getPointer(0);
            return found != 0 && symbol != null && (symbol.getByte(4) & 15) == STT_OBJECT;
        }
    }
}
