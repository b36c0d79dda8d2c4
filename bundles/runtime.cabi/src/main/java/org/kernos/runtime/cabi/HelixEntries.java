package org.kernos.runtime.cabi;

import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfReader;
import org.kernos.elf.ElfSymbol;
import org.kernos.elf.helix.HelixEntry;
import org.kernos.runtime.cabi.helix.HelixSymbols;

/**
 * Where a module's init and cleanup are in memory.
 *
 * @param init 0 when it has none
 * @param cleanup 0 when it has none
 */
record HelixEntries(Entry init, Entry cleanup) {

    /**
     * @param address 0 when there is none
     * @param origin for people: what the header says, or the exported symbol
     */
    record Entry(long address, String origin) {}

    static HelixEntries of(HelixFile file, NativeCode code) throws ModuleException {
        return new HelixEntries(
                entry(file.header().init(), HelixSymbols.INIT, file, code),
                entry(file.header().cleanup(), HelixSymbols.CLEANUP, file, code));
    }

    private static Entry entry(Optional<HelixEntry> place, String symbol, HelixFile file, NativeCode code)
            throws ModuleException {
        if (place.isPresent()) {
            return new Entry(addressOf(place.get(), file, code), place.get().toString());
        }
        long exported = code.find(symbol);
        return new Entry(exported, exported == 0 ? "none" : symbol);
    }

    private static long addressOf(HelixEntry place, HelixFile file, NativeCode code) throws ModuleException {
        if (place instanceof HelixEntry.InSection inSection && code instanceof LinkedObject object) {
            long section = object.sectionAddress(inSection.section());
            if (section == 0) {
                throw new ModuleException(
                        Problem.of(ProblemCode.HEADER, "the header leads to " + place + ", which is no part of memory")
                                .at(Place.of(file.location() + "/" + file.path()))
                                .fix("put init and cleanup into a section of code that is allocated"));
            }
            return section + inSection.offset();
        } else if (place instanceof HelixEntry.Address inImage) {
            return base(file, code) + inImage.address();
        }
        throw new IllegalStateException("the header's " + place + " is no place in " + file.form());
    }

    /** What the system's loader has added to all addresses of the image; it tells by a symbol whose address is known before. */
    private static long base(HelixFile file, NativeCode code) throws ModuleException {
        try {
            long before = ElfReader.read(file.image()).symbols().stream()
                    .filter(symbol -> symbol.isDefined() && symbol.name().equals(HelixSymbols.CREATE))
                    .mapToLong(ElfSymbol::address)
                    .findFirst()
                    .orElseThrow();
            return code.find(HelixSymbols.CREATE) - before;
        } catch (DamagedElfException e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.LIBRARY_DAMAGED, file.path() + " is damaged: " + e.getMessage())
                            .at(Place.of(file.location() + "/" + file.path()))),
                    e);
        }
    }
}
