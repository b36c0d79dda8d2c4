package org.kernos.shell;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoader;

/**
 * What a module loader answers to whoever asks for a module's directory.
 *
 * @param found the directory
 * @param answers of all places, as a table
 */
record SourceLookup(Path found, TextTable answers) {

    /** Two letters at least before the colon: one is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /** Whether a word is a hint for the module source resolver and no file. */
    static boolean isHint(String word) {
        return SCHEME.matcher(word).matches() && !isFile(word);
    }

    private static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * @throws CommandFailure when it was not found, with the table, or the resolver failed
     */
    static SourceLookup of(ModuleLoader loader, String module, @Nullable String hint) {
        List<Attempt> attempts;
        try {
            attempts = loader.explain(module, hint);
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        }
        TextTable table = new TextTable(List.of("where", "answer", "directory"), Set.of());
        attempts.forEach(attempt -> table.row(
                attempt.where(),
                attempt.answer(),
                attempt.found().map(Path::toString).orElse("-")));
        Optional<Path> found =
                attempts.stream().flatMap(attempt -> attempt.found().stream()).findFirst();
        if (found.isEmpty()) {
            throw new CommandFailure(
                    List.of(table.toString()),
                    List.of(Problem.of(ProblemCode.MODULE_NOT_FOUND, "module '" + module + "' was not found")
                            .fix((hint == null
                                            ? "check the name, or say where it is with --hint"
                                            : "check the name and the hint")
                                    + "; module:sources shows what is asked")));
        }
        return new SourceLookup(found.get(), table);
    }
}
