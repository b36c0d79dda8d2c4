package org.kernos.sxs.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of cases. A case is a line of three semicolons and a name, a program, and behind a line {@code ;=> } what is expected of it. */
final class Cases {

    private static final Path DIRECTORY = Path.of("src/test/resources");

    private Cases() {}

    record Case(String file, String name, String program, String expected) {
        @Override
        public String toString() {
            return file + ": " + name;
        }
    }

    /** All cases of the files in this directory of the test resources. */
    static Stream<Case> in(String directory) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY.resolve(directory))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cases"))
                    .sorted()
                    .toList()) {
                for (String part : Files.readString(file).split("(?m)^;;; ")) {
                    if (!part.isBlank()) {
                        cases.add(read(file.getFileName().toString(), part));
                    }
                }
            }
        }
        return cases.stream();
    }

    private static Case read(String file, String part) {
        int line = part.indexOf('\n');
        String[] halves = part.substring(line + 1).split("(?m)^;=> ?", 2);
        return new Case(file, part.substring(0, line), halves[0], halves[1].strip());
    }
}
