package org.kernos.sources.maven;

import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when a repository could not be asked which versions it has, which Maven passes over: a snapshot may be an old one then. */
final class MetadataWatch extends AbstractRepositoryListener {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataWatch.class);

    @Override
    public void metadataDownloaded(RepositoryEvent event) {
        Exception failure = event.getException();
        if (failure != null && !(failure instanceof MetadataNotFoundException)) {
            LOG.warn(
                    "{} does not say which versions of {} it has, what was known before holds: {}",
                    event.getRepository(),
                    event.getMetadata(),
                    failure.getMessage());
        }
    }
}
