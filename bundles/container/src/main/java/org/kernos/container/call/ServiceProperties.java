package org.kernos.container.call;

import java.util.Dictionary;
import java.util.Hashtable;
import org.kernos.api.FunctionProperties;
import org.kernos.api.KernelFunction;
import org.osgi.framework.Version;

/** The service properties that all functions of one module share, and those of each (architecture N-6). */
public record ServiceProperties(String module, Version version, long revision) {

    public Dictionary<String, Object> ofModule() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(FunctionProperties.MODULE, module);
        properties.put(FunctionProperties.VERSION, version);
        properties.put(FunctionProperties.REVISION, revision);
        return properties;
    }

    public Dictionary<String, Object> of(KernelFunction function) {
        Dictionary<String, Object> properties = ofModule();
        properties.put(FunctionProperties.FUNCTION, function.qualifiedName());
        properties.put(FunctionProperties.SIGNATURE, function.signature().describe(function.name()));
        properties.put(FunctionProperties.RETURN, function.signature().returns().keyword());
        properties.put(FunctionProperties.VARIADIC, function.signature().isVariadic());
        return properties;
    }
}
