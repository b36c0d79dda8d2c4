package org.kernos.format.exocore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.spi.DescriptorKeys;

/** Reads {@code c_modules}: the native modules that a Python module imports (design Y-7). */
final class NativeParts {

    static final String KEY = "c_modules";

    private static final List<String> KEYS = List.of("name", "path");
    private static final String EXAMPLE = "{\"name\": \"board\", \"path\": \"native/board.o\"}";

    private static final int MOST = 256;

    private final Json.Members root;
    private final ManifestProblems problems;
    private final FilePaths paths;
    private final Set<String> names = new HashSet<>();

    NativeParts(Json.Members root, ManifestProblems problems, FilePaths paths) {
        this.root = root;
        this.problems = problems;
        this.paths = paths;
    }

    /**
     * @param module what the Python module itself is imported as
     * @return the descriptor's properties
     */
    Map<String, String> read(Optional<String> module) {
        module.ifPresent(names::add);
        Map<String, String> properties = new HashMap<>();
        List<Json> items = problems.list(root, KEY, "", "[" + EXAMPLE + "]");
        if (items.size() > MOST) {
            problems.add(
                    items.get(MOST),
                    ProblemCode.LIMIT,
                    "/" + KEY,
                    "there are " + items.size() + " native modules, at most " + MOST + " are possible",
                    "make kernels of them, which are imported without being named here");
            return properties;
        }
        for (int i = 0; i < items.size(); i++) {
            String pointer = "/" + KEY + "/" + i;
            if (items.get(i) instanceof Json.Members object) {
                problems.warnOfUnknown(object, pointer, KEYS);
                Optional<String> path =
                        problems.text(object, "path", pointer).flatMap(text -> paths.any(text, pointer + "/path"));
                name(object, pointer)
                        .ifPresent(name -> properties.put(DescriptorKeys.C_MODULES + name, path.orElse("")));
            } else {
                problems.addExpected(items.get(i), pointer, "an object", "write " + EXAMPLE);
            }
        }
        return properties;
    }

    private Optional<String> name(Json.Members object, String pointer) {
        if (!object.members().containsKey("name")) {
            problems.addExpected(object, pointer, "'name' of the native module", "write " + EXAMPLE);
            return Optional.empty();
        }
        Optional<Json.Text> text = problems.text(object, "name", pointer);
        if (text.isPresent() && !PythonNames.isIdentifier(text.get().value())) {
            problems.addExpected(
                    text.get(), pointer + "/name", "a name that Python can import", "use " + PythonNames.RULE);
            return Optional.empty();
        }
        text.filter(name -> !names.add(name.value()))
                .ifPresent(name -> problems.add(
                        name,
                        ProblemCode.DUPLICATE,
                        pointer + "/name",
                        "'" + name.value() + "' is imported already, as another of c_modules or the module itself",
                        "rename one of the two"));
        return text.map(Json.Text::value);
    }
}
