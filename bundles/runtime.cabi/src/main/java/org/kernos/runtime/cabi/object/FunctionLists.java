package org.kernos.runtime.cabi.object;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.kernos.api.ModuleException;
import org.kernos.elf.ElfSection;

/**
 * The functions to be run at the begin and at the end, in that order.
 *
 * @param init addresses
 * @param fini addresses
 */
record FunctionLists(List<Long> init, List<Long> fini) {

    /** A section of functions without one has the name alone, and comes last of all at the begin. */
    private static final int WITHOUT_PRIORITY = 65_535;

    static FunctionLists of(ObjectFile file, Layout layout, long base, ByteBuffer image) throws ModuleException {
        List<Long> init = read(file, layout, base, image, ElfSection::listsInitFunctions);
        List<Long> fini = new ArrayList<>(read(file, layout, base, image, ElfSection::listsFiniFunctions));
        Collections.reverse(fini);
        return new FunctionLists(init, fini);
    }

    private static List<Long> read(
            ObjectFile file, Layout layout, long base, ByteBuffer image, Predicate<ElfSection> which)
            throws ModuleException {
        List<ElfSection> sections = file.elf().sections().stream()
                .filter(section -> section.isAllocated() && section.hasContent() && which.test(section))
                .sorted(Comparator.comparingInt(FunctionLists::priority))
                .toList();
        List<Long> functions = new ArrayList<>();
        for (ElfSection section : sections) {
            int start = (int) layout.section(section.index());
            for (int at = 0; at + Long.BYTES <= section.size(); at += Long.BYTES) {
                long function = image.getLong(start + at);
                // Both were in use for places without a function.
                if (function != 0 && function != -1) {
                    functions.add(requireCode(function, base, layout, file, section));
                }
            }
        }
        return functions;
    }

    private static long requireCode(long function, long base, Layout layout, ObjectFile file, ElfSection section)
            throws ModuleException {
        long distance = function - base;
        if (distance < layout.start(Layout.CODE) || distance >= layout.start(Layout.CONSTANT)) {
            throw new ModuleException(
                    file.damaged("section '" + section.name() + "' lists a function that is not in the object's code"));
        }
        return function;
    }

    /** {@code .init_array.00101}. */
    private static int priority(ElfSection section) {
        String number = section.name().substring(section.name().lastIndexOf('.') + 1);
        return number.matches("\\d{1,5}") ? Integer.parseInt(number) : WITHOUT_PRIORITY;
    }
}
