package org.kernos.format.helix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ModuleTraits;
import org.kernos.api.ProblemCode;
import org.kernos.api.VersionRequirement;
import org.kernos.descriptor.Source;
import org.kernos.elf.helix.HelixDependency;
import org.kernos.elf.helix.HelixHeader;
import org.kernos.elf.helix.HelixVersion;
import org.osgi.framework.Version;

/**
 * What a header means, as far as that is usable.
 *
 * @param name empty when it is none
 */
record HeaderContents(Optional<String> name, Version version, List<Dependency> dependencies, ModuleTraits traits) {

    private static final int FLAGS = 12;
    private static final int CAPABILITIES = 76;

    static HeaderContents of(HelixHeader header, HeaderProblems problems) {
        Optional<String> name = Optional.of(header.name()).filter(ModuleDescriptor::isModuleName);
        if (name.isEmpty() && !header.name().isEmpty()) {
            problems.add(
                    ProblemCode.HEADER,
                    "header field name is '" + Source.excerpt(header.name()) + "', which is no module's name",
                    "use 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first");
        }
        HeaderInterfaces interfaces = new HeaderInterfaces(problems);
        ModuleTraits traits = new ModuleTraits(
                interfaces.provided(header.interfaces()),
                flags(header, problems),
                Optional.of(capabilities(header, problems)),
                new AbiVersion(header.abiMajor(), header.abiMinor()));
        return new HeaderContents(name, version(header.version()), dependencies(header, interfaces, problems), traits);
    }

    static Version version(HelixVersion version) {
        return new Version(version.major(), version.minor(), version.patch());
    }

    private static Set<ModuleFlag> flags(HelixHeader header, HeaderProblems problems) {
        warnOfUnknown("flags", FLAGS, ModuleFlag.unknown(header.flags()), problems);
        return ModuleFlag.of(header.flags());
    }

    private static Set<ModuleCapability> capabilities(HelixHeader header, HeaderProblems problems) {
        Set<ModuleCapability> capabilities = EnumSet.noneOf(ModuleCapability.class);
        Arrays.stream(ModuleCapability.values())
                .filter(capability -> (header.capabilities() & capability.bit()) != 0)
                .forEach(capabilities::add);
        int known = Arrays.stream(ModuleCapability.values())
                .mapToInt(ModuleCapability::bit)
                .sum();
        warnOfUnknown("capabilities", CAPABILITIES, header.capabilities() & ~known, problems);
        return capabilities;
    }

    private static void warnOfUnknown(String field, int at, int bits, HeaderProblems problems) {
        if (bits != 0) {
            problems.warn("header field " + field + " at byte " + at + " has bits that mean nothing and are ignored: 0x"
                    + Integer.toHexString(bits));
        }
    }

    private static List<Dependency> dependencies(
            HelixHeader header, HeaderInterfaces interfaces, HeaderProblems problems) {
        Set<String> names = new HashSet<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (HelixDependency entry : header.dependencies()) {
            if (isUsable(entry, header.name(), names, problems)) {
                dependencies.add(new Dependency(
                        entry.name(), requirement(entry), entry.optional(), interfaces.needed(entry.needs())));
            }
        }
        return dependencies;
    }

    private static boolean isUsable(HelixDependency entry, String module, Set<String> names, HeaderProblems problems) {
        boolean isName = ModuleDescriptor.isModuleName(entry.name());
        boolean isNew = names.add(entry.name());
        boolean isOther = !entry.name().equals(module);
        if (!isName || !isNew || !isOther) {
            String where = "dependency '" + Source.excerpt(entry.name()) + "' at byte " + entry.at();
            if (!isName) {
                problems.add(ProblemCode.HEADER, where + " has a name that is no module's");
            } else if (!isNew) {
                problems.add(ProblemCode.DUPLICATE, where + " is given twice", "remove one of the two");
            } else {
                problems.add(ProblemCode.HEADER, where + " is the module itself", "remove the dependency");
            }
            return false;
        }
        return entry.kind() != HelixDependency.Kind.RANGE || entry.min().compareTo(entry.max()) <= 0;
    }

    private static VersionRequirement requirement(HelixDependency entry) {
        Version min = version(entry.min());
        return switch (entry.kind()) {
            case EXACT -> new VersionRequirement.Exact(min);
            case COMPATIBLE -> new VersionRequirement.Compatible(min);
            case AT_LEAST -> new VersionRequirement.AtLeast(min);
            case RANGE -> new VersionRequirement.Between(min, version(entry.max()));
        };
    }
}
