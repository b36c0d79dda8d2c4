package org.kernos.api;

import java.util.List;
import java.util.Map;

/**
 * A module as the container knew it when it was asked.
 *
 * @param bundleId the framework's number for the module's bundle
 * @param revision counts the contents this module's name has had, from 1
 * @param from where it was installed from, as the user named it
 * @param functions what it registers, undeclared ones included; empty unless active
 * @param problems why it is not active, and warnings
 * @param details what its runtime says of it, in a stable order: library, counters
 */
public record ModuleInfo(
        long bundleId,
        ModuleDescriptor descriptor,
        ModuleState state,
        long revision,
        String from,
        List<FunctionDeclaration> functions,
        List<Problem> problems,
        Map<String, String> details) {

    public ModuleInfo {
        functions = List.copyOf(functions);
        problems = List.copyOf(problems);
    }

    public String name() {
        return descriptor.name();
    }
}
