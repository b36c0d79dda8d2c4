package org.kernos.runtime.cabi.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.elf.ElfMachine;

/** Links objects for an address at which nothing is. */
record DryLink(ElfMachine machine, long base, SymbolSource symbols) {

    static final int PAGE = 4096;

    /** Within reach of what all code models can express. */
    static final long BASE = 0x2000_0000;

    /** Where {@link #near} finds everything. */
    static final long LIBRARY = 0x2400_0000;

    /** For x86-64; every symbol is found, at a multiple of 16 that depends on its name alone. */
    static DryLink near() {
        return new DryLink(
                ElfMachine.X86_64, BASE, name -> Optional.of(SymbolSource.Definition.function(addressOf(name))));
    }

    DryLink on(ElfMachine other) {
        return new DryLink(other, base, symbols);
    }

    static long addressOf(String name) {
        return LIBRARY + 16 * (name.hashCode() & 0xffffL);
    }

    static ObjectFile file(byte[] bytes) throws ModuleException {
        return ObjectFile.read(bytes, "x.o", Place.of("modules/x/x.o"));
    }

    static byte[] bytes(Path object) {
        try {
            return Files.readAllBytes(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LinkedImage link(byte[] bytes) throws ModuleException {
        return link(file(bytes));
    }

    LinkedImage link(ObjectFile file) throws ModuleException {
        ObjectScan scan = ObjectScan.of(file, machine);
        return Linking.link(file, scan, Layout.of(file, scan, PAGE), base, symbols);
    }
}
