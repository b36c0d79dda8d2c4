package org.kernos.api;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * What a module's author declared, whatever the descriptor's language.
 *
 * @param name see {@link #isModuleName}
 * @param version the author's; {@code 0.0.0} when none is given
 * @param kind the format it was read from, for people: {@code kernel}
 * @param runtime the name of the runtime that opens it: {@code cabi}
 * @param functions in the order of the descriptor, names unique
 * @param dependencies in the order of the descriptor
 * @param traits what else the container acts upon
 * @param properties what else the runtime or a person reads, such as {@code library}, {@code args}, {@code description}
 */
public record ModuleDescriptor(
        String name,
        Version version,
        String kind,
        String runtime,
        List<FunctionDeclaration> functions,
        List<Dependency> dependencies,
        ModuleTraits traits,
        Map<String, String> properties) {

    private static final Pattern MODULE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern FUNCTION_NAME = Pattern.compile("[^\\s\\p{Cntrl}/()\\[\\]{}\"'@#?;]{1,128}");

    public ModuleDescriptor {
        if (!isModuleName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no module name");
        }
        functions = List.copyOf(functions);
        dependencies = List.copyOf(dependencies);
        properties = Map.copyOf(properties);
    }

    /** Without traits in particular. */
    public ModuleDescriptor(
            String name,
            Version version,
            String kind,
            String runtime,
            List<FunctionDeclaration> functions,
            List<Dependency> dependencies,
            Map<String, String> properties) {
        this(name, version, kind, runtime, functions, dependencies, ModuleTraits.NONE, properties);
    }

    /** 1 to 128 of {@code A-Z a-z 0-9 _ . -}, starting with a letter or digit (architecture N-1). */
    public static boolean isModuleName(String name) {
        return MODULE_NAME.matcher(name).matches();
    }

    /** 1 to 128 characters without white space, {@code /}, or a delimiter of the data language (architecture N-1). */
    public static boolean isFunctionName(String name) {
        return FUNCTION_NAME.matcher(name).matches();
    }
}
