package org.kernos.format.helix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.kernos.api.FileInspector.Row;
import org.kernos.api.FileInspector.Section;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Source;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfHeader;
import org.kernos.elf.ElfImage;
import org.kernos.elf.ElfReader;
import org.kernos.elf.ElfSections;
import org.kernos.elf.ElfSymbol;

/** The ELF image of a module as a person reads it. */
final class InspectedImage {

    /** Names of C++ and Rust are long. */
    private static final int LONGEST_NAME = 400;

    private InspectedImage() {}

    /**
     * @param start where the image begins in the file
     * @param problems takes what is wrong with it; what can be read is shown nevertheless
     */
    static List<Section> sections(byte[] file, int start, HeaderProblems problems) {
        byte[] image = start == 0 ? file : Arrays.copyOfRange(file, start, file.length);
        List<Section> sections = new ArrayList<>();
        if (!ElfReader.isElf(image)) {
            return sections;
        }
        try {
            ElfHeader header = ElfReader.readHeader(image);
            sections.add(new Section("image", List.of(new Row("kind", header.describe()))));
            if (header.wordBits() == 64 && header.littleEndian()) {
                ElfSections all = ElfSections.read(image);
                sections.set(0, new Section("image", sizes(header, all)));
                sections.addAll(header.isSharedObject() ? library(ElfReader.read(image)) : object(all));
            }
        } catch (DamagedElfException e) {
            problems.add(ProblemCode.LIBRARY_DAMAGED, String.valueOf(e.getMessage()));
        }
        return sections;
    }

    /** For people: {@code 12,345 bytes}. */
    static String bytes(long size) {
        return String.format(Locale.ROOT, "%,d bytes", size);
    }

    private static List<Row> sizes(ElfHeader header, ElfSections sections) {
        return List.of(
                new Row("kind", header.describe()),
                new Row("code", size(sections, section -> section.isExecutable())),
                new Row("data", size(sections, section -> section.isAllocated() && !section.isExecutable())));
    }

    private static String size(ElfSections sections, Predicate<ElfSections.Section> wanted) {
        return bytes(sections.all().stream()
                .filter(wanted)
                .mapToLong(ElfSections.Section::size)
                .sum());
    }

    private static List<Section> library(ElfImage image) {
        return List.of(
                names(
                        "exports",
                        image.symbols().stream().filter(ElfSymbol::isDefined).map(ElfSymbol::name)),
                names("imports", image.imports().stream()),
                names("libraries", image.needed().stream()));
    }

    private static List<Section> object(ElfSections sections) throws DamagedElfException {
        List<ElfSections.Symbol> symbols = sections.symbols().stream()
                .filter(symbol -> symbol.isGlobal() && symbol.isNamed())
                .toList();
        return List.of(
                names(
                        "exports",
                        symbols.stream().filter(ElfSections.Symbol::isDefined).map(ElfSections.Symbol::name)),
                names(
                        "imports",
                        symbols.stream().filter(symbol -> !symbol.isDefined()).map(ElfSections.Symbol::name)));
    }

    private static Section names(String title, Stream<String> names) {
        return new Section(
                title,
                names.distinct()
                        .sorted()
                        .map(name -> new Row(Source.excerpt(name, LONGEST_NAME), ""))
                        .toList());
    }
}
