package org.kernos.container.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Opens the modules that a module is wired to, and starts their bundles where nobody has yet. */
final class WiredProviders implements AttachedModule.Providers {

    private final Wiring wiring;
    private final Function<Bundle, @Nullable AttachedModule> attached;

    /**
     * @param attached the module in a started bundle, or null
     */
    WiredProviders(Wiring wiring, Function<Bundle, @Nullable AttachedModule> attached) {
        this.wiring = wiring;
        this.attached = attached;
    }

    /**
     * Makes sure that what a module is wired to is open before it is, for the case that it is started alone; an optional
     * provider that fails does not count.
     */
    @Override
    public void open(ModuleEntry entry) throws ModuleException {
        List<Problem> problems = new ArrayList<>();
        for (Bundle provider : wiring.providers(entry.bundle())) {
            Optional<String> failure = openProvider(provider);
            if (failure.isPresent() && !Wiring.isOptional(entry, provider)) {
                problems.add(StartProblems.providerFailed(entry.name(), Wiring.moduleName(provider), failure.get()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    private Optional<String> openProvider(Bundle provider) {
        if (provider.getState() == Bundle.UNINSTALLED) {
            // A wire may lead to a bundle that is gone since: one that failed in the same load, for example.
            return Optional.of("it was uninstalled, kernel:why tells the reason");
        }
        AttachedModule known = attached.apply(provider);
        if (known != null && known.isLeaving()) {
            // Neither opened nor started: who stops it may be waiting for this module's opening to end.
            return Optional.of("it is being stopped");
        }
        try {
            // Its bundle may still be starting, on this very thread, when its dependents come back with it.
            if (!isOpen(provider) && provider.getState() != Bundle.ACTIVE) {
                provider.start(Bundle.START_TRANSIENT);
            }
            AttachedModule module = attached.apply(provider);
            if (module != null) {
                module.open();
            }
            return isOpen(provider) ? Optional.empty() : Optional.of("it waits for its runtime");
        } catch (ModuleException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (BundleException e) {
            return Optional.of(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private boolean isOpen(Bundle bundle) {
        AttachedModule module = attached.apply(bundle);
        return module != null && module.isOpen();
    }
}
