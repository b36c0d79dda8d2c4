package org.kernos.container.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.swap.PersistentStates;
import org.kernos.container.swap.SavedState;
import org.kernos.container.swap.StateSeal;
import org.kernos.spi.ReloadHooks;
import org.kernos.spi.StateBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives modules whose state is persistent their state when they open, and saves it when they are swapped or shut down. */
final class KeptStates {

    private static final Logger LOG = LoggerFactory.getLogger(KeptStates.class);

    private final PersistentStates states;
    private final ModuleTable table;

    /** Loads and initialises a module. */
    @FunctionalInterface
    interface Loader {
        OpenModule load(ModuleEntry entry) throws ModuleException;
    }

    KeptStates(PersistentStates states, ModuleTable table) {
        this.states = states;
        this.table = table;
    }

    /**
     * Opens a module with the state that was saved, where there is one.
     *
     * @param end closes what is not gone on with
     */
    OpenModule open(ModuleEntry entry, Loader loader, Consumer<OpenModule> end) throws ModuleException {
        if (!PersistentStates.isWanted(entry.descriptor())) {
            return loader.load(entry);
        } else if (hasNamesake(entry)) {
            report(
                    entry,
                    Problem.of(
                                    ProblemCode.STATE,
                                    "another version of module '" + entry.name()
                                            + "' is active, whose state is the one that is saved; this one's is not")
                            .fix("stop the other one first"));
            return loader.load(entry);
        }
        Optional<SavedState> saved = states.read(entry.name(), problem -> report(entry, problem));
        OpenModule open = loader.load(entry);
        ReloadHooks hooks = open.reloadHooks().orElse(null);
        if (hooks == null) {
            report(entry, withoutHooks(entry));
            return open;
        } else if (saved.isPresent()) {
            try {
                PersistentStates.restore(saved.get(), hooks);
            } catch (ModuleException e) {
                // Half a state may be in it.
                end.accept(open);
                states.notTaken(saved.get(), e, problem -> report(entry, problem));
                open = loader.load(entry);
            }
        }
        saveAtShutdown(entry, open);
        return open;
    }

    private boolean hasNamesake(ModuleEntry entry) {
        return table.all(entry.name()).stream()
                .anyMatch(other -> other.bundle() != entry.bundle() && table.isServing(other));
    }

    private static Problem withoutHooks(ModuleEntry entry) {
        return Problem.of(
                        ProblemCode.STATE,
                        "the state of module '" + entry.name()
                                + "' is to be persistent, but the module has no hooks that save and restore one")
                .fix("give it the hooks, or take \"state\": \"persistent\" out of its manifest.json");
    }

    private void report(ModuleEntry entry, Problem problem) {
        LOG.warn("{}", problem);
        table.addProblem(entry, problem);
    }

    private void saveAtShutdown(ModuleEntry entry, OpenModule open) {
        open.reloadHooks().ifPresent(hooks -> {
            states.own(entry.name(), open);
            open.beforeShutdown(() -> {
                hooks.prepareReload();
                int version = hooks.stateVersion();
                try (StateBytes state = hooks.serializeState()) {
                    save(entry, open, StateSeal.seal(state, version));
                }
            });
        });
    }

    private void save(ModuleEntry entry, OpenModule open, StateSeal seal) throws ModuleException {
        states.save(
                new SavedState(
                        entry.name(),
                        entry.descriptor().version(),
                        entry.headers().revision(),
                        seal),
                open);
    }

    /**
     * A revision has taken another one's place, and with it the saving, be another version of the module active or not. One that takes the place
     * of a revision that did not save begins to when nobody else does.
     *
     * @param moved the state that went over, if one did
     * @return why it was not saved
     */
    List<Problem> swapped(ModuleEntry entry, OpenModule former, OpenModule open, @Nullable StateSeal moved) {
        List<Problem> problems = new ArrayList<>();
        boolean saves = states.isOwner(entry.name(), former) || (!states.isOwned(entry.name()) && !hasNamesake(entry));
        if (!PersistentStates.isWanted(entry.descriptor()) || !saves) {
            return problems;
        } else if (open.reloadHooks().isEmpty()) {
            problems.add(withoutHooks(entry));
            return problems;
        }
        saveAtShutdown(entry, open);
        if (moved != null) {
            try {
                save(entry, open, moved);
            } catch (ModuleException e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }
}
