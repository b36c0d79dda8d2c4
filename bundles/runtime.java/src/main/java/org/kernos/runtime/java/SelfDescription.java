package org.kernos.runtime.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.kernos.api.Dependency;
import org.kernos.api.Module;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.osgi.framework.Version;

/**
 * Compares what a module's class says of itself with its manifest, by which the container has resolved it before any of its code
 * ran: what the class says later cannot change that.
 */
final class SelfDescription {

    private static final String REASON = "the container resolves by the manifest, before any code runs";

    private final Module module;
    private final ModuleDescriptor descriptor;
    private final ModuleCode code;
    private final List<Problem> problems = new ArrayList<>();

    private SelfDescription(Module module, ModuleDescriptor descriptor, ModuleCode code) {
        this.module = module;
        this.descriptor = descriptor;
        this.code = code;
    }

    /**
     * @throws ModuleException with every difference, and what the module's code threw meanwhile
     */
    static void check(Module module, ModuleDescriptor descriptor, ModuleCode code) throws ModuleException {
        SelfDescription self = new SelfDescription(module, descriptor, code);
        self.note(self::checkName);
        self.note(self::checkVersion);
        self.note(self::checkDependencies);
        self.note(self::checkProvides);
        self.note(self::checkCapabilities);
        if (!self.problems.isEmpty()) {
            throw new ModuleException(self.problems);
        }
    }

    private interface Check {
        void run() throws ModuleException;
    }

    private void note(Check check) {
        try {
            check.run();
        } catch (ModuleException e) {
            problems.addAll(e.problems());
        }
    }

    private <T> T ask(String method, ModuleCode.Getter<T> getter) throws ModuleException {
        return code.get(ProblemCode.INIT_FAILED, method, getter);
    }

    private void checkName() throws ModuleException {
        String name = ask("name", module::name);
        if (!name.equals(descriptor.name())) {
            differs("name()", name, "names the module '" + descriptor.name() + "'");
        }
    }

    private void checkVersion() throws ModuleException {
        Version version = ask("version", module::version);
        if (!version.equals(descriptor.version())) {
            differs("version()", version, "has version '" + descriptor.version() + "'");
        }
    }

    private void differs(String method, Object given, String manifest) {
        add(Problem.of(
                        ProblemCode.NAME_MISMATCH,
                        method + " of class '" + module.getClass().getName() + "' gives '" + given
                                + "', but the manifest " + manifest)
                .fix("make the two the same"));
    }

    private void checkDependencies() throws ModuleException {
        for (Dependency dependency : ask("dependencies", module::dependencies)) {
            if (descriptor.dependencies().stream().noneMatch(listed -> covers(listed, dependency))) {
                unlisted("dependencies", "'" + dependency + "'", ManifestJson.of(dependency));
            }
        }
    }

    /** A range can be written in several ways; what the class leaves out of the interfaces the manifest may have. */
    private static boolean covers(Dependency listed, Dependency said) {
        return listed.module().equals(said.module())
                && listed.optional() == said.optional()
                && listed.requirement().range().equals(said.requirement().range())
                && listed.interfaces().containsAll(said.interfaces());
    }

    private void checkProvides() throws ModuleException {
        for (InterfaceDefinition provided : ask("provides", module::provides)) {
            if (descriptor.traits().provides().stream().noneMatch(listed -> covers(listed, provided))) {
                unlisted("provides", "'" + provided.name() + " " + provided.version() + "'", ManifestJson.of(provided));
            }
        }
    }

    private static boolean covers(InterfaceDefinition listed, InterfaceDefinition said) {
        return listed.name().equals(said.name())
                && listed.version().equals(said.version())
                && (said.methods().isEmpty() || Set.copyOf(listed.methods()).equals(Set.copyOf(said.methods())));
    }

    private void checkCapabilities() throws ModuleException {
        Set<ModuleCapability> said = ask("capabilities", module::capabilities);
        Stream.of(ModuleCapability.values())
                .filter(capability ->
                        said.contains(capability) && !descriptor.traits().has(capability))
                .forEach(capability -> unlisted("capabilities", "'" + capability + "'", "\"" + capability + "\""));
    }

    private void unlisted(String field, String what, String json) {
        add(Problem.of(
                        ProblemCode.MANIFEST,
                        field + "() of class '" + module.getClass().getName() + "' has " + what
                                + ", which the manifest does not have like this")
                .fix("write " + json + " into \"" + field + "\" of manifest.json: " + REASON));
    }

    private void add(Problem problem) {
        problems.add(problem.at(code.place()));
    }
}
