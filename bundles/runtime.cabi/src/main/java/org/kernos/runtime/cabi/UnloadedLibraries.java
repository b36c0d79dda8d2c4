package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Leak;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** The code that was closed and yet stayed mapped, until it is gone (native U-4). Any thread. */
final class UnloadedLibraries {

    private record Left(String module, long revision, String file, String library, Problem cause) {}

    private record Kept(String module, long revision, String location, NativeCode code) {

        /** Empty once it is gone. */
        Optional<Problem> cause() {
            List<String> users = code.keptFor();
            if (users.isEmpty()) {
                return Optional.empty();
            }
            String names = "'" + String.join("', '", users) + "'";
            return Optional.of(Problem.of(
                            ProblemCode.STILL_MAPPED,
                            "the code is still mapped after unloading: "
                                    + (users.size() == 1
                                            ? "module " + names + " still uses"
                                            : "modules " + names + " still use")
                                    + " it")
                    .at(Place.of(location))
                    .fix("unload " + names + " too, or load " + (users.size() == 1 ? "it" : "them")
                            + " again to use what is there now"));
        }

        Optional<Leak> leak() {
            return cause().map(cause -> new Leak(module, revision, code.path(), 0, cause));
        }
    }

    private final List<Left> left = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();

    /**
     * @param file as the process's maps name it
     * @param library as its author knows it
     */
    synchronized void stayed(String module, long revision, String file, String library, Problem cause) {
        left.add(new Left(module, revision, file, library, cause));
    }

    /** Notes code that was closed and that others still use; says so, and who. */
    synchronized Optional<Problem> keptIfUsed(String module, long revision, String location, NativeCode code) {
        Kept closed = new Kept(module, revision, location, code);
        Optional<Problem> cause = closed.cause();
        if (cause.isPresent()) {
            kept.add(closed);
        }
        return cause;
    }

    /** Those that are mapped now; the others are forgotten. */
    synchronized List<Leak> stillMapped() {
        List<Leak> leaks = new ArrayList<>();
        kept.removeIf(closed -> closed.cause().isEmpty());
        kept.forEach(closed -> closed.leak().ifPresent(leaks::add));
        if (!left.isEmpty()) {
            addLeft(leaks);
        }
        return leaks;
    }

    private void addLeft(List<Leak> leaks) {
        Map<String, Long> mapped = ProcessMaps.sizes();
        left.removeIf(library -> !mapped.containsKey(library.file));
        left.forEach(library -> leaks.add(new Leak(
                library.module,
                library.revision,
                library.library,
                mapped.getOrDefault(library.file, 0L),
                library.cause)));
    }
}
