package org.kernos.runtime.cabi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfImage;
import org.kernos.elf.ElfReader;
import org.kernos.spi.ModuleFiles;

/** The libraries beside a kernel's that it needs, at any remove. */
final class OwnDependencies {

    private OwnDependencies() {}

    /**
     * @param path the library within the module
     * @return file names
     * @throws ModuleException when one of them cannot be read
     */
    static Set<String> of(ElfImage image, ModuleFiles files, String path) throws ModuleException {
        Set<String> own = new LinkedHashSet<>();
        Deque<ElfImage> open = new ArrayDeque<>(List.of(image));
        while (!open.isEmpty()) {
            for (String name : open.remove().needed()) {
                String sibling = LibraryPlaces.directoryOf(path) + LibraryPlaces.fileName(name);
                if (files.paths().contains(sibling) && own.add(LibraryPlaces.fileName(name))) {
                    read(files, sibling, open);
                }
            }
        }
        return own;
    }

    private static void read(ModuleFiles files, String sibling, Deque<ElfImage> open) throws ModuleException {
        try {
            open.add(ElfReader.read(files.read(sibling, Integer.MAX_VALUE)));
        } catch (DamagedElfException e) {
            // A linker script, or a library of another machine: the dynamic linker will say what it makes of it.
            return;
        }
    }
}
