package org.kernos.api.source;

import java.util.Optional;
import org.kernos.api.ModuleDescriptor;

/**
 * A module and what is known of where it comes from, as boot lists and programs write it: {@code alu}, or
 * {@code mylib@HINT}. What a hint means is the resolver's business.
 *
 * @param name a module's (architecture N-1)
 * @param hint for the {@link ModuleSourceResolver}; not empty
 */
public record RequestedModule(String name, Optional<String> hint) {

    private static final char BEFORE_HINT = '@';

    public RequestedModule {
        if (!ModuleDescriptor.isModuleName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no module name");
        } else if (hint.isPresent() && hint.get().isEmpty()) {
            throw new IllegalArgumentException("the hint for '" + name + "' is empty");
        }
    }

    /** What the text asks for: the hint begins after the first {@code @}. Empty when what stands before it is no module's name. */
    public static Optional<RequestedModule> find(String text) {
        int at = text.indexOf(BEFORE_HINT);
        String name = at < 0 ? text : text.substring(0, at);
        if (!ModuleDescriptor.isModuleName(name)) {
            return Optional.empty();
        }
        String hint = at < 0 ? "" : text.substring(at + 1);
        return Optional.of(new RequestedModule(name, hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }

    /** As {@link #find} reads it. */
    @Override
    public String toString() {
        return name + hint.map(known -> BEFORE_HINT + known).orElse("");
    }
}
