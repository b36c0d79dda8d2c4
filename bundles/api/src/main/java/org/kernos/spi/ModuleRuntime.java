package org.kernos.spi;

import org.kernos.api.ModuleException;
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
     * Brings a module to life: checks what can be checked before any of its code is mapped, loads it, and runs its init
     * function. Two modules may be opened at once.
     *
     * @throws ModuleException when it cannot be opened; nothing is left mapped then
     */
    ModuleInstance open(ModuleContext module) throws ModuleException;
}
