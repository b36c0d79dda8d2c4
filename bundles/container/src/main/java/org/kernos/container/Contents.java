package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.kernos.api.ModuleException;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.Wiring;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The contents that a module's bundle has in turn while the module stays open. */
final class Contents {

    private final Wiring wiring;
    private final ResolutionProblems resolution;
    private final Safekeeping safekeeping;

    Contents(Wiring wiring, ResolutionProblems resolution, Safekeeping safekeeping) {
        this.wiring = wiring;
        this.resolution = resolution;
        this.safekeeping = safekeeping;
    }

    /** The framework begins to update the entry's bundle. */
    void updating(ModuleEntry entry, byte[] content) {
        safekeeping.keep(entry, content);
    }

    /** The framework has ended the update of what was the entry's bundle. */
    void updated(ModuleEntry entry) {
        safekeeping.release(entry);
    }

    /**
     * Resolves and starts a bundle with its new content.
     *
     * @throws ModuleException when what it needs is not there
     */
    void start(ModuleEntry next, ModuleEntry former) throws ModuleException, BundleException {
        Bundle bundle = next.bundle();
        wiring.resolve(List.of(bundle));
        if (bundle.getState() == Bundle.INSTALLED) {
            throw new ModuleException(resolution.ofReplacement(former, next));
        }
        bundle.start(Bundle.START_TRANSIENT);
    }

    /** Gives a bundle the content again that it had, and starts it. */
    void putBack(ModuleEntry former, byte[] content) throws ModuleException, BundleException {
        Bundle bundle = former.bundle();
        if (!ModuleHeaders.isModule(bundle) || !ModuleHeaders.of(bundle).equals(former.headers())) {
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update(new ByteArrayInputStream(content));
        }
        start(former, former);
    }
}
