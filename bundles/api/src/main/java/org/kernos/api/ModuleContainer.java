package org.kernos.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes what is there. An OSGi service. Operations are carried out one after the other, on a thread of the container; callers wait. An
 * operation that is refused leaves nothing behind (architecture O-3).
 */
@ProviderType
public interface ModuleContainer {

    /**
     * Finds a module directory (an absolute path; then each search path in order; then the working directory), installs
     * and starts it: the specification's {@code attempt_load}. A module that is already loaded is left as it is. What is
     * not found there, and modules that it needs and that are not installed, are asked of the mounted
     * {@link org.kernos.api.source.ModuleSourceResolver}: on the caller's time, beside other operations, with an interrupt of the
     * calling thread cancelling it; not when the caller is a part of an operation itself.
     *
     * @param name of a module, perhaps with a hint for the resolver ({@link org.kernos.api.source.RequestedModule}), or a path
     */
    Outcome load(String name, LoadOptions options);

    /** {@link #load(String, LoadOptions)} without options. */
    default Outcome load(String name) {
        return load(name, LoadOptions.NONE);
    }

    /**
     * Loads a Helix module of one file, {@code <name>.hmod}, that is nowhere but in memory: the specification's {@code load_from_memory}.
     * Its bundle keeps the content. The same content that is active already is left as it is.
     *
     * @param name as in the file's header
     * @param content a copy is taken
     */
    Outcome loadFromMemory(String name, byte[] content);

    /**
     * Finds a module directory as {@link #load(String, LoadOptions)} does, be it that a resolver fetches it, and reads its
     * descriptor, without installing it. Of a module that is loaded under this name it is the descriptor it was loaded with.
     *
     * @throws ModuleException when there is none, or its descriptor has problems
     */
    ModuleDescriptor describe(String name, LoadOptions options) throws ModuleException;

    /** Installs the module in this directory without starting it. */
    Outcome install(Path directory, LoadOptions options);

    /**
     * Installs and starts all of these, resolved together, providers first. Each stands for itself: one that is refused
     * does not keep the others from starting, unless they depend on it. Those that need modules which are neither among them nor
     * installed wait until the mounted resolver was asked for these, as with {@link #load(String, LoadOptions)}.
     */
    BootReport loadAll(List<Path> directories);

    /** Starts an installed module and, first, what it depends on. */
    Outcome start(String module);

    /**
     * Stops a module: no more calls, running ones end, its shutdown function runs, its code is unloaded.
     *
     * @param force also stops the active modules that depend on it, them first; without it they are the reason to refuse
     */
    Outcome stop(String module, boolean force);

    /** Stops a module and removes its bundle; {@code force} as with {@link #stop}. */
    Outcome uninstall(String module, boolean force);

    /**
     * Replaces an active module by what is in a directory now, while it is in use: no call fails, references to its services reach the
     * new revision, dependents keep running, and state goes over where both revisions take part in that (helix W-1 to W-9). Does what
     * an update of its bundle does.
     *
     * @param directory of the new content, absolute
     */
    SwapReport swap(String module, Path directory);

    /** {@link #swap(String, Path)} with the directory that the module came from. */
    SwapReport swap(String module);

    /**
     * Swaps an active module back to the content it had before its last swap; again, to the one before that, as far as they are kept
     * ({@code kernos.revisions.kept}).
     */
    SwapReport rollback(String module);

    /** The revisions that a module has had since they are recorded, the newest first; empty for one that is unknown. */
    List<RevisionRecord> history(String module);

    /**
     * Lets the calls of an active module wait until {@link #resume}; those that are inside go on. Such calls wait as long as their
     * own limits allow, and fail when the module is stopped. Carried out at once, beside any other operation.
     */
    Outcome pause(String module);

    /** Lets the calls of a paused module go on. Carried out at once, beside any other operation. */
    Outcome resume(String module);

    /**
     * Sends a message to a module and waits for its answer (helix X-5). While the module is paused the message waits; while the
     * message is dealt with, the module is not closed. Carried out beside any other operation.
     *
     * @param limit positive: how long to wait, after which an answer is dropped
     * @return empty when the module has no answer
     * @throws KernelException when there is no such module, it is not active, it could not deal with the message, or the
     *     limit has passed
     * @throws IllegalArgumentException when {@code limit} is zero or negative
     */
    Optional<Message> send(String module, Message message, Duration limit);

    /** What is there. */
    ModuleRegistry registry();

    /** Whether new modules may be loaded: the specification's {@code is_load_allowed}. */
    boolean isLoadAllowed();

    /** Ends the loading phase for good (architecture L-1). Doing so twice is no error. */
    void lock();
}
