package org.kernos.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.ModuleInfo;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleNotFoundException;

/** Finds alu where the hint says, or in the workspace, and nothing else. Whatever a hint names is fetched, and from Git slowly. */
final class FakeSources implements ModuleLoader {

    /** As unordered as the framework gives them. */
    static final List<Map<String, Object>> RESOLVERS = List.of(
            Map.of(
                    "service.id",
                    41L,
                    "service.ranking",
                    -100,
                    "service.bundleid",
                    12L,
                    "kernos.sources.profile",
                    "development",
                    "kernos.sources.layers",
                    new String[] {"overrides", "workspace /w", "hint"}),
            Map.of("service.id", 77L, "service.bundleid", 30L));

    private final FetchListeners listeners;

    FakeSources(FetchListeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public ModuleInfo load(String moduleId, Map<String, String> config, Object sourceHint)
            throws ModuleNotFoundException {
        if (!moduleId.equals("alu")) {
            throw new ModuleNotFoundException(
                    moduleId, explain(moduleId, sourceHint), List.of("alu"), "check the name");
        }
        return TwoModules.alu();
    }

    @Override
    public List<Attempt> explain(String moduleId, Object sourceHint) {
        boolean found = moduleId.equals("alu");
        if (sourceHint != null) {
            listeners.tell(sourceHint.toString(), 0);
            if (sourceHint.toString().startsWith("git+https")) {
                listeners.awaitDisplay();
            }
            listeners.tell(sourceHint.toString(), 1 << 20);
        }
        return List.of(
                new Attempt(
                        "workspace /w",
                        found ? "found" : "no directory '" + moduleId + "'",
                        found ? Optional.of(Path.of("/w/alu")) : Optional.empty()),
                new Attempt("hint", sourceHint == null ? "none was given" : sourceHint.toString()));
    }
}
