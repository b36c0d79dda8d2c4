package org.kernos.deployer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SwapReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what paths that have come to rest at about the same time ask for: first modules go, then active ones are swapped, then new ones are
 * loaded, all of them together, so that what arrives in the wrong order starts in the right one. One object serves one wave.
 */
final class Wave {

    private static final Logger LOG = LoggerFactory.getLogger(Wave.class);

    private final ModuleContainer container;
    private final DeploymentRecord record;
    private final Archives archives;
    private final Surroundings surroundings;
    private final Refusals refusals;
    private final BooleanSupplier ended;

    private final List<Arrival> swaps = new ArrayList<>();
    private final List<Arrival> loads = new ArrayList<>();
    /** Where the modules of this wave come from, by name. */
    private final Map<String, Path> names = new HashMap<>();
    /** Null when an operation may have changed it. */
    private @Nullable Object around;

    /** Is told what comes of each path. */
    interface Refusals {
        /**
         * @param around what was around afterwards
         */
        void refused(Refused refused, List<Problem> problems, Object around);

        void done(Path path);
    }

    /**
     * What was not done.
     *
     * @param stamp of the content
     * @param what came to nothing, for people
     * @param serving the module that goes on instead, or null when there is none
     */
    record Refused(
            Path path, String stamp, String what, @Nullable ModuleInfo serving) {}

