package org.kernos.container.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Problem;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.call.GatedFunction;
import org.osgi.framework.Bundle;

/** What the container knows of one module's bundle. Its mutable part is guarded by the {@link ModuleTable}'s lock. */
public final class ModuleEntry {

    private final Bundle bundle;
    private final long id;
    private final ModuleHeaders headers;
    private final ModuleDescriptor descriptor;
    private final List<Problem> warnings;

    ModuleState state = ModuleState.REGISTERED;
    List<Problem> problems;

    @Nullable
    public OpenModule open;
    /** Counts activations over all modules: the order of registration. */
    long activation;

    /**
     * @param warnings of its reader
     */
    public ModuleEntry(Bundle bundle, ModuleHeaders headers, ModuleDescriptor descriptor, List<Problem> warnings) {
        this.warnings = List.copyOf(warnings);
        this.problems = this.warnings;
        this.bundle = bundle;
        this.id = bundle.getBundleId();
        this.headers = headers;
        this.descriptor = descriptor;
    }

    public Bundle bundle() {
        return bundle;
    }

    /** The bundle's number, which the bundle itself tells only when nobody updates it. */
    long id() {
        return id;
    }

    public ModuleHeaders headers() {
        return headers;
    }

    public ModuleDescriptor descriptor() {
        return descriptor;
    }

    /** What its reader found worth saying although the module can be used. */
    public List<Problem> warnings() {
        return warnings;
    }

    public String name() {
        return descriptor.name();
    }

    /** Whether its functions are services, be it that their calls wait. To be asked under the table's lock. */
    boolean isServing() {
        return state == ModuleState.ACTIVE || state == ModuleState.PAUSED;
    }

    /** The module as it is with this state, which the caller has read under the table's lock. */
    ModuleInfo info(ModuleState currentState, List<Problem> currentProblems, @Nullable OpenModule running) {
        List<FunctionDeclaration> functions = running == null
                ? List.of()
                : running.functions().values().stream()
                        .map(GatedFunction::declaration)
                        .toList();
        Map<String, String> details = new TreeMap<>();
        List<Problem> all = new ArrayList<>(currentProblems);
        if (running != null) {
            details.putAll(running.details());
            details.putAll(running.configuration().details());
            all.addAll(running.configuration().problems());
            details.put("calls-inside", Integer.toString(running.callsInside()));
        }
        return new ModuleInfo(
                id, descriptor, currentState, headers.revision(), headers.shownLocation(), functions, all, details);
    }

    public void addProblem(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(problem);
        problems = List.copyOf(more);
    }
}
