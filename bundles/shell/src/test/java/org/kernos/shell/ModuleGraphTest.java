package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleState;
import org.kernos.api.VersionRequirement;
import org.osgi.framework.Version;

final class ModuleGraphTest {

    private final Map<String, ModuleInfo> modules = new LinkedHashMap<>();

    private void module(String name, String... needs) {
        List<Dependency> dependencies = new ArrayList<>();
        for (String need : needs) {
            dependencies.add(new Dependency(need, new VersionRequirement.Any(), false));
        }
        modules.put(
                name,
                new ModuleInfo(
                        modules.size(),
                        new ModuleDescriptor(
                                name, new Version(1, 0, 0), "kernel", "cabi", List.of(), dependencies, Map.of()),
                        ModuleState.ACTIVE,
                        1,
                        name,
                        List.of(),
                        List.of(),
                        Map.of()));
    }

    private ModuleGraph graph() {
        return new ModuleGraph(new WiredModules(modules), List.copyOf(modules.values()));
    }

    @Test
    void whatTwoModulesNeedIsDrawnOnce() {
        module("app", "left", "right");
        module("left", "base");
        module("right", "base");
        module("base", "core");
        module("core");
        assertThat(graph().tree()).isEqualTo("""
                app 1.0.0
                  left 1.0.0
                    base 1.0.0
                      core 1.0.0
                  right 1.0.0
                    base 1.0.0, drawn above""");
        assertThat(graph().dot()).isEqualTo("""
                digraph modules {
                  rankdir=LR;
                  "app 1.0.0";
                  "left 1.0.0";
                  "right 1.0.0";
                  "base 1.0.0";
                  "core 1.0.0";
                  "app 1.0.0" -> "left 1.0.0" [label=""];
                  "app 1.0.0" -> "right 1.0.0" [label=""];
                  "left 1.0.0" -> "base 1.0.0" [label=""];
                  "right 1.0.0" -> "base 1.0.0" [label=""];
                  "base 1.0.0" -> "core 1.0.0" [label=""];
                }""");
    }

    @Test
    @Timeout(20)
    void aChainOfThousandsIsDrawn() {
        int length = 3_000;
        for (int i = 0; i < length; i++) {
            module("m" + i, i + 1 < length ? new String[] {"m" + (i + 1)} : new String[0]);
        }
        assertThat(graph().tree().lines()).hasSize(length).last().asString().endsWith(" m2999 1.0.0");
    }
}
