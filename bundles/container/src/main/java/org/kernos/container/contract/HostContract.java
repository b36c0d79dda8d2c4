package org.kernos.container.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.AbiVersion;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleFlag;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * What this container asks of every module: a name that is not its own, the binary interface (helix X-9), and its leave for what is
 * privileged (helix X-10).
 *
 * @param privileged names of the modules that the configuration allows to be privileged
 */
public record HostContract(Set<String> privileged) {

    /** The module name under which the container's own functions are called. */
    public static final String OWN_NAME = "kernos";

    public HostContract {
        privileged = Set.copyOf(privileged);
    }

    /** Why the module cannot be loaded here; empty when it can. */
    public List<Problem> refusals(ModuleDescriptor module) {
        List<Problem> problems = new ArrayList<>();
        if (module.name().equals(OWN_NAME)) {
            problems.add(Problem.of(ProblemCode.NAME, "'" + OWN_NAME + "' is the name of the container's own functions")
                    .fix("give the module another name"));
        }
        abi(module, AbiVersion.Compatibility.Incompatible.class).ifPresent(problems::add);
        if (module.traits().flags().contains(ModuleFlag.PRIVILEGED) && !privileged.contains(module.name())) {
            problems.add(Problem.of(
                            ProblemCode.NOT_PRIVILEGED,
                            "module '" + module.name() + "' is flagged as privileged, and kernos.privileged "
                                    + (privileged.isEmpty() ? "is empty" : "does not name it"))
                    .fix("if you trust it with everything, add " + module.name() + " to kernos.privileged"));
        }
        return problems;
    }

    /** What its author should know although it can be loaded. */
    public List<Problem> warnings(ModuleDescriptor module) {
        return abi(module, AbiVersion.Compatibility.PartiallyCompatible.class).stream()
                .toList();
    }

    private static Optional<Problem> abi(ModuleDescriptor module, Class<?> kind) {
        AbiVersion built = module.traits().abi();
        AbiVersion.Compatibility fits = built.with(AbiVersion.CURRENT);
        if (!kind.isInstance(fits)) {
            return Optional.empty();
        }
        return fits.remark().map(remark -> Problem.of(
                        ProblemCode.ABI_MISMATCH,
                        "module '" + module.name() + "' was built for ABI " + built + ", this container has ABI "
                                + AbiVersion.CURRENT + ": " + remark)
                .fix("build it with an SDK of ABI " + AbiVersion.CURRENT.major() + ".x, at most "
                        + AbiVersion.CURRENT));
    }
}
