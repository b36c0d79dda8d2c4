package org.kernos.runtime.cabi.object;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfMachine;
import org.kernos.elf.ElfObject;

/**
 * An object that is to be linked, and how problems name it.
 *
 * @param name as its author knows it
 * @param place where it is
 */
public record ObjectFile(ElfObject elf, String name, Place place) {

    private static final int SHOWN = 10;

    /**
     * Reads an object.
     *
     * @param file is kept, and must not be changed any more
     * @throws ModuleException when it is damaged, or no object of 64 bits
     */
    public static ObjectFile read(byte[] file, String name, Place place) throws ModuleException {
        try {
            return new ObjectFile(ElfObject.read(file), name, place);
        } catch (DamagedElfException e) {
            throw new ModuleException(List.of(damaged(name, place, String.valueOf(e.getMessage()))), e);
        }
    }

    private static Problem damaged(String name, Place place, String what) {
        return Problem.of(ProblemCode.LIBRARY_DAMAGED, "the object '" + name + "' is damaged: " + what)
                .at(place)
                .fix("compile or copy the object again");
    }

    Problem damaged(String what) {
        return damaged(name, place, what);
    }

    Problem unsupported(String what) {
        return Problem.of(ProblemCode.OBJECT_UNSUPPORTED, "the object '" + name + "' " + what)
                .at(place);
    }

    /** A file that was made for it could have as many problems as bytes: the first ones are shown, the others counted. */
    void throwIfAny(List<Problem> problems) throws ModuleException {
        if (problems.size() > SHOWN) {
            List<Problem> some = new ArrayList<>(problems.subList(0, SHOWN));
            some.add(unsupported("has " + (problems.size() - SHOWN) + " more problems like these"));
            throw new ModuleException(some);
        } else if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    Problem wrongMachine(ElfMachine expected) {
        return Problem.of(
                        ProblemCode.LIBRARY_PLATFORM,
                        "the object '" + name + "' is " + elf.header().describe() + ", expected one for "
                                + ElfMachine.describe(expected.code()))
                .at(place)
                .fix("compile it for " + ElfMachine.describe(expected.code()));
    }
}
