package org.kernos.api.source;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;

/** A module that is there and could not be loaded, or a resolver that failed; with every problem (module-source-protocol). */
public final class ModuleLoadException extends ModuleException {
    private static final long serialVersionUID = 1;

    private final String moduleId;

    /**
     * @param problems at least one
     */
    public ModuleLoadException(String moduleId, List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
        this.moduleId = moduleId;
    }

    public ModuleLoadException(String moduleId, Problem problem) {
        this(moduleId, List.of(problem), null);
    }

    /** What was asked for. */
    public String moduleId() {
        return moduleId;
    }
}
