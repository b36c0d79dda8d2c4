package org.kernos.sxs.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Place;
import org.kernos.api.value.ListKind;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;
import org.kernos.descriptor.Source;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.compile.TypeNames;
import org.kernos.sxs.run.Mistake;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.Node;

/** A program or one of its imports, with what its text says without being evaluated. */
final class CheckedFile {

    private final Source source;
    private final Node root;
    private final Optional<Path> path;
    private final boolean looped;
    private final Findings findings;
    private final Set<Integer> malformed = new HashSet<>();
    private final Set<Integer> early = new HashSet<>();
    private final Set<Integer> late = new HashSet<>();
    private final TypeNames typeNames;
    private final Set<String> forms = new HashSet<>();
    private final Map<String, TypeSpec> types = new HashMap<>();
    private final Map<String, Imported> imports = new HashMap<>();
    private final NameTable names = new NameTable();

    /**
     * What a prefix stands for.
     *
     * @param file null when that is not known
     */
    record Imported(@Nullable CheckedFile file) {}

    /**
     * @param path where the text came from, if it did so from a file
     * @param mistakes of its instructions, which are noted as problems
     * @param looped whether all of it may be evaluated by the pass of a loop
     */
    CheckedFile(Document document, Optional<Path> path, List<Mistake> mistakes, boolean looped) {
        this.source = document.source();
        this.root = document.objects().get(0);
        this.path = path;
        this.looped = looped;
        this.findings = new Findings(source);
        this.typeNames = new TypeNames(source, forms);
        for (Mistake mistake : mistakes) {
            malformed.add(mistake.offset());
            findings.add(mistake.spot().offset(), mistake::problem);
        }
        if (Shapes.isList(root, ListKind.BRACKET)) {
            noteCommands();
        }
    }

    private void noteCommands() {
        int datums = 0;
        for (int i = root.nextDeclaring(0); i < root.size(); i = root.nextDeclaring(i + 1)) {
            Node child = root.child(i);
            if (child.type() == ValueType.DATUM) {
                // The first element that is none locks loading.
                (i == datums ? early : late).add(child.child(0).start());
                datums++;
            }
        }
    }

    Node root() {
        return root;
    }

    Place place(int offset) {
        return source.place(offset);
    }

    Optional<Path> path() {
        return path;
    }

    Findings findings() {
        return findings;
    }

    /** Its own names, and while it is checked also those of the scopes that the check is in. */
    NameTable names() {
        return names;
    }

    /** Whether this is an instruction or a command of whose parts nothing can be said. */
    boolean isMalformed(Node list) {
        return !malformed.isEmpty() && malformed.contains(list.start());
    }

    /** Whether this is the list of a command that is evaluated whenever the file is, and once, before loading is locked. */
    boolean isEarly(Node list) {
        return early.contains(list.start());
    }

    /** Whether this is the list of a command behind what has locked loading. */
    boolean isLate(Node list) {
        return late.contains(list.start());
    }

    boolean isLooped() {
        return looped;
    }

    void addForm(String name) {
        forms.add(name);
    }

    /** The type that is written here, in an instruction that is not malformed. */
    TypeSpec type(Node node) {
        String word = Shapes.symbolName(node);
        return word == null ? TypeSpec.ANY : types.computeIfAbsent(word, any -> read(node));
    }

    private TypeSpec read(Node node) {
        TypeSpec type = typeNames.read(node).type();
        return type == null ? TypeSpec.ANY : type;
    }

    /** Notes what a prefix stands for; one that stands for several files for none that is known. */
    void addImport(String prefix, @Nullable CheckedFile file) {
        Imported former = imports.get(prefix);
        imports.put(prefix, former == null || former.file() == file ? new Imported(file) : new Imported(null));
    }

    /** What this prefix stands for, or null when nothing is imported under it. */
    @Nullable
    Imported imported(String prefix) {
        return imports.get(prefix);
    }

    /** The prefixes of its imports with the files that are known. */
    List<String> importedNames() {
        List<String> all = new ArrayList<>();
        imports.forEach((prefix, imported) -> {
            if (imported.file() != null) {
                imported.file().names().names().forEach(name -> all.add(prefix + "/" + name));
            }
        });
        return all;
    }
}
