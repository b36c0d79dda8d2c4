package org.kernos.container.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.container.contract.HostContract;
import org.kernos.container.contract.ProviderContract;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is between a module, its container and the modules it is wired to: looked at before any of its code is loaded. */
final class WiredContracts {

    private static final Logger LOG = LoggerFactory.getLogger(WiredContracts.class);

    private final HostContract host;
    private final ModuleTable table;
    private final Wiring wiring;

    WiredContracts(HostContract host, ModuleTable table, Wiring wiring) {
        this.host = host;
        this.table = table;
        this.wiring = wiring;
    }

    /**
     * Warnings are added to the module's problems.
     *
     * @throws ModuleException with all that keeps the module from being opened
     */
    void check(ModuleEntry entry) throws ModuleException {
        List<Problem> refusals = new ArrayList<>(host.refusals(entry.descriptor()));
        List<Problem> warnings = new ArrayList<>(host.warnings(entry.descriptor()));
        List<ModuleEntry> providers = providers(entry);
        for (Dependency dependency : entry.descriptor().dependencies()) {
            List<ModuleEntry> wired = providers.stream()
                    .filter(provider -> Wiring.satisfies(dependency, provider))
                    .toList();
            for (ModuleEntry provider : wired) {
                ProviderContract contract = new ProviderContract(entry.descriptor(), dependency, provider.descriptor());
                refusals.addAll(contract.refusals());
                warnings.addAll(contract.warnings());
            }
            if (wired.isEmpty() && dependency.optional()) {
                LOG.debug("{}: optional dependency {} is not there", entry.name(), dependency);
            }
        }
        if (!refusals.isEmpty()) {
            throw new ModuleException(placed(refusals, entry));
        }
        warnings.forEach(warning -> table.addProblem(entry, warning));
    }

    private static List<Problem> placed(List<Problem> problems, ModuleEntry entry) {
        Place place = Place.of(entry.headers().shownLocation());
        return problems.stream().map(problem -> problem.at(place)).toList();
    }

    /** The modules that this one is wired to, whatever their state. */
    List<ModuleEntry> providers(ModuleEntry entry) {
        return wiring.providers(entry.bundle()).stream()
                .map(table::find)
                .filter(Objects::nonNull)
                .toList();
    }
}
