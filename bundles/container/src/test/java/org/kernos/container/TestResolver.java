package org.kernos.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;

/** A resolver that knows what a test has told it, and writes down what it is asked. */
final class TestResolver implements ModuleSourceResolver {

    /** {@code alu}, or {@code alu@HINT}, in the order of the questions. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private final Path store;
    private final Map<String, ModuleSourceResolver> known = new ConcurrentHashMap<>();

    /**
     * @param store where the modules are that it supplies
     */
    TestResolver(Path store) {
        this.store = store;
    }

    /** A module of these lines, whatever the hint. */
    TestResolver with(String name, String... lines) throws IOException {
        Path directory = TestContainer.moduleIn(store, name, lines);
        return answering(name, (id, hint) -> () -> directory);
    }

    TestResolver answering(String name, ModuleSourceResolver answer) {
        known.put(name, answer);
        return this;
    }

    @Override
    public ModuleSource resolve(String moduleId, @Nullable Object sourceHint)
            throws ModuleNotFoundException, ModuleLoadException, IOException {
        asked.add(sourceHint == null ? moduleId : moduleId + "@" + sourceHint);
        ModuleSourceResolver answer = known.get(moduleId);
        if (answer == null) {
            throw new ModuleNotFoundException(
                    moduleId, List.of(new Attempt("the moon", "no " + moduleId)), List.of(), "look at mars");
        }
        return answer.resolve(moduleId, sourceHint);
    }

    Path directory(String name) {
        return store.resolve(name);
    }
}
