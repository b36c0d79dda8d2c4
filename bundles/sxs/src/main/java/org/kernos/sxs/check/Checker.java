package org.kernos.sxs.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleContainer;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramOptions;
import org.kernos.descriptor.ProblemList;
import org.kernos.sxs.run.BigStack;
import org.kernos.sxs.run.Mistake;
import org.kernos.sxs.slp.Document;

/**
 * Finds what of a program would fail whenever it is reached, or is not what it is declared to be, before anything of it runs (sxs-language,
 * section 4). Reads descriptors of modules and imports; loads and evaluates nothing.
 */
public final class Checker {

    private Checker() {}

    /**
     * Checks a program with all that it imports.
     *
     * @param mistakes of the program's instructions, as the compiler has found them
     * @param file the program's own, if it is in one
     * @return the problems in the order of the text, those of an import before those of what imports it; empty when there is none
     */
    public static List<Problem> check(
            Document document,
            List<Mistake> mistakes,
            Optional<Path> file,
            ModuleContainer container,
            ProgramOptions options) {
        List<Path> chain = file.map(List::of).orElse(List.of());
        try {
            return BigStack.retry(() -> problems(document, mistakes, chain, container, options));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Problem> problems(
            Document document,
            List<Mistake> mistakes,
            List<Path> chain,
            ModuleContainer container,
            ProgramOptions options) {
        Unseen unseen = new Unseen();
        Functions functions = new Functions(container, options);
        ProgramParts parts = new ProgramParts(options, functions, unseen);
        CheckedFile program = parts.add(document, mistakes, chain, false);
        ProblemList problems = new ProblemList();
        for (CheckedFile each : parts.inOrder()) {
            new FileCheck(each, functions, unseen).check(each == program);
            each.findings().addTo(problems);
        }
        return problems.toList();
    }
}
