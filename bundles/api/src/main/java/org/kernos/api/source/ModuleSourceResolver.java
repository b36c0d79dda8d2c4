package org.kernos.api.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides where to look for modules (module-source-protocol). An OSGi service: the one with the highest ranking is asked, by several threads
 * at once. Resolving changes nothing that others see: no services come or go, no bundles start. The same name and hint lead to the same
 * directory as long as the service is registered.
 */
@ConsumerType
@FunctionalInterface
public interface ModuleSourceResolver {

    /** The mount point of resolvers. */
    String MOUNT_POINT = "module-source-resolver";

    /**
     * Where the module of this name comes from.
     *
     * @param moduleId a module's name (architecture N-1)
     * @param sourceHint what the caller knows of it, in a form that the resolver defines
     * @throws ModuleNotFoundException when this resolver knows no place: with every attempt, and why it came to nothing
     * @throws ModuleLoadException when the hint cannot be understood, or the module must not be had
     * @throws IOException when the file system fails
     */
    ModuleSource resolve(String moduleId, @Nullable Object sourceHint)
            throws ModuleNotFoundException, ModuleLoadException, IOException;

    /**
     * What {@link #resolve} would try, place by place, for people to read. A resolver with several layers says what each of them answers;
     * this one resolves.
     *
     * @throws ModuleLoadException as {@link #resolve}
     * @throws IOException as {@link #resolve}
     */
    default List<Attempt> explain(String moduleId, @Nullable Object sourceHint)
            throws ModuleLoadException, IOException {
        try {
            return List.of(new Attempt(
                    getClass().getName(),
                    "found",
                    Optional.of(resolve(moduleId, sourceHint).resolve())));
        } catch (ModuleNotFoundException e) {
            return e.attempts();
        }
    }
}
