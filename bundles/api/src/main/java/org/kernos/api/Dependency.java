package org.kernos.api;

/**
 * A module that another one needs.
 *
 * @param module the provider's name
 * @param requirement which of its versions will do
 * @param optional whether the module works without it
 */
public record Dependency(String module, VersionRequirement requirement, boolean optional) {

    @Override
    public String toString() {
        return module + " " + requirement.range() + (optional ? " (optional)" : "");
    }
}
