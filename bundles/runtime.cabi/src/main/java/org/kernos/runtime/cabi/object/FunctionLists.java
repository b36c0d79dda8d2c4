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
 * The addresses of the functions to be run at the begin and at the end, each list in that order.
 *
 * @param init all of them at the begin
 * @param fini those without a priority, at the end
 * @param late those with one: behind the destructors of C++, as in a library, where these stand between the two
 */
public record FunctionLists(List<Long> init, List<Long> fini, List<Long> late) {

    /** A section of functions without one has the name alone, and comes last of all at the begin. */
    private static final int WITHOUT_PRIORITY = 65_535;

    static FunctionLists of(ObjectFile file, Layout layout, long base, ByteBuffer image) throws ModuleException {
        return new FunctionLists(
                read(file, layout, base, image, ElfSection::listsInitFunctions),
                reversed(read(file, layout, base, image, s -> s.listsFiniFunctions() && !hasPriority(s))),
                reversed(read(file, layout, base, image, s -> s.listsFiniFunctions() && hasPriority(s))));
    }

    private static List<Long> reversed(List<Long> functions) {
        Collections.reverse(functions);
        return functions;
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

    private static boolean hasPriority(ElfSection section) {
        return priority(section) != WITHOUT_PRIORITY;
    }

    /** {@code .init_array.00101}. */
    private static int priority(ElfSection section) {
        String number = section.name().substring(section.name().lastIndexOf('.') + 1);
        return number.matches("\\d{1,5}") ? Integer.parseInt(number) : WITHOUT_PRIORITY;
    }
}
