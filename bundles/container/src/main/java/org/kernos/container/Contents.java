package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Consumer;
import org.kernos.api.ModuleException;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.history.UpdatesUnderWay;
import org.kernos.container.life.FormerContents;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ResolutionProblems;
import org.kernos.container.life.Wiring;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contents that a module's bundle has in turn while the module stays open. */
final class Contents {

    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

    private final Wiring wiring;
    private final ResolutionProblems resolution;
    private final UpdatesUnderWay underWay;
    private final FormerContents formerContents;
    private final Consumer<Runnable> later;

    /**
     * @param later carries out an operation some time later, in its turn
     */
    Contents(
            Wiring wiring,
            ResolutionProblems resolution,
            UpdatesUnderWay underWay,
            FormerContents formerContents,
            Consumer<Runnable> later) {
        this.wiring = wiring;
        this.resolution = resolution;
        this.underWay = underWay;
        this.formerContents = formerContents;
        this.later = later;
    }

    /** A bundle is going to be updated that has this content. */
    void changing(Bundle bundle, byte[] content) {
        underWay.begin(bundle, content);
    }

    /** A bundle has the content that it is to have. */
    void changed(Bundle bundle) {
        underWay.end(bundle);
        try {
            later.accept(() -> formerContents.letGo(bundle));
        } catch (IllegalStateException e) {
            LOG.debug("the container stopped behind an update of {}", bundle, e);
        }
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
