package org.kernos.container;

import org.kernos.api.ModuleException;
import org.kernos.container.history.UnfinishedUpdates;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the contents of bundles that the framework refreshes: it writes what it knows of them then, as it does in an update. */
record RefreshGuard(UnfinishedUpdates unfinished, ModuleTable table, ModuleInstaller installer) {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshGuard.class);

    /**
     * A module's bundle is about to be refreshed.
     *
     * @return to be run when it has been
     */
    Runnable begin(Bundle bundle) {
        ModuleEntry entry = table.find(bundle);
        if (entry == null || unfinished.isGuarded(bundle)) {
            return () -> {};
        }
        try {
            UnfinishedUpdates.Guard guard = unfinished.begin(bundle, installer.snapshot(entry));
            return () -> unfinished.end(guard);
        } catch (ModuleException e) {
            LOG.warn("{} is refreshed without a copy of its content, which a kill could cost it", entry.name(), e);
            return () -> {};
        }
    }
}
