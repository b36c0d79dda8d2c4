package org.kernos.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open module. The container first ends the calls, then runs {@link #shutdown} once, then {@link #close} once; when
 * everything stops, all modules are shut down before the first is closed (architecture S-1).
 */
@ConsumerType
public interface ModuleInstance {

    /** The functions by their name within the module, in the order of registration. Never changes. */
    Map<String, RuntimeFunction> functions();

    /**
     * Whether {@link #shutdown} runs code of the module's own, which may take its time or never end: then the container gives
     * it a thread and a limit.
     */
    default boolean hasShutdown() {
        return true;
    }

    /**
     * Runs the module's own shutdown code, if it has any.
     *
     * @throws ModuleException when that code failed; {@link #close} is called all the same
     */
    void shutdown() throws ModuleException;

    /**
     * Unloads the code. No call runs any more.
     *
     * @return what stayed behind although it should not, such as a library that is still mapped
     */
    List<Problem> close();

    /**
     * Hands a message to the module, which may take its time; called beside functions, from any thread, but neither before the module is
     * open nor while it is shut down.
     *
     * @return the answer; empty when the module has none, as one that takes no messages never has
     * @throws KernelException when the module could not deal with it
     */
    default Optional<Message> handleMessage(Message message) {
        return Optional.empty();
    }

    /** How its state goes over to another revision; empty when the module cannot be swapped with its state. */
    default Optional<ReloadHooks> reloadHooks() {
        return Optional.empty();
    }

    /** How it takes changes of its configuration while it is in use; empty when it learns of them at its next start. */
    default Optional<Reconfiguration> reconfiguration() {
        return Optional.empty();
    }

    /** Whether another revision may take its place while it is in use; a Helix module has to say so (helix W-1). */
    default boolean supportsReload() {
        return true;
    }

    /**
     * The modules whose native code has been linked to this one's, by name: to swap it under them would leave them with the code that was.
     */
    default List<String> linkedBy() {
        return List.of();
    }

    /** For people, in a stable order: the library's name, counters. Any thread. */
    Map<String, String> details();
}
