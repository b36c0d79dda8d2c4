package org.kernos.elf.helix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tables of a header. Entries with problems are left out, which are noted; what belongs to them is then left out without
 * another word.
 */
final class HeaderTables {

    private static final HeaderParts.Table INTERFACES = new HeaderParts.Table("interface", "interface", 44, 1024, 32);
    private static final HeaderParts.Table DEPENDENCIES =
            new HeaderParts.Table("dependency", "dependency", 52, 1024, 40);
    private static final HeaderParts.Table METHODS = new HeaderParts.Table("method", "method", 60, 10_000, 12);
    private static final HeaderParts.Table NEEDS = new HeaderParts.Table("needed", "needed interface", 68, 1024, 24);

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_METHOD = 1024;

    /** In a method's owner: the interface is one that is needed, not one that is provided. */
    private static final int OF_NEED = 0x80000000;

    private final Struct header;
    private final HeaderParts parts;
    private final List<Struct> interfaces;
    private final List<Struct> dependencies;
    private final List<Struct> methods;
    private final List<Struct> needs;
    private final List<List<String>> providedMethods;
    private final List<List<String>> neededMethods;

    /** All tables are found before any text, so that a text that lies on one is seen. */
    HeaderTables(Struct header, boolean extended, HeaderParts parts) {
        this.header = header;
        this.parts = parts;
        interfaces = parts.table(header, INTERFACES);
        dependencies = parts.table(header, DEPENDENCIES);
        methods = extended ? parts.table(header, METHODS) : List.of();
        needs = extended ? parts.table(header, NEEDS) : List.of();
        providedMethods = emptyLists(interfaces.size());
        neededMethods = emptyLists(needs.size());
    }

    private static <T> List<List<T>> emptyLists(int count) {
        List<List<T>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** Hands the methods to their owners; to be called before the others. */
    void readMethods() {
        for (Struct method : methods) {
            int owner = method.i32(0);
            List<List<String>> owners = owner < 0 ? neededMethods : providedMethods;
            int index = owner & ~OF_NEED;
            long count = header.u32((owner < 0 ? NEEDS : INTERFACES).field() + 4);
            if (index >= count) {
                String what = owner < 0 ? "needed interfaces" : "interfaces";
                String shown = "0x" + Integer.toHexString(owner);
                method.problem("owner", 0, shown, "and the header announces " + count + " " + what);
            }
            Optional<String> text = parts.text(method, "text", 4, 1, LONGEST_METHOD);
            if (index < owners.size()) {
                text.ifPresent(owners.get(index)::add);
            }
        }
    }

    List<HelixInterface> interfaces() {
        List<HelixInterface> read = new ArrayList<>();
        for (int i = 0; i < interfaces.size(); i++) {
            Struct entry = interfaces.get(i);
            HelixVersion version = entry.version("version", 16).orElse(HelixVersion.NONE);
            List<String> own = providedMethods.get(i);
            parts.text(entry, "name", 8, 1, LONGEST_NAME)
                    .ifPresent(name -> read.add(new HelixInterface(entry.at(), entry.u64(0), name, version, own)));
        }
        return read;
    }

    List<HelixDependency> dependencies() {
        List<List<HelixNeed>> needsOf = needs();
        List<HelixDependency> read = new ArrayList<>();
        for (int i = 0; i < dependencies.size(); i++) {
            dependency(dependencies.get(i), needsOf.get(i)).ifPresent(read::add);
        }
        return read;
    }

    private List<List<HelixNeed>> needs() {
        List<List<HelixNeed>> byDependency = emptyLists(dependencies.size());
        for (int i = 0; i < needs.size(); i++) {
            Struct entry = needs.get(i);
            long dependency = entry.u32(0);
            long count = header.u32(DEPENDENCIES.field() + 4);
            if (dependency >= count) {
                entry.problem("dependency", 0, dependency, "and the header announces " + count + " dependencies");
            }
            HelixVersion version = entry.version("version", 12).orElse(HelixVersion.NONE);
            List<String> own = neededMethods.get(i);
            Optional<String> name = parts.text(entry, "name", 4, 1, LONGEST_NAME);
            if (name.isPresent() && dependency < dependencies.size()) {
                byDependency.get((int) dependency).add(new HelixNeed(entry.at(), name.get(), version, own));
            }
        }
        return byDependency;
    }

    private Optional<HelixDependency> dependency(Struct entry, List<HelixNeed> needsOfIt) {
        Optional<String> name = parts.text(entry, "name", 0, 1, LONGEST_NAME);
        Optional<HelixVersion> min = entry.version("min", 12);
        Optional<HelixVersion> max = entry.version("max", 24);
        long optional = entry.u32(36);
        if (optional > 1) {
            entry.problem("optional", 36, optional, "expected 0 or 1");
        }
        Optional<HelixDependency.Kind> kind = kind(entry);
        if (name.isEmpty() || min.isEmpty() || max.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        checkRange(entry, kind.get(), min.get(), max.get());
        return Optional.of(new HelixDependency(
                entry.at(), name.get(), kind.get(), min.get(), max.get(), optional == 1, needsOfIt));
    }

    private static Optional<HelixDependency.Kind> kind(Struct entry) {
        long number = entry.u32(8);
        HelixDependency.Kind[] kinds = HelixDependency.Kind.values();
        if (number >= kinds.length) {
            entry.problem("kind", 8, number, "expected 0 (exact), 1 (compatible), 2 (at least) or 3 (range)");
            return Optional.empty();
        }
        return Optional.of(kinds[(int) number]);
    }

    private static void checkRange(Struct entry, HelixDependency.Kind kind, HelixVersion min, HelixVersion max) {
        if (kind == HelixDependency.Kind.RANGE && min.compareTo(max) > 0) {
            entry.problem("max", 24, max, "which is below min, " + min + ", so that no version is in the range");
        } else if (kind != HelixDependency.Kind.RANGE && !max.equals(HelixVersion.NONE)) {
            entry.problem("max", 24, max, "expected 0.0.0, as the kind is no range");
        }
    }
}
