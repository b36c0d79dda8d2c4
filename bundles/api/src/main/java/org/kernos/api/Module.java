package org.kernos.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.framework.Version;

/**
 * A Helix module that is written in Java (helix X-1). It comes as a jar in a module directory whose {@code manifest.json} names the class,
 * which has a public constructor without parameters or with a {@link KernelContext}; or as an OSGi service of this type. Each
 * method of an interface it provides is a public method of the class, and a function of the module.
 *
 * <p>Init and cleanup each run once, on a thread of the container; everything else may be called from any thread in between.
 */
@ConsumerType
public interface Module {

    /** See {@link ModuleDescriptor#isModuleName}; the same as in the manifest. */
    String name();

    /** Of three numbers; the same as in the manifest. */
    Version version();

    default String description() {
        return "";
    }

    default String author() {
        return "Unknown";
    }

    default List<Dependency> dependencies() {
        return List.of();
    }

    default List<InterfaceDefinition> provides() {
        return List.of();
    }

    default Set<ModuleCapability> capabilities() {
        return Set.of();
    }

    /**
     * Takes the configuration before {@link #init}: the manifest's {@code config}, over it what the module was loaded with, over both what
     * Config Admin has for it. A module that takes changes while it is in use implements {@link Reconfigurable}.
     */
    default void configure(Map<String, String> config) {}

    /**
     * Makes the module ready for calls. All that it depends on is active.
     *
     * @throws Exception when it cannot be used: it is not loaded then, and {@link #cleanup} does not run
     */
    void init() throws Exception;

    /**
     * Gives back what {@link #init} took. All that it depends on is still active.
     *
     * @throws Exception is reported, and stops nothing
     */
    void cleanup() throws Exception;

    /**
     * Takes a message.
     *
     * @return the answer, if there is one
     * @throws Exception when it cannot be dealt with; the sender is told
     */
    default Optional<Message> handleMessage(Message message) throws Exception {
        return Optional.empty();
    }

    /** Whether it can be swapped while it is in use; {@link HotReloadable} has a say in how. */
    default boolean supportsHotReload() {
        return false;
    }

    /** The layout of what {@link #serializeState} gives. */
    default int stateVersion() {
        return 1;
    }

    /** What the next revision needs to go on; empty when there is nothing to hand over. */
    default Optional<byte[]> serializeState() throws Exception {
        return Optional.empty();
    }

    /**
     * Takes over what a former revision left.
     *
     * @param version the former revision's {@link #stateVersion}
     * @throws Exception when it cannot: the former revision serves on
     */
    default void deserializeState(byte[] state, int version) throws Exception {}
}
