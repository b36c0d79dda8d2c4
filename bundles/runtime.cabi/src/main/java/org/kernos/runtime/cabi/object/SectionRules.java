package org.kernos.runtime.cabi.object;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Problem;
import org.kernos.elf.ElfSection;
import org.kernos.elf.ObjectSymbol;

/** What the sections of an object have to be like. */
final class SectionRules {

    /** What the smallest pages of all machines have: mappings begin on one. */
    private static final long GREATEST_ALIGNMENT = 4096;

    /** Code that a program's own start files would run, which an object does not have. */
    private static final Set<String> OF_START_FILES = Set.of(".ctors", ".dtors", ".init", ".fini", ".preinit_array");

    private SectionRules() {}

    static Optional<Problem> refusal(ObjectFile file, ElfSection section) {
        String name = "section '" + section.name() + "'";
        if (section.holdsOtherRelocations() && isForMemory(file, section)) {
            return Optional.of(
                    file.unsupported("has the " + name + ", whose relocations have no addends or are compact")
                            .fix("compile without -Wa,--crel and for the machine's usual form of objects"));
        } else if (!section.isAllocated()) {
            return Optional.empty();
        }
        return memoryRefusal(file, section, name);
    }

    private static boolean isForMemory(ObjectFile file, ElfSection relocations) {
        List<ElfSection> sections = file.elf().sections();
        int target = relocations.info();
        return target < 0 || target >= sections.size() || sections.get(target).isAllocated();
    }

    private static Optional<Problem> memoryRefusal(ObjectFile file, ElfSection section, String name) {
        if (section.isWritable() && section.isExecutable()) {
            return Optional.of(file.unsupported("has the " + name + ", which is both writable and executable")
                    .fix("keep code and data in sections of their own"));
        } else if (section.alignment() > GREATEST_ALIGNMENT) {
            return Optional.of(tooWide(file, name, section.alignment()));
        } else if (!section.hasContent() && section.size() > 0 && (!section.isWritable() || section.isExecutable())) {
            return Optional.of(file.damaged(name + " has no content and is not writable"));
        } else if (OF_START_FILES.contains(section.name())) {
            return Optional.of(file.unsupported("has the " + name + ", which the start files of a program would run")
                    .fix("use __attribute__((constructor)) and __attribute__((destructor))"));
        }
        return Optional.empty();
    }

    /** Of a common symbol, which will be a part of memory as sections are. */
    static Optional<Problem> refusal(ObjectFile file, ObjectSymbol common) {
        return common.value() > GREATEST_ALIGNMENT
                ? Optional.of(tooWide(file, "variable '" + common.name() + "'", common.value()))
                : Optional.empty();
    }

    private static Problem tooWide(ObjectFile file, String what, long alignment) {
        return file.unsupported("has the " + what + ", which is aligned to " + Long.toUnsignedString(alignment)
                        + " bytes, at most " + GREATEST_ALIGNMENT + " are possible")
                .fix("align it to " + GREATEST_ALIGNMENT + " bytes at most, or build a shared library");
    }
}
