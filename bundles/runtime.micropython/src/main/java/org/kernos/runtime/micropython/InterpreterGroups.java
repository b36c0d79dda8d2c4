package org.kernos.runtime.micropython;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.runtime.micropython.interpreter.InterpreterGroup;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.spi.DescriptorKeys;

/**
 * The groups of modules that share an interpreter, by name (design Y-4): one is made for its first module and closed with its last;
 * {@code main} stays. Any thread.
 */
final class InterpreterGroups implements AutoCloseable {

    static final String MAIN = "main";
    static final String OWN = "own";

    /** A named group, and how many modules it has; both under the lock of all groups. */
    private static final class Shared {
        final InterpreterGroup group;
        final Supplier<InterpreterLimits> limits;
        final String founder;
        int modules;

        Shared(InterpreterGroup group, Supplier<InterpreterLimits> limits, String founder) {
            this.group = group;
            this.limits = limits;
            this.founder = founder;
        }
    }

    /** A module's place in a group, given back by closing it. */
    record Seat(String name, InterpreterGroup group, Runnable leave) implements AutoCloseable {

        @Override
        public void close() {
            leave.run();
        }
    }

    private final Function<Supplier<InterpreterLimits>, InterpreterGroup> maker;
    private final Supplier<InterpreterLimits> configured;
    private final InterpreterGroup main;
    private final Map<String, Shared> shared = new HashMap<>();

    /** All but {@code main}. */
    private final Set<InterpreterGroup> others = ConcurrentHashMap.newKeySet();

    /**
     * @param maker makes a group whose next interpreters have the limits that hold then
     */
    InterpreterGroups(
            Function<Supplier<InterpreterLimits>, InterpreterGroup> maker, Supplier<InterpreterLimits> configured) {
        this.maker = maker;
        this.configured = configured;
        this.main = maker.apply(configured);
    }

    InterpreterGroup main() {
        return main;
    }

    /**
     * @param asked {@code interpreter} and {@code limits.*}; other keys do not matter
     * @throws ModuleException when the limits are none, or not those of the others in the group
     */
    Seat join(String module, Map<String, String> asked, Place place) throws ModuleException {
        String name = asked.getOrDefault(DescriptorKeys.INTERPRETER, MAIN);
        Map<String, String> limits = asked.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(DescriptorKeys.LIMITS))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        checkRanges(limits, place);
        return switch (name) {
            case MAIN -> {
                refuseLimits(limits, place);
                yield new Seat(MAIN, main, () -> {});
            }
            case OWN -> {
                InterpreterGroup own = make(() -> PythonSettings.merged(configured.get(), limits));
                yield new Seat(OWN, own, () -> close(own));
            }
            default -> share(name, module, limits, place);
        };
    }

    private InterpreterGroup make(Supplier<InterpreterLimits> limits) {
        InterpreterGroup made = maker.apply(limits);
        others.add(made);
        return made;
    }

    private void close(InterpreterGroup group) {
        others.remove(group);
        group.close();
    }

    private void checkRanges(Map<String, String> limits, Place place) throws ModuleException {
        try {
            PythonSettings.merged(configured.get(), limits);
        } catch (IllegalArgumentException e) {
            throw new ModuleException(Problem.of(ProblemCode.MANIFEST, String.valueOf(e.getMessage()))
                    .at(place)
                    .fix("write a number of that range, or leave it out to have the configured one"));
        }
    }

    private static void refuseLimits(Map<String, String> limits, Place place) throws ModuleException {
        if (!limits.isEmpty()) {
            String keys = limits.keySet().stream().sorted().collect(Collectors.joining(", "));
            throw new ModuleException(Problem.of(
                            ProblemCode.MANIFEST,
                            keys + ": the limits of the interpreter 'main' are not a module's to set")
                    .at(place)
                    .fix("ask for another interpreter, \"interpreter\": \"own\", or configure "
                            + PythonConfiguration.PID));
        }
    }

    private synchronized Seat share(String name, String module, Map<String, String> asked, Place place)
            throws ModuleException {
        Shared there = shared.get(name);
        if (there == null) {
            Supplier<InterpreterLimits> limits = () -> PythonSettings.merged(configured.get(), asked);
            there = new Shared(make(limits), limits, module);
            shared.put(name, there);
        } else {
            compare(name, there, asked, place);
        }
        Shared joined = there;
        joined.modules++;
        return new Seat(name, joined.group, () -> leave(name, joined));
    }

    private static void compare(String name, Shared there, Map<String, String> asked, Place place)
            throws ModuleException {
        List<String> differences = PythonSettings.differences(there.limits.get(), asked);
        if (!differences.isEmpty()) {
            throw new ModuleException(Problem.of(
                            ProblemCode.MANIFEST,
                            "the module asks the interpreter '" + name + "', which '" + there.founder
                                    + "' has started, for " + String.join(", and for ", differences))
                    .at(place)
                    .fix("let all modules of one interpreter ask for the same limits"));
        }
    }

    private void leave(String name, Shared group) {
        boolean isLast;
        synchronized (this) {
            group.modules--;
            isLast = group.modules == 0;
            if (isLast) {
                shared.remove(name, group);
            }
        }
        if (isLast) {
            close(group.group);
        }
    }

    @Override
    public void close() {
        others.forEach(this::close);
        main.close();
    }
}
