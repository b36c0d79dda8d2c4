package org.kernos.descriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.api.interfaces.MethodSignature;
import org.osgi.framework.Version;

/** Reads a list of interfaces in a manifest.json: what a module provides, or what it was compiled against. */
final class InterfaceReader {

    private static final List<String> KEYS = List.of("name", "version", "methods");
    private static final int MOST_INTERFACES = 1024;
    private static final int MOST_METHODS = 10_000;
    private static final String EXAMPLE = "\"remove_task(u32) -> bool\"";
    private static final int LONGEST_REASON = 200;

    private final ManifestProblems problems;
    private final List<PlacedMethod> methods = new ArrayList<>();

    InterfaceReader(ManifestProblems problems) {
        this.problems = problems;
    }

    /** All methods that were read so far. */
    List<PlacedMethod> methods() {
        return methods;
    }

    /** The usable interfaces of this key's list; what is wrong with the others is noted. */
    List<InterfaceDefinition> read(Json.Members object, String key, String pointer) {
        List<Json> items = problems.list(object, key, pointer, "[{\"name\": \"Scheduler\", \"version\": \"1.0.0\"}]");
        if (items.size() > MOST_INTERFACES) {
            problems.add(
                    items.get(MOST_INTERFACES),
                    ProblemCode.LIMIT,
                    pointer + "/" + key,
                    "there are " + items.size() + " interfaces, at most " + MOST_INTERFACES + " are possible",
                    "split the module");
            return List.of();
        }
        InterfaceNames names = new InterfaceNames();
        List<InterfaceDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String at = pointer + "/" + key + "/" + i;
            definition(items.get(i), at, names).ifPresent(definitions::add);
        }
        return definitions;
    }

    private Optional<InterfaceDefinition> definition(Json item, String pointer, InterfaceNames names) {
        if (!(item instanceof Json.Members object)) {
            problems.addExpected(item, pointer, "an object", "write {\"name\": \"Scheduler\", \"version\": \"1.0.0\"}");
            return Optional.empty();
        }
        problems.warnOfUnknown(object, pointer, KEYS);
        Optional<String> name = name(object, pointer, names);
        Optional<Version> version =
                required(object, "version", pointer) ? problems.version(object, "version", pointer) : Optional.empty();
        List<MethodSignature> signatures = signatures(object, pointer, name.orElse(""));
        return name.flatMap(known -> version.map(given -> new InterfaceDefinition(known, given, signatures)));
    }

    private boolean required(Json.Members object, String key, String pointer) {
        if (!object.members().containsKey(key)) {
            problems.addExpected(
                    object, pointer, "'" + key + "' of the interface", "write \"" + key + "\": \"...\" into it");
            return false;
        }
        return true;
    }

    private Optional<String> name(Json.Members object, String pointer, InterfaceNames names) {
        Optional<Json.Text> text =
                required(object, "name", pointer) ? problems.text(object, "name", pointer) : Optional.empty();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String name = text.get().value();
        if (!InterfaceNames.isInterfaceName(name)) {
            problems.add(
                    text.get(),
                    ProblemCode.NAME,
                    pointer + "/name",
                    "expected an interface's name, found " + text.get().found(),
                    "use " + InterfaceNames.RULE);
            return Optional.empty();
        }
        Optional<String> other = names.add(name);
        other.ifPresent(first -> addSecond(text.get(), pointer, first));
        return other.isEmpty() ? Optional.of(name) : Optional.empty();
    }

    private void addSecond(Json.Text text, String pointer, String first) {
        boolean same = first.equals(text.value());
        problems.add(
                text,
                same ? ProblemCode.DUPLICATE : ProblemCode.INTERFACE,
                pointer + "/name",
                same
                        ? "interface '" + first + "' is given twice"
                        : "the names '" + first + "' and '" + text.value() + "' have the same id, "
                                + InterfaceId.of(first),
                same ? "remove one of the two" : "rename one of the two");
    }

    private List<MethodSignature> signatures(Json.Members object, String pointer, String interfaceName) {
        List<Json> items = problems.list(object, "methods", pointer, "[" + EXAMPLE + "]");
        if (methods.size() + items.size() > MOST_METHODS) {
            problems.add(
                    object,
                    ProblemCode.LIMIT,
                    pointer + "/methods",
                    "the interfaces have more than " + MOST_METHODS + " methods",
                    "split the module");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        List<MethodSignature> signatures = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Json item = items.get(i);
            String at = pointer + "/methods/" + i;
            Optional<MethodSignature> signature = signature(item, at).filter(method -> isNew(method, item, at, names));
            signature.ifPresent(signatures::add);
            signature.ifPresent(method -> methods.add(new PlacedMethod(interfaceName, method, problems.place(item))));
        }
        return signatures;
    }

    private Optional<MethodSignature> signature(Json item, String pointer) {
        if (!(item instanceof Json.Text text)) {
            problems.addExpected(item, pointer, "a method as a string", "write " + EXAMPLE);
            return Optional.empty();
        }
        try {
            return Optional.of(MethodSignature.parse(text.value()));
        } catch (IllegalArgumentException e) {
            String reason = Source.excerpt(String.valueOf(e.getMessage()), LONGEST_REASON);
            problems.add(item, ProblemCode.INTERFACE, pointer, reason, "write it like " + EXAMPLE);
            return Optional.empty();
        }
    }

    private boolean isNew(MethodSignature method, Json item, String pointer, Set<String> names) {
        boolean isNew = names.add(method.name());
        if (!isNew) {
            problems.add(
                    item,
                    ProblemCode.INTERFACE,
                    pointer,
                    "the interface has two methods '" + method.name() + "'",
                    "rename one of the two");
        }
        return isNew;
    }
}
