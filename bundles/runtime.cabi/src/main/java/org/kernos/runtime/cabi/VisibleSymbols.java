package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Problem;
import org.kernos.runtime.cabi.object.SymbolSource;

/** What one module's object may use of other modules, which stay mapped for it until {@link #release}. Used by one thread at a time. */
final class VisibleSymbols implements SymbolSource {

    private final String user;
    private final List<NativeCode> providers;
    private final SymbolSource process;
    private final Set<NativeCode> taken = new LinkedHashSet<>();

    /**
     * @param user the module
     * @param providers in the order in which they are asked, before the process
     */
    VisibleSymbols(String user, List<NativeCode> providers, SymbolSource process) {
        this.user = user;
        this.providers = providers;
        this.process = process;
    }

    String user() {
        return user;
    }

    @Override
    public Optional<Definition> definitionOf(String symbol) {
        for (NativeCode provider : providers) {
            Optional<Definition> definition = provider.take(symbol, this);
            if (definition.isPresent()) {
                taken.add(provider);
                return definition;
            }
        }
        return process.definitionOf(symbol);
    }

    /** The module's object is not mapped any more; says what became of those that were mapped for it alone. */
    List<Problem> release() {
        List<Problem> problems = new ArrayList<>();
        for (NativeCode provider : taken) {
            problems.addAll(provider.release(this));
        }
        taken.clear();
        return problems;
    }
}
