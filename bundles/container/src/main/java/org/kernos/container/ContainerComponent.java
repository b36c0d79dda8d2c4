package org.kernos.container;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.container.source.Mounts;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a container while its bundle is active and its configuration holds, another one for each configuration. What changes in it and is no setting of ours,
 * such as the file where FileInstall keeps it, is no reason to close all modules.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = ContainerConfiguration.PID)
@Designate(ocd = ContainerConfiguration.class)
public final class ContainerComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerComponent.class);

    private final BundleContext context;
    private final LoadingLock lock;
    private final Mounts mounts;

    /** Null while the configuration does not hold. */
    private @Nullable ContainerSettings settings;

    private @Nullable RunningContainer container;

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    @Activate
    public ContainerComponent(
            BundleContext context,
            @Reference LoadingLock lock,
            @Reference Mounts mounts,
            Map<String, Object> properties) {
        this.context = context;
        this.lock = lock;
        this.mounts = mounts;
        open(settings(properties));
    }

    /** The configuration has changed. */
    @Modified
    public void modified(Map<String, Object> properties) {
        ContainerSettings next = null;
        try {
            next = settings(properties);
        } catch (IllegalArgumentException e) {
            LOG.error("the configuration {} does not hold: {}", ContainerConfiguration.PID, e.getMessage(), e);
        }
        if (next == null) {
            stop();
        } else if (!next.equals(settings)) {
            stop();
            open(next);
        }
    }

    private void open(ContainerSettings next) {
        RunningContainer opened = new RunningContainer(context, next, lock, mounts);
        try {
            opened.open();
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        container = opened;
        settings = next;
    }

    private ContainerSettings settings(Map<String, Object> properties) {
        return ContainerSettings.of(key -> configured(key, properties.get(key)));
    }

    private @Nullable String configured(String key, @Nullable Object value) {
        if (value instanceof String[] list) {
            return String.join(",", list);
        }
        return value == null ? context.getProperty(key) : value.toString();
    }

    @Deactivate
    public void stop() {
        RunningContainer running = container;
        container = null;
        settings = null;
        if (running != null) {
            running.close();
        }
    }
}
