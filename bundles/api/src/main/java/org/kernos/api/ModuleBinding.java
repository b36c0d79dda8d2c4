package org.kernos.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard service: while one is registered with the property {@link FunctionProperties#MODULE} and the module is active,
 * the container keeps a service of the interface {@link #type()} on behalf of the registering bundle, bound as by
 * {@link ModuleRegistry#bind}. So a component takes {@code @Reference Alu alu}.
 */
@ConsumerType
@FunctionalInterface
public interface ModuleBinding {

    /** The interface whose methods are the module's functions. */
    Class<?> type();
}
