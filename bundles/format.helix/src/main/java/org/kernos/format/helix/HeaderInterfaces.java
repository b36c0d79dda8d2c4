package org.kernos.format.helix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ProblemCode;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.descriptor.InterfaceNames;
import org.kernos.descriptor.Source;
import org.kernos.elf.helix.HelixInterface;
import org.kernos.elf.helix.HelixNeed;
import org.kernos.elf.helix.HelixVersion;

/** What the interfaces in a header mean. */
final class HeaderInterfaces {

    private static final int LONGEST_REASON = 200;

    private final HeaderProblems problems;

    /** Named in problems only, so that nothing is made of it as long as there are none. */
    private record Entry(String kind, String name, long at) {
        @Override
        public String toString() {
            return kind + " '" + Source.excerpt(name) + "' at byte " + at;
        }
    }

    HeaderInterfaces(HeaderProblems problems) {
        this.problems = problems;
    }

    List<InterfaceDefinition> provided(List<HelixInterface> entries) {
        InterfaceNames names = new InterfaceNames();
        List<InterfaceDefinition> definitions = new ArrayList<>();
        for (HelixInterface entry : entries) {
            InterfaceId id = new InterfaceId(entry.id());
            InterfaceId expected = InterfaceId.of(entry.name());
            Entry where = new Entry("interface", entry.name(), entry.at());
            if (!id.equals(expected)) {
                problems.add(
                        ProblemCode.INTERFACE,
                        where + " has the id " + id + ", expected that of its name, " + expected);
            }
            definition(where, names, entry.name(), entry.version(), entry.methods())
                    .ifPresent(definitions::add);
        }
        return definitions;
    }

    List<InterfaceDefinition> needed(List<HelixNeed> entries) {
        InterfaceNames names = new InterfaceNames();
        List<InterfaceDefinition> definitions = new ArrayList<>();
        for (HelixNeed entry : entries) {
            Entry where = new Entry("needed interface", entry.name(), entry.at());
            definition(where, names, entry.name(), entry.version(), entry.methods())
                    .ifPresent(definitions::add);
        }
        return definitions;
    }

    private Optional<InterfaceDefinition> definition(
            Entry where, InterfaceNames names, String name, HelixVersion version, List<String> texts) {
        List<MethodSignature> methods = methods(where, texts);
        if (!InterfaceNames.isInterfaceName(name)) {
            problems.add(ProblemCode.HEADER, where + " has a name that is none", "use " + InterfaceNames.RULE);
            return Optional.empty();
        }
        Optional<String> other = names.add(name);
        if (other.isPresent()) {
            addSecond(where, name, other.get());
            return Optional.empty();
        }
        return Optional.of(new InterfaceDefinition(name, HeaderContents.version(version), methods));
    }

    private void addSecond(Entry where, String name, String first) {
        if (first.equals(name)) {
            problems.add(ProblemCode.DUPLICATE, where + " is given twice", "remove one of the two");
        } else {
            problems.add(
                    ProblemCode.INTERFACE,
                    "the names '" + first + "' and '" + name + "' of two interfaces have the same id, "
                            + InterfaceId.of(name),
                    "rename one of the two");
        }
    }

    private List<MethodSignature> methods(Entry where, List<String> texts) {
        Set<String> names = new HashSet<>();
        List<MethodSignature> methods = new ArrayList<>();
        for (String text : texts) {
            try {
                MethodSignature method = MethodSignature.parse(text);
                if (names.add(method.name())) {
                    methods.add(method);
                } else {
                    problems.add(
                            ProblemCode.INTERFACE,
                            where + " has two methods '" + method.name() + "'",
                            "rename one of the two");
                }
            } catch (IllegalArgumentException e) {
                String reason = Source.excerpt(String.valueOf(e.getMessage()), LONGEST_REASON);
                problems.add(ProblemCode.INTERFACE, where + ": " + reason);
            }
        }
        return methods;
    }
}
