package org.kernos.itests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kernos.api.Module;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.osgi.framework.Version;

/** A module that a bundle offers as a service. */
public final class GreeterModule implements Module {

    private final Version version;
    private final List<String> record = new CopyOnWriteArrayList<>();

    GreeterModule(Version version) {
        this.version = version;
    }

    /** What the container has done with it. */
    List<String> record() {
        return record;
    }

    @Override
    public String name() {
        return "greeter";
    }

    @Override
    public Version version() {
        return version;
    }

    @Override
    public List<InterfaceDefinition> provides() {
        return List.of(
                new InterfaceDefinition("Greeting", version, List.of(MethodSignature.parse("greet(slice) -> slice"))));
    }

    @Override
    public void init() {
        record.add("init");
    }

    @Override
    public void cleanup() {
        record.add("cleanup");
    }

    /** The interface's method. */
    public String greet(String name) {
        return "Hello, " + name + ", from " + version;
    }
}
