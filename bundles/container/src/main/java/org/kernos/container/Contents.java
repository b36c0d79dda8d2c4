package org.kernos.container;

import java.io.ByteArrayInputStream;
import org.kernos.api.ModuleException;
import org.kernos.container.bundle.FrameworkLock;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ResolutionProblems;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The contents that a module's bundle has in turn while the module stays open. */
final class Contents {

    private final ResolutionProblems resolution;

    Contents(ResolutionProblems resolution) {
        this.resolution = resolution;
    }

    /**
     * Resolves and starts a bundle with its new content.
     *
     * @throws ModuleException when what it needs is not there
     */
    void start(ModuleEntry next, ModuleEntry former) throws ModuleException, BundleException {
        Bundle bundle = next.bundle();
        try {
            // Which resolves it, too.
            FrameworkLock.tryFor(() -> bundle.start(Bundle.START_TRANSIENT));
        } catch (BundleException e) {
            if (e.getType() == BundleException.RESOLVE_ERROR) {
                throw new ModuleException(resolution.ofReplacement(former, next), e);
            }
            throw e;
        }
    }

    /** Gives a bundle the content again that it had, and starts it. */
    void putBack(ModuleEntry former, byte[] content) throws ModuleException, BundleException {
        Bundle bundle = former.bundle();
        if (!ModuleHeaders.isModule(bundle) || !ModuleHeaders.of(bundle).equals(former.headers())) {
            FrameworkLock.tryFor(() -> bundle.stop(Bundle.STOP_TRANSIENT));
            FrameworkLock.tryFor(() -> bundle.update(new ByteArrayInputStream(content)));
        }
        start(former, former);
    }
}
