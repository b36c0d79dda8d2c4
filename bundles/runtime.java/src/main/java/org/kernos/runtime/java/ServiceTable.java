package org.kernos.runtime.java;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.kernos.api.Module;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The Module services that may be opened now: {@link ModuleServices} enters them, {@link JavaRuntime} opens them. */
@Component(service = ServiceTable.class)
public final class ServiceTable {

    private final ConcurrentMap<Key, Module> modules = new ConcurrentHashMap<>();

    private record Key(String name, Version version) {}

    /** An empty one. */
    @Activate
    public ServiceTable() {}

    /** Enters a service; false when another one of this name and version is there. */
    boolean enter(String name, Version version, Module module) {
        return modules.putIfAbsent(new Key(name, version), module) == null;
    }

    void remove(String name, Version version) {
        modules.remove(new Key(name, version));
    }

    Optional<Module> find(String name, Version version) {
        return Optional.ofNullable(modules.get(new Key(name, version)));
    }
}
