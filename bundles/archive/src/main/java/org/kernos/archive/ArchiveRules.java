package org.kernos.archive;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** What the list of an archive's entries has to fulfil before anything of it is unpacked (architecture O-4). */
final class ArchiveRules {

    private static final int MOST_SHOWN = 10;

    private ArchiveRules() {}

    /** All that is wrong with an archive, as far as it can be seen without unpacking it. */
    static List<Problem> problems(Path archive, ZipFile zip) throws IOException {
        Place place = Place.of(archive.toString());
        if (zip.size() > ModuleArchive.MOST_ENTRIES) {
            return List.of(limit(archive, "more than " + ModuleArchive.MOST_ENTRIES + " entries"));
        }
        List<Problem> problems = new ArrayList<>();
        Consumer<Problem> found = problem -> problems.add(problem.at(place));
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (leadsOut(name)) {
                found.accept(Problem.of(
                                ProblemCode.OUTSIDE_DIRECTORY,
                                "the archive's entry '" + name + "' leads out of the module")
                        .fix("pack the module's directory with relative names"));
            } else if (!seen.add(name)) {
                found.accept(Problem.of(ProblemCode.DUPLICATE, "the archive has the entry '" + name + "' twice")
                        .fix("pack the module's directory anew"));
            }
        }
        CentralDirectory.read(archive).stream()
                .filter(entry -> entry.isSpecial() && !ArchiveRoot.isForeign(entry.name()))
                .forEach(entry -> found.accept(Problem.of(
                                ProblemCode.OUTSIDE_DIRECTORY,
                                "the archive's entry '" + entry.name()
                                        + "' is a link, or something else that is no file")
                        .fix("pack a copy of the file")));
        return problems.size() > MOST_SHOWN ? problems.subList(0, MOST_SHOWN) : problems;
    }

    static boolean leadsOut(String name) {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            return true;
        }
        try {
            Path path = Path.of(name);
            return path.isAbsolute()
                    || path.getRoot() != null
                    || List.of(name.split("/")).contains("..");
        } catch (InvalidPathException e) {
            return true;
        }
    }

    static Problem limit(Path archive, String what) {
        return Problem.of(ProblemCode.LIMIT, "the archive holds " + what)
                .at(Place.of(archive.toString()))
                .fix("pack the module alone; keep data and build output elsewhere");
    }
}
