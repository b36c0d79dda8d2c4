package org.kernos.container.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;

/**
 * What a module expects of one that it is wired to: the binary interface (helix X-9) and the interfaces it was compiled against, in
 * the form it knows (helix X-4).
 */
public record ProviderContract(ModuleDescriptor consumer, Dependency dependency, ModuleDescriptor provider) {

    /** Why the two do not work together; empty when they do. */
    public List<Problem> refusals() {
        List<Problem> problems = new ArrayList<>();
        abi(AbiVersion.Compatibility.Incompatible.class).ifPresent(problems::add);
        List<String> differences = new ArrayList<>();
        dependency.interfaces().forEach(expected -> differences.addAll(differences(expected)));
        if (!differences.isEmpty()) {
            problems.add(Problem.of(
                            ProblemCode.INTERFACE_MISMATCH,
                            "module '" + consumer.name() + "' was compiled against other interfaces than '"
                                    + provider.name() + "' " + provider.version()
                                    + " has: " + String.join("; ", differences))
                    .fix("compile it against the interfaces of '" + provider.name() + "' " + provider.version()
                            + ", or load a version that has them as expected"));
        }
        return problems;
    }

    private List<String> differences(InterfaceDefinition expected) {
        return provider.traits().provides().stream()
                .filter(offered -> offered.name().equals(expected.name()))
                .findFirst()
                .map(expected::differencesOf)
                .orElseGet(() -> List.of("it has no interface " + expected.name()));
    }

    /** What the consumer's author should know. */
    public List<Problem> warnings() {
        return abi(AbiVersion.Compatibility.PartiallyCompatible.class).stream().toList();
    }

    private Optional<Problem> abi(Class<?> kind) {
        AbiVersion own = consumer.traits().abi();
        AbiVersion other = provider.traits().abi();
        AbiVersion.Compatibility fits = own.with(other);
        if (!kind.isInstance(fits)) {
            return Optional.empty();
        }
        return fits.remark().map(remark -> Problem.of(
                        ProblemCode.ABI_MISMATCH,
                        "module '" + consumer.name() + "' was built for ABI " + own + ", and '" + provider.name()
                                + "', which it needs, for ABI " + other + ": " + remark)
                .fix("build '" + provider.name() + "' again with the SDK of '" + consumer.name() + "'"));
    }
}
