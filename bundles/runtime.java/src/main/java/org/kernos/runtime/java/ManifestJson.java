package org.kernos.runtime.java;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.kernos.api.Dependency;
import org.kernos.api.Module;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;

/** Writes what a module says of itself as its manifest.json says it. */
final class ManifestJson {

    private ManifestJson() {}

    /**
     * The whole manifest of a module that comes as a service.
     *
     * @throws ModuleException when one of its methods does not answer
     */
    static String of(Module module, ModuleCode code) throws ModuleException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", ask(code, "name", module::name));
        manifest.put("version", ask(code, "version", module::version).toString());
        manifest.put("description", ask(code, "description", module::description));
        manifest.put("author", ask(code, "author", module::author));
        manifest.put(
                "dependencies",
                ask(code, "dependencies", module::dependencies).stream()
                        .map(ManifestJson::tree)
                        .toList());
        manifest.put("provides", interfaces(ask(code, "provides", module::provides)));
        manifest.put("capabilities", spellings(ask(code, "capabilities", module::capabilities)));
        boolean reloadable = ask(code, "supportsHotReload", module::supportsHotReload);
        manifest.put("flags", spellings(reloadable ? List.of(ModuleFlag.HOT_RELOAD) : List.of()));
        return text(manifest);
    }

    private static <T> T ask(ModuleCode code, String method, ModuleCode.Getter<T> getter) throws ModuleException {
        return code.get(ProblemCode.INIT_FAILED, method, getter);
    }

    /** One element of the list of what it needs. */
    static String of(Dependency dependency) {
        return text(tree(dependency));
    }

    /** One element of the list of its interfaces. */
    static String of(InterfaceDefinition provided) {
        return text(tree(provided));
    }

    private static List<String> spellings(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static Map<String, Object> tree(Dependency dependency) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", dependency.module());
        VersionRequirement requirement = dependency.requirement();
        if (requirement instanceof VersionRequirement.Exact exact) {
            tree.put("kind", "exact");
            tree.put("version", exact.version().toString());
        } else if (requirement instanceof VersionRequirement.Compatible compatible) {
            tree.put("version", compatible.version().toString());
        } else if (requirement instanceof VersionRequirement.AtLeast atLeast) {
            tree.put("min", atLeast.version().toString());
        } else if (requirement instanceof VersionRequirement.Between between) {
            tree.put("min", between.least().toString());
            tree.put("max", between.greatest().toString());
        }
        if (dependency.optional()) {
            tree.put("optional", true);
        }
        if (!dependency.interfaces().isEmpty()) {
            tree.put("interfaces", interfaces(dependency.interfaces()));
        }
        return tree;
    }

    private static List<Map<String, Object>> interfaces(List<InterfaceDefinition> interfaces) {
        return interfaces.stream().map(ManifestJson::tree).toList();
    }

    private static Map<String, Object> tree(InterfaceDefinition definition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", definition.name());
        tree.put("version", definition.version().toString());
        if (!definition.methods().isEmpty()) {
            tree.put("methods", spellings(definition.methods()));
        }
        return tree;
    }

    private static String text(Object tree) {
        if (tree instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(member -> text(String.valueOf(member.getKey())) + ": " + text(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (tree instanceof List<?> list) {
            return list.stream().map(ManifestJson::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return tree instanceof Boolean ? tree.toString() : quoted(tree.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // A surrogate without its partner has no form in UTF-8.
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
