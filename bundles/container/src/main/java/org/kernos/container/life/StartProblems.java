package org.kernos.container.life;

import java.io.IOException;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.framework.BundleException;

/** What a refused start of a module's bundle says to its author. */
public final class StartProblems {

    private StartProblems() {}

    public static List<Problem> of(ModuleEntry entry, BundleException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ModuleException module) {
                return module.problems();
            }
        }
        if (e.getCause() instanceof IOException) {
            return List.of(Problem.of(
                            ProblemCode.FRAMEWORK,
                            "the framework did not take the content of module '" + entry.name() + "': " + e.getCause())
                    .fix("see that the framework's storage is on a disk with space left and can be written"));
        }
        String message = "the framework did not start module '" + entry.name() + "': "
                + (e.getCause() == null ? e.getMessage() : e.getCause().toString());
        return List.of(Problem.of(ProblemCode.FRAMEWORK, message)
                .fix("start bundle " + entry.bundle().getBundleId()
                        + " with the framework's own command to see all of it"));
    }

    static Problem providerFailed(String module, String provider, String reason) {
        return Problem.of(
                        ProblemCode.PROVIDER_FAILED,
                        "module '" + module + "' needs '" + provider + "', which could not be started: " + reason)
                .fix("mend '" + provider + "' first; kernel:why " + provider + " says what is wrong with it");
    }
}
