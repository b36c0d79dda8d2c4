package org.kernos.api.source;

import java.util.List;
import java.util.stream.Collectors;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/** A module that is in none of the places that were tried; says which, why not, and what to do (module-source-protocol). */
public final class ModuleNotFoundException extends ModuleException {
    private static final long serialVersionUID = 1;

    private static final int MOST_SHOWN = 10;

    private final String moduleId;
    private final transient List<Attempt> attempts;

    /**
     * @param attempts in the order in which they were made
     * @param suggestions near names: "did you mean"
     * @param fix the next step
     */
    public ModuleNotFoundException(String moduleId, List<Attempt> attempts, List<String> suggestions, String fix) {
        super(Problem.of(ProblemCode.MODULE_NOT_FOUND, text(moduleId, attempts))
                .suggest(suggestions)
                .fix(fix));
        this.moduleId = moduleId;
        this.attempts = List.copyOf(attempts);
    }

    private static String text(String moduleId, List<Attempt> attempts) {
        String shown =
                attempts.stream().limit(MOST_SHOWN).map(Attempt::toString).collect(Collectors.joining("; "));
        String more = attempts.size() > MOST_SHOWN ? "; and " + (attempts.size() - MOST_SHOWN) + " more" : "";
        return "module '" + moduleId + "' was not found, tried "
                + (attempts.isEmpty() ? "no place at all" : shown + more);
    }

    /** What was asked for. */
    public String moduleId() {
        return moduleId;
    }

    public List<Attempt> attempts() {
        return attempts;
    }
}
