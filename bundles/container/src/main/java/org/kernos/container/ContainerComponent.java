package org.kernos.container;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.container.source.Mounts;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Runs the container while its bundle is active and its configuration holds. */
@Component(
        service = {},
        immediate = true,
        configurationPid = ContainerConfiguration.PID)
@Designate(ocd = ContainerConfiguration.class)
public final class ContainerComponent {

    private final RunningContainer container;

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    @Activate
    public ContainerComponent(
            BundleContext context,
            @Reference LoadingLock lock,
            @Reference Mounts mounts,
            Map<String, Object> properties) {
        container = new RunningContainer(
                context, ContainerSettings.of(key -> configured(key, properties.get(key), context)), lock, mounts);
        container.open();
    }

    private static @Nullable String configured(String key, @Nullable Object value, BundleContext context) {
        if (value instanceof String[] list) {
            return String.join(",", list);
        }
        return value == null ? context.getProperty(key) : value.toString();
    }

    @Deactivate
    public void stop() {
        container.close();
    }
}
