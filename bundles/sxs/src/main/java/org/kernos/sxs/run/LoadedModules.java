package org.kernos.sxs.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kernos.api.KernelFunction;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.source.RequestedModule;

/** The modules that a run may call, by the names its sources spell them with. */
public final class LoadedModules {

    private final ModuleContainer container;
    private final boolean openToAll;
    private final LoadOptions options;
    private final Map<String, String> modules = new ConcurrentHashMap<>();

    LoadedModules(ModuleContainer container, ProgramOptions options) {
        this.container = container;
        this.openToAll = options.openToAll();
        this.options = options(options);
    }

    /** Where a program's options have modules looked for. */
    public static LoadOptions options(ProgramOptions options) {
        return new LoadOptions(Map.of(), options.includePath(), options.workingDirectory());
    }

    /** What a module is called in calls: the last element of a path (sxs-language, section 3). */
    public static String calledAs(String spelled) {
        String path = spelled.replace('\\', '/');
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    /** The same of a module that may have been asked for with a hint: then by its own name. */
    public static String calledAs(String spelled, String module) {
        boolean isHinted = RequestedModule.find(spelled)
                .filter(request -> request.hint().isPresent() && request.name().equals(module))
                .isPresent();
        return isHinted ? module : calledAs(spelled);
    }

    /**
     * Loads all of these or none.
     *
     * @return what is wrong; empty when all are loaded
     */
    public synchronized List<Problem> load(List<String> names) {
        List<String> fresh = new ArrayList<>();
        List<String> modulesOfNames = new ArrayList<>();
        for (String name : names) {
            Outcome outcome = container.load(name, options);
            if (outcome instanceof Outcome.Refused refused) {
                undo(fresh);
                return refused.problems();
            } else if (outcome instanceof Outcome.Done done) {
                if (done.modules().isEmpty() || !isActive(done)) {
                    undo(fresh);
                    return List.of(notActive(name));
                }
                // What it needs and was not there has come with it, before it.
                done.modules().forEach(module -> fresh.add(module.name()));
                modulesOfNames.add(fresh.get(fresh.size() - 1));
            } else if (outcome instanceof Outcome.Unchanged unchanged) {
                modulesOfNames.add(unchanged.module().name());
            }
        }
        for (int i = 0; i < names.size(); i++) {
            modules.put(names.get(i), modulesOfNames.get(i));
            modules.put(calledAs(names.get(i), modulesOfNames.get(i)), modulesOfNames.get(i));
        }
        return List.of();
    }

    private static boolean isActive(Outcome.Done done) {
        return done.modules().get(done.modules().size() - 1).state() == ModuleState.ACTIVE;
    }

    private static Problem notActive(String name) {
        String module = RequestedModule.find(name).map(RequestedModule::name).orElseGet(() -> calledAs(name));
        return Problem.of(ProblemCode.NOT_ACTIVE, "load: kernel '" + name + "' is installed, but not active")
                .fix("kernel:why " + module + " says what it waits for");
    }

    private void undo(List<String> fresh) {
        List<String> backwards = new ArrayList<>(fresh);
        Collections.reverse(backwards);
        backwards.forEach(module -> container.uninstall(module, false));
    }

    /** The function of a name such as {@code alu/add}, or null when there is none that this run may call. */
    public @Nullable KernelFunction find(String qualifiedName) {
        int slash = qualifiedName.lastIndexOf('/');
        if (slash < 1) {
            return null;
        }
        String spelled = qualifiedName.substring(0, slash);
        String module = modules.get(spelled);
        if (module == null && !openToAll) {
            return null;
        }
        String name = (module == null ? spelled : module) + qualifiedName.substring(slash);
        return container.registry().findFunction(name).orElse(null);
    }

    /** Whether a module may be called by this name. */
    public boolean knows(String spelled) {
        return modules.containsKey(spelled)
                || (openToAll && container.registry().findModule(spelled).isPresent());
    }
}
