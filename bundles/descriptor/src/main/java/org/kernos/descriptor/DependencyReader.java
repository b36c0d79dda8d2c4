package org.kernos.descriptor;

import java.util.List;
import java.util.Optional;
import org.kernos.api.Dependency;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.spi.NearNames;
import org.osgi.framework.Version;

/**
 * Reads one dependency of a manifest.json: a module's name alone, or an object with the name and which versions will do.
 * Without a {@code kind}, a version means compatible, min and max a range, min alone at least, nothing any.
 */
final class DependencyReader {

    private static final List<String> KEYS =
            List.of("name", "version", "min", "max", "kind", "optional", "interfaces", "source");
    private static final List<String> KINDS = List.of("exact", "compatible", "at-least", "range", "any");

    private final ManifestProblems problems;
    private final InterfaceReader interfaces;

    DependencyReader(ManifestProblems problems) {
        this.problems = problems;
        this.interfaces = new InterfaceReader(problems);
    }

    /** The dependency; empty when it has a problem, which is noted. */
    Optional<Dependency> read(Json json, String pointer) {
        if (json instanceof Json.Text text) {
            return problems.moduleName(text, pointer)
                    .map(name -> new Dependency(name, new VersionRequirement.Any(), false));
        } else if (json instanceof Json.Members object) {
            return fromObject(object, pointer);
        }
        problems.addExpected(json, pointer, "a module's name or an object", "write \"alu\" or {\"name\": \"alu\"}");
        return Optional.empty();
    }

    private Optional<Dependency> fromObject(Json.Members object, String pointer) {
        problems.warnOfUnknown(object, pointer, KEYS);
        boolean optional = problems.bool(object, "optional", pointer).orElse(false);
        Optional<VersionRequirement> requirement = requirement(object, pointer);
        List<InterfaceDefinition> needed = interfaces.read(object, "interfaces", pointer);
        Optional<String> source = source(object, pointer);
        if (!object.members().containsKey("name")) {
            problems.addExpected(object, pointer, "the module's name", "write \"name\": \"alu\"");
            return Optional.empty();
        }
        Optional<String> name =
                problems.text(object, "name", pointer).flatMap(text -> problems.moduleName(text, pointer + "/name"));
        return name.isPresent()
                ? requirement.map(versions -> new Dependency(name.get(), versions, optional, needed, source))
                : Optional.empty();
    }

    /** What it means is known to the resolver alone that is asked for the module. */
    private Optional<String> source(Json.Members object, String pointer) {
        Optional<Json.Text> text = problems.text(object, "source", pointer);
        if (text.isPresent() && text.get().value().isBlank()) {
            problems.addExpected(
                    text.get(),
                    pointer + "/source",
                    "a hint for the module source resolver",
                    "say where the module is, or leave the key out");
            return Optional.empty();
        }
        return text.map(Json.Text::value);
    }

    private Optional<VersionRequirement> requirement(Json.Members object, String pointer) {
        Optional<String> kind = kind(object, pointer);
        if (kind.isEmpty() || !hasFitting(object, kind.get(), pointer)) {
            return Optional.empty();
        }
        Optional<Version> version = problems.version(object, "version", pointer);
        Optional<Version> min = problems.version(object, "min", pointer);
        Optional<Version> max = problems.version(object, "max", pointer);
        return switch (kind.get()) {
            case "exact" -> version.map(VersionRequirement.Exact::new);
            case "compatible" -> version.map(VersionRequirement.Compatible::new);
            case "at-least" -> version.or(() -> min).map(VersionRequirement.AtLeast::new);
            case "range" -> min.flatMap(least -> max.flatMap(most -> range(object, least, most, pointer)));
            default -> Optional.of(new VersionRequirement.Any());
        };
    }

    /** The kind that is written or, when none is, meant; empty when it is no kind, which is noted. */
    private Optional<String> kind(Json.Members object, String pointer) {
        if (!object.members().containsKey("kind")) {
            boolean hasMax = object.members().containsKey("max");
            boolean hasMin = object.members().containsKey("min");
            boolean hasVersion = object.members().containsKey("version");
            return Optional.of(hasMax ? "range" : hasMin ? "at-least" : hasVersion ? "compatible" : "any");
        }
        Optional<Json.Text> text = problems.text(object, "kind", pointer);
        if (text.isPresent() && !KINDS.contains(text.get().value())) {
            String kinds = "one of " + String.join(", ", KINDS);
            List<String> near = NearNames.of(text.get().value(), KINDS);
            problems.addExpected(
                    text.get(), pointer + "/kind", kinds, near.isEmpty() ? "write " + kinds : "write " + near.get(0));
            return Optional.empty();
        }
        return text.map(Json.Text::value);
    }

    /** Whether just the versions are given that this kind needs; what is missing or too much is noted. */
    private boolean hasFitting(Json.Members object, String kind, String pointer) {
        List<String> needed =
                switch (kind) {
                    case "any" -> List.of();
                    case "range" -> List.of("min", "max");
                    case "at-least" -> List.of(object.members().containsKey("min") ? "min" : "version");
                    default -> List.of("version");
                };
        boolean fits = true;
        for (String key : List.of("version", "min", "max")) {
            Json.Member member = object.members().get(key);
            if (needed.contains(key) && member == null) {
                problems.addExpected(
                        object,
                        pointer,
                        "'" + key + "' for the kind '" + kind + "'",
                        "write \"" + key + "\": \"1.0.0\"");
                fits = false;
            } else if (!needed.contains(key) && member != null) {
                problems.add(
                        member.value(),
                        ProblemCode.MANIFEST,
                        pointer + "/" + key,
                        "the kind '" + kind + "' takes no '" + key + "'",
                        "remove it, or choose the kind that takes it");
                fits = false;
            }
        }
        return fits;
    }

    private Optional<VersionRequirement> range(Json.Members object, Version least, Version most, String pointer) {
        if (least.compareTo(most) > 0) {
            problems.add(
                    object,
                    ProblemCode.MANIFEST,
                    pointer,
                    "no version is in the range: min '" + least + "' is above max '" + most + "'",
                    "exchange the two");
            return Optional.empty();
        }
        return Optional.of(new VersionRequirement.Between(least, most));
    }
}
