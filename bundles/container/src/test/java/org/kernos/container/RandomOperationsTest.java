package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.Outcome;

/** Random loads, stops, starts and removals against a model of a few lines. */
final class RandomOperationsTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    /** Each module needs the ones named here. */
    private static final Map<String, List<String>> NEEDS = Map.of(
            "a",
            List.of(),
            "b",
            List.of("a"),
            "c",
            List.of("a"),
            "d",
            List.of("b", "c"),
            "e",
            List.of(),
            "f",
            List.of("e"));

    @TempDir
    Path root;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theContainerAgreesWithTheModel(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Boolean> model = new TreeMap<>();
        try (TestContainer kernos =
                new TestContainer(root, "kernos.path", root.resolve("modules").toString())) {
            for (String name : NAMES) {
                kernos.module(name, "needs=" + String.join(",", NEEDS.get(name)));
            }
            for (int step = 0; step < 120; step++) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                String what = apply(random.nextInt(5), name, kernos, model);
                assertThat(actual(kernos))
                        .as("seed %d step %d %s %s", seed, step, what, name)
                        .isEqualTo(model);
                assertThat(kernos.registry().functions())
                        .hasSize(3
                                * (int) model.values().stream()
                                        .filter(active -> active)
                                        .count());
                assertThat(kernos.bundles()).hasSize(model.size());
            }
        }
    }

    private static Map<String, Boolean> actual(TestContainer kernos) {
        Map<String, Boolean> states = new TreeMap<>();
        for (ModuleInfo info : kernos.registry().modules()) {
            states.put(info.name(), info.state() == ModuleState.ACTIVE);
        }
        return states;
    }

    private static String apply(int operation, String name, TestContainer kernos, Map<String, Boolean> model) {
        switch (operation) {
            case 0, 1 -> {
                Outcome outcome = kernos.container().load(name);
                boolean possible = NEEDS.get(name).stream().allMatch(provider -> canStart(provider, model));
                assertThat(outcome instanceof Outcome.Refused).isEqualTo(!possible && !isActive(model, name));
                if (possible) {
                    start(name, model);
                }
                return "load";
            }
            case 2 -> {
                boolean allowed = activeDependents(name, model).isEmpty();
                Outcome outcome = kernos.container().stop(name, false);
                assertThat(outcome instanceof Outcome.Done).isEqualTo(allowed && isActive(model, name));
                if (allowed) {
                    model.computeIfPresent(name, (key, active) -> false);
                }
                return "stop";
            }
            case 3 -> {
                kernos.container().start(name);
                if (canStart(name, model)) {
                    start(name, model);
                }
                return "start";
            }
            default -> {
                kernos.container().uninstall(name, true);
                if (model.containsKey(name)) {
                    activeDependents(name, model).forEach(dependent -> model.put(dependent, false));
                    model.remove(name);
                }
                return "uninstall";
            }
        }
    }

    private static boolean isActive(Map<String, Boolean> model, String name) {
        return model.getOrDefault(name, false);
    }

    private static boolean canStart(String name, Map<String, Boolean> model) {
        return model.containsKey(name) && NEEDS.get(name).stream().allMatch(provider -> canStart(provider, model));
    }

    private static void start(String name, Map<String, Boolean> model) {
        NEEDS.get(name).forEach(provider -> start(provider, model));
        model.put(name, true);
    }

    private static TreeSet<String> activeDependents(String name, Map<String, Boolean> model) {
        TreeSet<String> dependents = new TreeSet<>();
        for (String other : NAMES) {
            if (NEEDS.get(other).contains(name)) {
                dependents.addAll(activeDependents(other, model));
                if (isActive(model, other)) {
                    dependents.add(other);
                }
            }
        }
        return dependents;
    }
}
