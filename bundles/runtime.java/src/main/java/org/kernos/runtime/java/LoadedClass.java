package org.kernos.runtime.java;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;

/** The class that a descriptor names, in a loader of its own over the module's jars; whoever loads it closes it. */
final class LoadedClass {

    private final ManifestClass type;
    private final ModuleLoader loader;
    private final Place place;
    private final Map<String, Path> jars;
    private final String library;

    private LoadedClass(ManifestClass type, ModuleLoader loader, Place place, Map<String, Path> jars, String library) {
        this.type = type;
        this.loader = loader;
        this.place = place;
        this.jars = jars;
        this.library = library;
    }

    /**
     * Copies the jars and loads the class without running any of its code.
     *
     * @throws ModuleException when that is not possible; no file is open then
     */
    static LoadedClass of(ModuleContext module, ClassKind kind, ApiClassLoader parent) throws ModuleException {
        String library = property(DescriptorKeys.LIBRARY, module);
        String className = property(DescriptorKeys.CLASS, module);
        Map<String, Path> jars = ModuleJars.copy(module, library);
        String name = module.descriptor().name() + " revision " + module.revision();
        ModuleLoader loader = new ModuleLoader(name, jars.values(), parent);
        Place place = Place.of(module.files().location() + "/" + library);
        try {
            return new LoadedClass(ManifestClass.load(className, kind, loader, place), loader, place, jars, library);
        } catch (ModuleException | RuntimeException | Error e) {
            loader.closeQuietly(e);
            throw e;
        }
    }

    private static String property(String key, ModuleContext module) throws ModuleException {
        String value = module.descriptor().properties().get(key);
        if (value == null) {
            throw new ModuleException(Problem.of(ProblemCode.MANIFEST, "the descriptor names no " + key)
                    .at(Place.of(module.files().location())));
        }
        return value;
    }

    ManifestClass type() {
        return type;
    }

    /** The jar, for problems. */
    Place place() {
        return place;
    }

    /** For people. */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(DescriptorKeys.LIBRARY, library);
        details.put(DescriptorKeys.CLASS, type.type().getName());
        details.put("jars", String.join(", ", jars.keySet()));
        return details;
    }

    /** Closes the jars; what cannot be closed is a problem. */
    List<Problem> close() {
        try {
            loader.close();
            return List.of();
        } catch (IOException e) {
            return List.of(Problem.of(ProblemCode.UNREADABLE, "a jar could not be closed: " + e)
                    .at(place));
        }
    }

    /** The same, for when something worse is on its way already. */
    void closeQuietly(Throwable reason) {
        loader.closeQuietly(reason);
    }
}
