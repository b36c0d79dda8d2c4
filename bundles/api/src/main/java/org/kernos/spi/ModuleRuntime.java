package org.kernos.spi;

import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A technology that executes modules' functions; parses nothing (architecture A-3). Each OSGi service of this type adds a
 * runtime; its bundle provides the capability {@code kernos.runtime;kernos.runtime=<name>} (architecture N-5).
 */
@ConsumerType
public interface ModuleRuntime {

    /** What descriptors ask for: {@code cabi}. */
    String name();

    /**
     * What can be said against a module before any of its code is mapped: a missing library, the wrong architecture.
     *
     * @return warnings
     * @throws ModuleException with everything that keeps the module from being opened
     */
    List<Problem> check(ModuleContext module) throws ModuleException;

    /**
     * Brings a module to life: loads its code and runs its init function. Two modules may be opened at once.
     *
     * @throws ModuleException when it cannot be opened; nothing is left mapped then
     */
    ModuleInstance open(ModuleContext module) throws ModuleException;
}
