package org.kernos.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a kernel that is written in Java may ask of its container. The kernel's public constructor takes one when it has this
 * as its only parameter.
 */
@ProviderType
public interface KernelContext {

    /** The name the module was loaded under: {@code fs}. */
    String module();

    /**
     * What whoever runs the installation has set for this module: the framework property
     * {@code kernos.module.<module>.<name>}, read when it is asked for. A module's own files cannot set it, so it may grant rights.
     *
     * @return empty when it is not set, or set to an empty text
     */
    Optional<String> setting(String name);

    /**
     * The module's configuration: what its manifest says, over it what it was loaded with, over both what Config Admin has for it. The
     * one that was there when the kernel was made, until {@link Reconfigurable#reconfigure} has taken another.
     */
    Map<String, String> configuration();

    /**
     * Sends a message to a module, in the name of this one, and waits for the answer: {@link ModuleContainer#send}.
     *
     * @param type what it is about: {@code add-task}
     * @param limit positive
     * @return empty when the module has no answer
     * @throws KernelException when there is no such module, it is not active, it could not deal with the message, the limit
     *     has passed, or this module lacks a capability of that one
     */
    Optional<Message> send(String module, String type, Value.Str payload, Duration limit);
}
