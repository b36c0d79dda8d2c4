package org.kernos.sxs.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleContainer;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramOptions;
import org.kernos.sxs.slp.Document;

/** To come. */
public final class Checker {
    private Checker() {}

    public static List<Problem> check(
            Document document, Optional<Path> file, ModuleContainer container, ProgramOptions options) {
        return List.of();
    }
}
