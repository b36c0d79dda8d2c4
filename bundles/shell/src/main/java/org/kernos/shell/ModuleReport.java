package org.kernos.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.Leak;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleTraits;
import org.kernos.api.Outcome;

/** How modules, functions and outcomes read on a terminal. */
final class ModuleReport {

    private ModuleReport() {}

    static String table(List<ModuleInfo> modules) {
        TextTable table = new TextTable(
                List.of("id", "module", "version", "kind", "state", "functions", "revision", "from"), Set.of(0, 5, 6));
        for (ModuleInfo module : modules) {
            table.row(
                    module.bundleId(),
                    module.name(),
                    module.descriptor().version(),
                    module.descriptor().kind(),
                    module.state(),
                    module.functions().size(),
                    module.revision(),
                    module.from());
        }
        return table.toString();
    }

    static String functions(List<ModuleInfo> modules) {
        TextTable table = new TextTable(List.of("function", "signature", "declared"), Set.of());
        for (ModuleInfo module : modules) {
            for (FunctionDeclaration function : module.functions()) {
                table.row(
                        module.name() + "/" + function.name(),
                        function,
                        function.place().map(Object::toString).orElse("not declared"));
            }
        }
        return table.toString();
    }

    static String leaks(List<Leak> leaks) {
        TextTable table = new TextTable(List.of("module", "revision", "what", "KiB"), Set.of(1, 3));
        leaks.forEach(leak ->
                table.row(leak.module(), leak.revision(), leak.what(), leak.bytes() == 0 ? "-" : leak.bytes() >> 10));
        return table + "\n"
                + CommandFailure.text(leaks.stream().map(Leak::cause).toList());
    }

    static String details(ModuleInfo module, List<Need> needs) {
        List<String> lines = new ArrayList<>();
        add(lines, "module", module.name() + " " + module.descriptor().version());
        add(
                lines,
                "kind",
                module.descriptor().kind() + ", runtime " + module.descriptor().runtime());
        add(lines, "state", module.state());
        add(lines, "revision", module.revision());
        add(lines, "bundle", module.bundleId());
        add(lines, "from", module.from());
        ModuleTraits traits = module.descriptor().traits();
        TraitReport.lines(traits).forEach((key, value) -> add(lines, key, value));
        traits.provides().forEach(provided -> add(lines, "provides", TraitReport.provided(provided)));
        if (needs.isEmpty()) {
            add(lines, "needs", "nothing");
        }
        needs.forEach(need -> add(lines, "needs", need));
        Map<String, String> known = new TreeMap<>(module.descriptor().properties());
        known.putAll(module.details());
        known.forEach((key, value) -> add(lines, key, value));
        module.functions().forEach(function -> add(lines, "function", function));
        module.problems().forEach(problem -> lines.add(problem.toString()));
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String key, Object value) {
        lines.add(String.format("%-20s  %s", key, value));
    }

    /** One line per module that changed, then the warnings. */
    static String outcome(Outcome outcome, String verb) {
        if (outcome instanceof Outcome.Refused refused) {
            throw new CommandFailure(refused.problems());
        } else if (outcome instanceof Outcome.Unchanged unchanged) {
            ModuleInfo module = unchanged.module();
            return module.name() + " " + module.descriptor().version() + " is already "
                    + (verb.equals("stopped") ? "stopped" : module.state().toString()) + ", nothing was changed";
        }
        Outcome.Done done = (Outcome.Done) outcome;
        List<String> lines = new ArrayList<>();
        for (ModuleInfo module : done.modules()) {
            lines.add(
                    module.name() + " " + module.descriptor().version() + " revision " + module.revision() + " " + verb
                            + (module.functions().isEmpty()
                                    ? ""
                                    : ", " + module.functions().size() + " functions"));
        }
        if (!done.warnings().isEmpty()) {
            lines.add(CommandFailure.text(done.warnings()));
        }
        return String.join("\n", lines);
    }
}
