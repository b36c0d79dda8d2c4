package org.kernos.runtime.java;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.kernos.api.KernelContext;
import org.kernos.api.Module;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.NearNames;

/** The class that a manifest names: found, checked, and made an object of. */
final class ManifestClass {

    private static final String SUFFIX = ".class";

    private final Class<?> type;
    private final ClassKind kind;
    private final Place place;

    private ManifestClass(Class<?> type, ClassKind kind, Place place) {
        this.type = type;
        this.kind = kind;
        this.place = place;
    }

    /**
     * Loads a class without running any of its code.
     *
     * @param place its jar
     * @throws ModuleException when none of the jars has it, or it cannot be linked
     */
    static ManifestClass load(String name, ClassKind kind, ModuleLoader loader, Place place) throws ModuleException {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (type.getClassLoader() == loader) {
                return new ManifestClass(type, kind, place);
            }
        } catch (ClassNotFoundException e) {
            // Told below, as for a class of the JDK.
        } catch (UnsupportedClassVersionError e) {
            throw new ModuleException(
                    List.of(Problem.of(
                                    ProblemCode.LIBRARY_PLATFORM,
                                    "the class '" + name + "' is compiled for a later Java than this one, "
                                            + Runtime.version().feature() + ": " + e.getMessage())
                            .at(place)
                            .fix("compile it with --release "
                                    + Runtime.version().feature() + ", or run Kernos on a later Java")),
                    e);
        } catch (LinkageError e) {
            throw new ModuleException(List.of(unlinked(name, kind, e, place)), e);
        }
        throw new ModuleException(
                Problem.of(ProblemCode.ENTRY_POINT_MISSING, "none of the module's jars has the class '" + name + "'")
                        .at(place)
                        .suggest(NearNames.of(name, classes(loader)))
                        .fix("correct the name of the class in manifest.json"));
    }

    private static Problem unlinked(String name, ClassKind kind, LinkageError e, Place place) {
        return Problem.of(ProblemCode.LIBRARY_UNRESOLVED, "the class '" + name + "' cannot be linked: " + e)
                .at(place)
                .fix("put the jar with what is missing into the module directory and into the Class-Path of the "
                        + kind.noun() + "'s jar; of Kernos a " + kind.noun() + " sees org.kernos.api only");
    }

    private static List<String> classes(ModuleLoader loader) {
        try (JarFile jar = new JarFile(loader.ownJar().toFile());
                Stream<JarEntry> entries = jar.stream()) {
            return entries.map(JarEntry::getName)
                    .filter(entry -> entry.endsWith(SUFFIX))
                    .map(entry ->
                            entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** For binding its methods. */
    Class<?> type() {
        return type;
    }

    /** Why no object of the class can be made and used; all reasons. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (kind == ClassKind.MODULE && !Module.class.isAssignableFrom(type)) {
            problems.add(problem("does not implement " + Module.class.getName(), "implement it"));
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            problems.add(problem("is not public", "make it public"));
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            problems.add(problem("is abstract", "name a class that an object can be made of"));
        } else {
            constructorProblem().ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> constructorProblem() {
        try {
            return constructor().isPresent()
                    ? Optional.empty()
                    : Optional.of(problem(
                            "has no public constructor without parameters or with one " + KernelContext.class.getName(),
                            "add one; a nested class has to be static"));
        } catch (LinkageError e) {
            // Constructors are found all together, also those that have types which are not there.
            return Optional.of(unlinked(type.getName(), kind, e, place));
        }
    }

    private Problem problem(String what, String fix) {
        return Problem.of(ProblemCode.ENTRY_POINT_MISSING, "the class '" + type.getName() + "' " + what)
                .at(place)
                .fix(fix);
    }

    private Optional<Constructor<?>> constructor() {
        Constructor<?>[] all = type.getConstructors();
        Optional<Constructor<?>> taking = Stream.of(all)
                .filter(c -> List.of(c.getParameterTypes()).equals(List.of(KernelContext.class)))
                .findFirst();
        return taking.isPresent()
                ? taking
                : Stream.of(all).filter(c -> c.getParameterCount() == 0).findFirst();
    }

    /**
     * The module's one object.
     *
     * @throws ModuleException when its constructor fails
     */
    Object create(KernelContext context) throws ModuleException {
        Constructor<?> constructor = constructor().orElseThrow();
        try {
            return constructor.getParameterCount() == 0 ? constructor.newInstance() : constructor.newInstance(context);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ModuleException(List.of(failed(cause)), cause);
        } catch (ExceptionInInitializerError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ModuleException(List.of(failed(cause)), cause);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ModuleException(List.of(failed(e)), e);
        }
    }

    private Problem failed(Throwable cause) {
        return Problem.of(
                        ProblemCode.INIT_FAILED,
                        "making an object of '" + type.getName() + "' ended with: " + ModuleCode.said(cause))
                .at(place);
    }
}
