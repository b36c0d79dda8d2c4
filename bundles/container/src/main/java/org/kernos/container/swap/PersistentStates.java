package org.kernos.container.swap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ReloadHooks;

/**
 * The states that outlive the container, a {@link StateFile} for each module whose author asks for it. A file that is damaged, or that its
 * module does not take, is set aside, never lost. Guarded by this object's lock.
 */
public final class PersistentStates {

    public static final String PERSISTENT = "persistent";

    /** Where upper and lower case are one, and where devices have names. */
    private static final Pattern SAFE = Pattern.compile("(?!(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$))[a-z0-9_.-]+");

    private final Path directory;
    private final boolean refuses;
    /** The opening of each module that is to save its state: not the one before it, whose last call may end later. */
    private final Map<String, Object> owners = new HashMap<>();

    /**
     * @param refuses whether a module stays down whose file is damaged, until a person has seen to it; otherwise it begins afresh
     */
    public PersistentStates(Path directory, boolean refuses) {
        this.directory = directory;
        this.refuses = refuses;
    }

    /** Whether the module's author asks for this. */
    public static boolean isWanted(ModuleDescriptor module) {
        return PERSISTENT.equals(module.properties().get(DescriptorKeys.STATE));
    }

    private StateFile file(String module) {
        String name = SAFE.matcher(module).matches()
                ? module
                : "~" + String.format(Locale.ROOT, "%08x", module.hashCode()) + "~" + module;
        return new StateFile(directory.resolve(name + ".state"), module);
    }

    /**
     * What was saved last.
     *
     * @param report is told of a file that was set aside
     * @throws ModuleException when the module is to stay down
     */
    public synchronized Optional<SavedState> read(String module, Consumer<Problem> report) throws ModuleException {
        StateFile file = file(module);
        try {
            Optional<SavedState> saved = file.read();
            if (saved.isEmpty() && refuses && Files.exists(directory)) {
                refuseIfSetAside(file);
            }
            return saved;
        } catch (ModuleException e) {
            if (e.problems().get(0).code() != ProblemCode.STATE) {
                // Saved again, it would be gone: not before a person has seen what is wrong with the disk.
                throw e;
            }
            refuseOrReport(e, report);
            return Optional.empty();
        }
    }

    private static void refuseIfSetAside(StateFile file) throws ModuleException {
        Optional<Path> aside;
        try {
            aside = file.findSetAside();
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(Problem.of(
                            ProblemCode.UNREADABLE,
                            "whether a state of module '" + file.module() + "' was set aside cannot be told: " + e)),
                    e);
        }
        if (aside.isPresent()) {
            throw new ModuleException(Problem.of(
                            ProblemCode.STATE,
                            "module '" + file.module() + "' is not started without its state, which was set aside as "
                                    + aside.get().getFileName())
                    .at(Place.of(file.file().toString()))
                    .fix("put a good file there; or, to begin afresh, move the one that was set aside away or set"
                            + " kernos.state.damaged=fresh"));
        }
    }

    private void refuseOrReport(ModuleException reason, Consumer<Problem> report) throws ModuleException {
        if (refuses) {
            throw reason;
        }
        for (Problem problem : reason.problems()) {
            report.accept(problem.fix(
                    "the module has begun afresh; put a good file there while it is stopped, if there is one"));
        }
    }

    /**
     * Gives a module that was just opened its state.
     *
     * @throws ModuleException when it does not take it: it must not be used then
     */
    public static void restore(SavedState saved, ReloadHooks hooks) throws ModuleException {
        try {
            hooks.deserializeState(saved.state().data(), saved.state().stateVersion());
            hooks.verifyState();
            hooks.completeReload();
        } catch (RuntimeException e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.STATE, "the hooks for its state ended with " + e)), e);
        }
    }

    /**
     * A module has not taken its state: the file is set aside.
     *
     * @throws ModuleException when the module is to stay down
     */
    public synchronized void notTaken(SavedState saved, ModuleException reason, Consumer<Problem> report)
            throws ModuleException {
        StateFile file = file(saved.module());
        String what = "module '" + saved.module() + "' has not taken the state that revision " + saved.revision()
                + ", version " + saved.version() + ", has left";
        List<Problem> problems = new ArrayList<>();
        try {
            what += "; the file is now " + file.setAside().getFileName();
        } catch (IOException e) {
            what += "; it could not be set aside: " + e;
        }
        problems.add(Problem.of(ProblemCode.STATE, what).at(Place.of(file.file().toString())));
        problems.addAll(reason.problems());
        refuseOrReport(new ModuleException(problems, reason), report);
    }

    /** From now on this opening of the module is the one that saves its state. */
    public synchronized void own(String module, Object opening) {
        owners.put(module, opening);
    }

    /** Whether this opening of the module is the one that saves its state. */
    public synchronized boolean isOwner(String module, Object opening) {
        return owners.get(module) == opening;
    }

    /** Whether any opening of the module has saved its state, or will. */
    public synchronized boolean isOwned(String module) {
        return owners.containsKey(module);
    }

    /**
     * Saves a state, unless the module has been opened again since.
     *
     * @throws ModuleException when it could not be saved, or is not what was sealed; the one that was saved before stays
     */
    public synchronized void save(SavedState saved, Object opening) throws ModuleException {
        if (!isOwner(saved.module(), opening)) {
            return;
        }
        saved.state().open();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(Problem.of(
                                    ProblemCode.STATE,
                                    "the state of module '" + saved.module() + "' was not saved: " + e)
                            .at(Place.of(directory.toString()))
                            .fix("make the directory, or name another one with kernos.state")),
                    e);
        }
        file(saved.module()).write(saved);
    }
}
