package org.kernos.container.resolve;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.kernos.api.Dependency;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.NearNames;
import org.osgi.framework.Version;

/** What a module is told whose dependency has no provider, in the words of modules instead of filters (architecture N-9). */
final class MissingDependency {

    private static final int MOST_VERSIONS = 10;

    private MissingDependency() {}

    /** There is no module of this name. */
    static Problem absent(String module, Dependency dependency, Collection<String> names) {
        return Problem.of(
                        ProblemCode.DEPENDENCY_MISSING,
                        "module '" + module + "' needs " + dependency + ", installed: none")
                .suggest(NearNames.of(dependency.module(), names))
                .fix("load '" + dependency.module() + "' first");
    }

    /** There is one, and in no version that will do. */
    static Problem conflict(String module, Dependency dependency, List<Version> installed) {
        List<Version> sorted = installed.stream().distinct().sorted().toList();
        String versions =
                sorted.stream().limit(MOST_VERSIONS).map(Version::toString).collect(Collectors.joining(", "));
        int more = sorted.size() - MOST_VERSIONS;
        return Problem.of(
                        ProblemCode.VERSION_CONFLICT,
                        "module '" + module + "' needs " + dependency + ", installed: " + versions
                                + (more > 0 ? " and " + more + " more" : ""))
                .fix("install a version of '" + dependency.module() + "' in that range; several of one module can be"
                        + " there side by side");
    }

    /** The next step is that of the cause. */
    static Problem unresolved(String module, Dependency dependency, Problem cause) {
        Problem problem = Problem.of(
                        ProblemCode.DEPENDENCY_MISSING,
                        "module '" + module + "' needs " + dependency
                                + ", which is present but itself unresolved because " + cause.message())
                .suggest(cause.suggestions());
        return cause.fix().map(problem::fix).orElse(problem);
    }
}
