package org.kernos.api.source;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Mount points: places of the kernel's that take one object of the applications' (module-source-protocol). An OSGi service, and so is
 * each mounted object, with the property {@value #MOUNT_POINT}: those of other bundles count as well, and of several the one with the highest ranking is
 * the mounted one. An object goes with the bundle that has mounted it.
 */
@ProviderType
public interface Coordinator {

    /** The service property that names the point. */
    String MOUNT_POINT = "mount.point";

    /**
     * Mounts an object with ranking 0, in place of what the calling bundle has mounted at this point before.
     *
     * @param point not blank
     * @throws IllegalArgumentException when the point takes another type: {@link ModuleSourceResolver#MOUNT_POINT} takes resolvers
     */
    void mount(String point, Object object);

    /**
     * Takes away what the calling bundle has mounted.
     *
     * @throws IllegalArgumentException when it has mounted nothing there
     */
    void unmount(String point);

    /**
     * What is mounted.
     *
     * @throws java.util.NoSuchElementException when nothing is, naming the points that are taken
     */
    Object get(String point);

    /** The points at which something is mounted, sorted. */
    List<String> points();
}
