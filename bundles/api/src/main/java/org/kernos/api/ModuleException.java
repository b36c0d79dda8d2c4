package org.kernos.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A module that cannot be read or opened: its author has to act. Carries all problems found, not only the first. */
public class ModuleException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one
     */
    public ModuleException(List<Problem> problems) {
        this(problems, null);
    }

    public ModuleException(Problem problem) {
        this(List.of(problem), null);
    }

    public ModuleException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a ModuleException needs a problem");
        }
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
