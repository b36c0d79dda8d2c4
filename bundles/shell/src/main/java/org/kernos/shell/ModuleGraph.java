package org.kernos.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.ModuleState;

/** Modules and everything they depend on, directly or through others. */
final class ModuleGraph {

    /** By the numbers of their bundles: of one name there may be several versions. */
    private final Map<Long, ModuleInfo> modules = new LinkedHashMap<>();

    private final Map<Long, List<Need>> needs = new LinkedHashMap<>();

    ModuleGraph(ModuleRegistry registry, List<ModuleInfo> from) {
        Deque<ModuleInfo> todo = new ArrayDeque<>(from);
        while (!todo.isEmpty()) {
            ModuleInfo module = todo.remove();
            if (modules.putIfAbsent(module.bundleId(), module) == null) {
                List<Need> own = Need.of(module, registry);
                needs.put(module.bundleId(), own);
                own.forEach(need -> need.provider().ifPresent(todo::add));
            }
        }
    }

    private List<Need> needs(ModuleInfo module) {
        return needs.getOrDefault(module.bundleId(), List.of());
    }

    private static String title(ModuleInfo module) {
        return module.name() + " " + module.descriptor().version();
    }

    private record Row(int depth, String text, List<ModuleInfo> module) {}

    /** Who is needed stands below who needs it, two columns further in; what is below a module is drawn once. */
    String tree() {
        Set<Long> needed = needs.values().stream()
                .flatMap(List::stream)
                .flatMap(need -> need.provider().stream())
                .map(ModuleInfo::bundleId)
                .collect(Collectors.toSet());
        Deque<Row> todo = new ArrayDeque<>();
        modules.values().stream()
                .filter(module -> !needed.contains(module.bundleId()))
                .forEach(module -> todo.add(new Row(0, title(module), List.of(module))));
        List<String> lines = new ArrayList<>();
        Set<Long> drawn = new HashSet<>();
        while (!todo.isEmpty()) {
            draw(todo.pop(), todo, lines, drawn);
        }
        return String.join("\n", lines);
    }

    private void draw(Row row, Deque<Row> todo, List<String> lines, Set<Long> drawn) {
        StringBuilder line = new StringBuilder("  ".repeat(row.depth())).append(row.text());
        for (ModuleInfo module : row.module()) {
            if (module.state() != ModuleState.ACTIVE) {
                line.append(", ").append(module.state());
            }
            List<Need> own = needs(module);
            if (drawn.add(module.bundleId())) {
                List<Row> below = new ArrayList<>();
                own.forEach(need -> below.add(row(need, row.depth() + 1)));
                Collections.reverse(below);
                below.forEach(todo::push);
            } else if (!own.isEmpty()) {
                line.append(", drawn above");
            }
        }
        lines.add(line.toString());
    }

    private static Row row(Need need, int depth) {
        String range = need.range();
        String optional = need.dependency().optional() ? ", optional" : "";
        return need.provider()
                .map(provider -> new Row(
                        depth, title(provider) + (range.isEmpty() ? "" : " in " + range) + optional, List.of(provider)))
                .orElseGet(() -> new Row(
                        depth,
                        need.dependency().module() + (range.isEmpty() ? "" : " " + range) + ": not there" + optional,
                        List.of()));
    }

    /** In the language of Graphviz; what is optional is dashed, what is not there is dotted. */
    String dot() {
        List<String> lines = new ArrayList<>(List.of("digraph modules {", "  rankdir=LR;"));
        Set<String> absent = new TreeSet<>();
        modules.values().forEach(module -> lines.add("  \"" + title(module) + "\"" + state(module) + ";"));
        for (ModuleInfo module : modules.values()) {
            for (Need need : needs(module)) {
                String target = need.provider()
                        .map(ModuleGraph::title)
                        .orElse(need.dependency().module());
                if (need.provider().isEmpty()) {
                    absent.add("  \"" + target + "\" [style=dotted];");
                }
                lines.add("  \"" + title(module) + "\" -> \"" + target + "\" [label=\"" + need.range() + "\""
                        + (need.dependency().optional() ? ", style=dashed" : "") + "];");
            }
        }
        lines.addAll(absent);
        lines.add("}");
        return String.join("\n", lines);
    }

    private static String state(ModuleInfo module) {
        return module.state() == ModuleState.ACTIVE
                ? ""
                : " [label=\"" + title(module) + "\\n" + module.state() + "\"]";
    }
}
