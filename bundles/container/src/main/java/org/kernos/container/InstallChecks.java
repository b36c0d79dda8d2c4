package org.kernos.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.container.contract.HostContract;
import org.kernos.container.contract.ProvidedInterfaces;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;

/** What a module has to fulfil before it is installed. */
final class InstallChecks {

    private final ModuleTable table;
    private final LoadingLock lock;
    private final HostContract host;

    InstallChecks(ModuleTable table, LoadingLock lock, HostContract host) {
        this.table = table;
        this.lock = lock;
        this.host = host;
    }

    /**
     * @throws ModuleException when the candidate would close a circle of dependencies, naming it
     */
    void refuseCircle(ModuleCandidate candidate) throws ModuleException {
        Problem circle = CircleCheck.find(List.of(candidate), table).get(candidate.directory());
        if (circle != null) {
            throw new ModuleException(circle);
        }
    }

    /**
     * @param isNew whether it came from a directory that nothing is installed from
     * @throws ModuleException when it may not be installed, with every reason
     */
    void refuse(ModuleCandidate candidate, boolean isNew) throws ModuleException {
        List<Problem> problems = isNew ? lateOrTwice(candidate) : new ArrayList<>();
        Place place = Place.of(candidate.files().location());
        host.refusals(candidate.descriptor()).forEach(problem -> problems.add(problem.at(place)));
        ProvidedInterfaces.collisions(candidate.descriptor(), id -> known(candidate, id))
                .forEach(problem -> problems.add(problem.at(place)));
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
    }

    /** The interfaces of an id, of all modules but the one that the candidate takes the place of. */
    private List<ProvidedInterfaces.Known> known(ModuleCandidate candidate, InterfaceId id) {
        return table.providing(id).stream()
                .filter(entry -> !entry.headers().directory().equals(candidate.directory()))
                .flatMap(entry -> entry.descriptor().traits().provides().stream()
                        .filter(provided -> provided.id().equals(id))
                        .map(provided -> new ProvidedInterfaces.Known(provided.name(), entry.name())))
                .toList();
    }

    private List<Problem> lateOrTwice(ModuleCandidate candidate) {
        ModuleDescriptor descriptor = candidate.descriptor();
        List<Problem> problems = new ArrayList<>();
        List<ModuleEntry> namesakes = table.all(descriptor.name());
        if (lock.isLocked() && namesakes.isEmpty()) {
            problems.add(LoadingLock.refusal(descriptor.name()));
        }
        Optional<ModuleEntry> twin = namesakes.stream()
                .filter(entry -> entry.descriptor().version().equals(descriptor.version()))
                .findFirst();
        twin.ifPresent(entry -> problems.add(Problem.of(
                        ProblemCode.ALREADY_INSTALLED,
                        "module '" + descriptor.name() + "' " + descriptor.version() + " is already installed from '"
                                + entry.headers().shownLocation() + "'")
                .at(Place.of(candidate.files().location()))
                .fix("give this one another version, or " + uninstall(entry, namesakes.size()) + " first")));
        return problems;
    }

    /** A name alone means the highest version, which need not be the one that is in the way. */
    private static String uninstall(ModuleEntry entry, int namesakes) {
        return namesakes == 1
                ? "module:uninstall " + entry.name()
                : "uninstall its bundle " + entry.bundle().getBundleId();
    }
}