    /** A module that is complete: where it was put, its content's stamp, where it can be read. */
    private record Arrival(
            Path path,
            String stamp,
            Path directory,
            String name,
            @Nullable ModuleInfo former) {

        Refused refused(String what) {
            return new Refused(path, stamp, what, former);
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws ModuleException;
    }

    Wave(
            ModuleContainer container,
            DeploymentRecord record,
            Archives archives,
            Surroundings surroundings,
            Refusals refusals,
            BooleanSupplier ended) {
        this.container = container;
        this.record = record;
        this.archives = archives;
        this.surroundings = surroundings;
        this.refusals = refusals;
        this.ended = ended;
    }

    /**
     * @param stamps of the paths as they are now
     */
    void run(Map<Path, String> stamps) {
        stamps.forEach((path, stamp) -> {
            if (stamp.equals(ContentStamp.ABSENT)) {
                guarded(new Refused(path, stamp, "gone", null), () -> remove(path));
            }
        });
        stamps.forEach((path, stamp) -> {
            if (!stamp.equals(ContentStamp.ABSENT)) {
                ModuleInfo former = installed(path).orElse(null);
                guarded(new Refused(path, stamp, "not swapped", former), () -> arrive(path, stamp));
            }
        });
        swaps.forEach(arrival -> guarded(arrival.refused("not swapped"), () -> swap(arrival)));
        if (!loads.isEmpty() && !ended.getAsBoolean()) {
            load();
        }
    }

    /** One path's step: whatever goes wrong in it is that path's problem alone. */
    private void guarded(Refused path, Step step) {
        if (ended.getAsBoolean()) {
            return;
        }
        try {
            step.take();
        } catch (ModuleException e) {
            refuse(path, e.problems());
        } catch (RuntimeException e) {
            failed(path, e);
        }
    }

    /** A container that stops says so before its service goes; the next one finds the path in the record. */
    private void failed(Refused path, RuntimeException e) {
        LOG.debug("{}", path.path(), e);
        if (e instanceof IllegalStateException) {
            LOG.warn("{}: put off until there is a container again: {}", path.path(), e.getMessage());
        } else {
            refuse(path, List.of(unexpected(path.path(), e)));
        }
    }

    private static Problem unexpected(Path path, RuntimeException e) {
        return Problem.of(ProblemCode.FRAMEWORK, "the container ended with " + e)
                .at(Place.of(path.toString()))
                .fix("touch a file in it to have it tried again; the debug log has the stack trace");
    }

    private void refuse(Refused refused, List<Problem> problems) {
        Object now = around == null ? surroundings.snapshot() : around;
        around = now;
        refusals.refused(refused, problems, now);
    }

    private void done(Path path, String module, String stamp) {
        record.put(path, new DeploymentRecord.Entry(module, stamp));
        refusals.done(path);
    }

    /** The module that was seen at a path, if it is what is installed under its name. */
    private Optional<ModuleInfo> installed(Path path) {
        return record.find(path)
                .filter(entry -> !entry.module().isEmpty())
                .flatMap(entry -> container.registry().findModule(entry.module()))
                .filter(module -> isFrom(module, path));
    }

    /** The container shows a directory relative to its home where it can. */
    private boolean isFrom(ModuleInfo module, Path path) {
        Path from = Path.of(module.from());
        return path.endsWith(from) || archives.isFrom(path, from);
    }

    private void remove(Path path) {
        String name = record.find(path).map(DeploymentRecord.Entry::module).orElse("");
        Optional<ModuleInfo> module = installed(path);
        if (module.isPresent()) {
            uninstall(path, ContentStamp.ABSENT, module.get());
        } else if (!name.isEmpty() && container.registry().findModule(name).isEmpty() && surroundings.hasBundle(name)) {
            refuse(
                    new Refused(path, ContentStamp.ABSENT, "gone", null),
                    List.of(Problem.of(
                            ProblemCode.MODULE_NOT_FOUND,
                            "module '" + name + "' is installed, but the bundle that reads it is not there yet")));
        } else {
            OutcomeLog.nothingToRemove(path);
            forget(path);
        }
    }

    private boolean uninstall(Path path, String stamp, ModuleInfo module) {
        around = null;
        Outcome outcome = container.uninstall(module.name(), false);
        if (outcome instanceof Outcome.Refused refused) {
            refuse(new Refused(path, stamp, "gone, but not uninstalled", module), refused.problems());
            return false;
        }
        OutcomeLog.removed(path, module.name());
        forget(path);
        return true;
    }

    private void forget(Path path) {
        record.remove(path);
        archives.forget(path);
        refusals.done(path);
    }

    private void arrive(Path path, String stamp) throws ModuleException {
        Optional<ModuleInfo> former = installed(path);
        if (former.isPresent() && hasContent(path, stamp)) {
            OutcomeLog.unchanged(path, former.get());
            refusals.done(path);
            return;
        }
        Path directory = Files.isDirectory(path) ? path : archives.unpack(path, stamp);
        String name = container.describe(directory.toString(), LoadOptions.NONE).name();
        if (former.isPresent() && !former.get().name().equals(name)) {
            if (!uninstall(path, stamp, former.get())) {
                return;
            }
            // The archive was forgotten with the module that it had held.
            directory = Files.isDirectory(path) ? path : archives.unpack(path, stamp);
        }
        refuseNamesake(path, name);
        Optional<ModuleInfo> installed = container.registry().findModule(name);
        record.put(path, new DeploymentRecord.Entry(name, stampOf(path, name)));
        Arrival arrival = new Arrival(path, stamp, directory, name, installed.orElse(null));
        (installed.filter(Wave::isServing).isPresent() ? swaps : loads).add(arrival);
    }

    private boolean hasContent(Path path, String stamp) {
        return record.find(path).filter(entry -> entry.stamp().equals(stamp)).isPresent();
    }

    /** Of the content that is installed. */
    private String stampOf(Path path, String module) {
        return record.find(path)
                .filter(entry -> entry.module().equals(module))
                .map(DeploymentRecord.Entry::stamp)
                .orElse("");
    }

    private static boolean isServing(ModuleInfo module) {
        return module.state() == ModuleState.ACTIVE || module.state() == ModuleState.PAUSED;
    }

    /** The name alone says which module is swapped or uninstalled later: it may not stand for one from elsewhere. */
    private void refuseNamesake(Path path, String name) throws ModuleException {
        Optional<String> other = container
                .registry()
                .findModule(name)
                .filter(module -> !isFrom(module, path))
                .map(ModuleInfo::from);
        Path twin = names.putIfAbsent(name, path);
        String from = twin == null ? other.orElse("") : twin.toString();
        if (!from.isEmpty()) {
            throw new ModuleException(Problem.of(
                            ProblemCode.ALREADY_INSTALLED,
                            "module '" + name + "' is already installed from '" + from + "'")
                    .at(Place.of(path.toString()))
                    .fix("remove one of the two"));
        }
    }

    private void swap(Arrival arrival) {
        around = null;
        SwapReport report = container.swap(arrival.name(), arrival.directory());
        switch (report.result()) {
            case SWITCHED -> {
                OutcomeLog.swapped(arrival.path(), report);
                done(arrival.path(), arrival.name(), arrival.stamp());
            }
            case UNCHANGED -> unchanged(arrival);
            case REFUSED -> refuse(arrival.refused("not swapped"), report.problems());
            case ROLLED_BACK -> refuse(arrival.refused("swap rolled back"), report.problems());
        }
    }

    private void unchanged(Arrival arrival) {
        container
                .registry()
                .findModule(arrival.name())
                .ifPresent(module -> OutcomeLog.unchanged(arrival.path(), module));
        done(arrival.path(), arrival.name(), arrival.stamp());
    }

    private void load() {
        around = null;
        BootReport report;
        try {
            report = container.loadAll(loads.stream().map(Arrival::directory).toList());
        } catch (RuntimeException e) {
            loads.forEach(arrival -> failed(arrival.refused("not loaded"), e));
            return;
        }
        loads.forEach(arrival -> loaded(arrival, report));
    }

    private void loaded(Arrival arrival, BootReport report) {
        Optional<ModuleInfo> active = report.active().stream()
                .filter(module -> module.name().equals(arrival.name()) && isFrom(module, arrival.path()))
                .findFirst();
        if (active.isPresent()) {
            OutcomeLog.started(arrival.path(), active.get());
            done(arrival.path(), arrival.name(), arrival.stamp());
            return;
        }
        List<Problem> problems = Stream.of(report.refused(), report.optional())
                .flatMap(refused -> refused.entrySet().stream())
                .filter(refused -> arrival.directory().endsWith(Path.of(refused.getKey())))
                .flatMap(refused -> refused.getValue().stream())
                .toList();
        refuse(new Refused(arrival.path(), arrival.stamp(), "not loaded", null), problems);
    }
}
