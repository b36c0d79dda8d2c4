package org.kernos.format.helix;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleTraits;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.descriptor.InterfaceNames;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.Manifest;
import org.kernos.descriptor.ManifestReader;
import org.osgi.framework.Version;

/**
 * What a header and the manifest.json beside it say together: the manifest adds to the header's lists, and contradicts it nowhere.
 * Each method notes the contradictions that it finds, and is to be called once.
 */
final class ManifestJoin {

    private final HeaderContents header;
    private final Optional<ManifestReader> reader;
    private final Manifest manifest;

    /**
     * @param reader of the manifest, which has no problems of its own, so that what it read is as long as what is written
     */
    ManifestJoin(HeaderContents header, Optional<ManifestReader> reader, Manifest manifest) {
        this.header = header;
        this.reader = reader;
        this.manifest = manifest;
    }

    Version version() {
        manifest.version()
                .filter(version -> !version.equals(header.version()))
                .ifPresent(version -> add(
                        "/version",
                        "version '" + version + "' is not the header's, which is " + header.version(),
                        "leave the version out"));
        return header.version();
    }

    ModuleTraits traits() {
        Set<ModuleFlag> flags = EnumSet.noneOf(ModuleFlag.class);
        flags.addAll(header.traits().flags());
        flags.addAll(manifest.traits().flags());
        Set<ModuleCapability> capabilities = EnumSet.noneOf(ModuleCapability.class);
        header.traits().capabilities().ifPresent(capabilities::addAll);
        manifest.traits().capabilities().ifPresent(capabilities::addAll);
        return new ModuleTraits(
                provides(), flags, Optional.of(capabilities), header.traits().abi());
    }

    private List<InterfaceDefinition> provides() {
        Map<String, InterfaceDefinition> provided = new LinkedHashMap<>();
        InterfaceNames names = new InterfaceNames();
        header.traits().provides().forEach(definition -> provided.put(definition.name(), definition));
        provided.keySet().forEach(names::add);
        List<InterfaceDefinition> added = manifest.traits().provides();
        for (int i = 0; i < added.size(); i++) {
            InterfaceDefinition definition = added.get(i);
            String pointer = "/provides/" + i;
            Optional<String> other = names.add(definition.name());
            if (other.isPresent() && !other.get().equals(definition.name())) {
                add(
                        pointer,
                        ProblemCode.INTERFACE,
                        "the names '" + definition.name() + "' here and '" + other.get()
                                + "' in the header have the same id, " + definition.id(),
                        "rename one of the two");
            }
            provided.merge(definition.name(), definition, (known, more) -> joined(known, more, pointer));
        }
        return List.copyOf(provided.values());
    }

    private InterfaceDefinition joined(InterfaceDefinition known, InterfaceDefinition more, String pointer) {
        if (!known.version().equals(more.version())) {
            add(
                    pointer,
                    "version '" + more.version() + "' of interface '" + known.name()
                            + "' is not the header's, which is " + known.version(),
                    "write \"" + known.version() + "\"");
        }
        return new InterfaceDefinition(known.name(), known.version(), methods(known, more, pointer));
    }

    private List<MethodSignature> methods(InterfaceDefinition known, InterfaceDefinition more, String pointer) {
        Map<String, MethodSignature> methods = new LinkedHashMap<>();
        known.methods().forEach(method -> methods.put(method.name(), method));
        for (MethodSignature method : more.methods()) {
            MethodSignature other = methods.putIfAbsent(method.name(), method);
            if (other != null && !other.equals(method)) {
                add(
                        pointer,
                        ProblemCode.INTERFACE,
                        "method " + method + " is " + other + " in the header",
                        "remove it here");
            }
        }
        return List.copyOf(methods.values());
    }

    List<Dependency> dependencies() {
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        header.dependencies().forEach(dependency -> dependencies.put(dependency.module(), dependency));
        List<Dependency> added = manifest.dependencies();
        for (int i = 0; i < added.size(); i++) {
            String pointer = "/dependencies/" + i;
            dependencies.merge(added.get(i).module(), added.get(i), (known, more) -> joined(known, more, pointer));
        }
        return List.copyOf(dependencies.values());
    }

    /** A second mention may repeat the requirement or be silent, add interfaces, and say where the module comes from. */
    private Dependency joined(Dependency known, Dependency more, String pointer) {
        boolean isSilent = more.requirement() instanceof VersionRequirement.Any;
        boolean agrees = isSilent || more.requirement().equals(known.requirement());
        if (!agrees || (more.optional() && !known.optional())) {
            add(
                    pointer,
                    "dependency '" + more + "' is '" + known + "' in the header",
                    "remove it here, or write its name and interfaces only");
        }
        List<InterfaceDefinition> interfaces = new ArrayList<>(known.interfaces());
        for (InterfaceDefinition definition : more.interfaces()) {
            if (known.interfaces().stream().noneMatch(each -> each.name().equals(definition.name()))) {
                interfaces.add(definition);
            } else if (!known.interfaces().contains(definition)) {
                add(
                        pointer + "/interfaces",
                        "interface '" + definition.name() + "' of dependency '" + known.module()
                                + "' is another one in the header",
                        "remove it here");
            }
        }
        return new Dependency(known.module(), known.requirement(), known.optional(), interfaces, more.source());
    }

    private void add(String pointer, String message, String fix) {
        add(pointer, ProblemCode.MANIFEST, message, fix);
    }

    private void add(String pointer, ProblemCode code, String message, String fix) {
        reader.ifPresent(known -> known.problems().add(at(known.root(), pointer), code, pointer, message, fix));
        if (reader.isEmpty()) {
            throw new IllegalStateException("no manifest, but " + message);
        }
    }

    /** The value that a pointer leads to. */
    private static Json at(Json root, String pointer) {
        Json value = root;
        for (String key : pointer.substring(1).split("/")) {
            if (value instanceof Json.Items list) {
                value = list.items().get(Integer.parseInt(key));
            } else if (value instanceof Json.Members object) {
                Json.Member member = object.members().get(key);
                value = member == null ? object : member.value();
            }
        }
        return value;
    }
}
