package org.kernos.runtime.cabi;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.runtime.cabi.object.SymbolSource;

/**
 * A module's machine code while it is mapped: a library that the system has opened, or an object that was linked here. Objects of
 * other modules have its addresses in their own code: it is unmapped when it is closed and none of them is mapped any more. Any thread.
 */
abstract class NativeCode implements SymbolSource {

    /** Those that have taken a symbol. Guarded by this. */
    private final Set<VisibleSymbols> users = new HashSet<>();

    /** Guarded by this. */
    private boolean closed;

    /** What is to be done once it is unmapped; null unless it was closed and is still in use. Guarded by this. */
    private @Nullable Runnable pending;

    /** The address of an exported symbol, or 0. */
    abstract long find(String symbol);

    /** The file within its module. */
    abstract String path();

    /** What the module brings along and does not get, as warnings. */
    abstract List<Problem> foreignDependencies();

    /** Runs what the code does at its end and unmaps it; says what is still mapped then. */
    abstract List<Problem> unmap();

    /** As {@link #definitionOf}, for somebody who uses the code from then on, until {@link #release}. */
    final synchronized Optional<Definition> take(String symbol, VisibleSymbols user) {
        Optional<Definition> definition = closed ? Optional.empty() : definitionOf(symbol);
        if (definition.isPresent()) {
            users.add(user);
        }
        return definition;
    }

    /**
     * Unmaps the code, now or when the last one has released it. Its own module does not call it any more.
     *
     * @param unmapped runs behind the unmapping
     * @return what is still mapped, unless that is for others' use
     */
    final List<Problem> close(Runnable unmapped) {
        synchronized (this) {
            closed = true;
            if (!users.isEmpty()) {
                pending = unmapped;
                return List.of();
            }
        }
        return end(unmapped);
    }

    /** Somebody who has taken symbols is no more. */
    final List<Problem> release(VisibleSymbols user) {
        Runnable unmapped;
        synchronized (this) {
            users.remove(user);
            if (pending == null || !users.isEmpty()) {
                return List.of();
            }
            unmapped = pending;
            pending = null;
        }
        return end(unmapped);
    }

    private List<Problem> end(Runnable unmapped) {
        try {
            return unmap();
        } finally {
            unmapped.run();
        }
    }

    /** The modules for whose use the code has stayed mapped although it was closed; sorted, empty when it has not stayed. */
    final synchronized List<String> keptFor() {
        return pending == null ? List.of() : linkedBy();
    }

    /** The modules that have addresses of it in their own code; sorted. */
    final synchronized List<String> linkedBy() {
        return users.stream().map(VisibleSymbols::user).distinct().sorted().toList();
    }
}
