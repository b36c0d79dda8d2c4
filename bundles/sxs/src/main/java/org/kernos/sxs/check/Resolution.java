package org.kernos.sxs.check;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.ValueType;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.slp.Node;

/** What a name may mean: in the order of the interpreter, from the innermost scope to the imports. */
final class Resolution {

    private final CheckedFile file;
    private final NameTable names;
    private final Functions functions;
    private final Unseen unseen;

    /** What certainly was imported before the check has come here. */
    private final Set<String> imported = new HashSet<>();

    Resolution(CheckedFile file, Functions functions, Unseen unseen) {
        this.file = file;
        this.names = file.names();
        this.functions = functions;
        this.unseen = unseen;
    }

    /** Notes that an import was reached that is evaluated whenever the file is. */
    void imported(Node list) {
        for (int i = 1; i < list.children().size(); i += 2) {
            String prefix = Shapes.symbolName(list.children().get(i));
            if (prefix != null) {
                imported.add(prefix);
            }
        }
    }

    /** Of a name that is evaluated. One that nothing defines stands for itself, and may be a function's. */
    StaticType value(String name) {
        StaticType found = null;
        for (Binding each = names.find(name); each != null; each = each.outer()) {
            found = join(found, each.type());
            if (each.isDefined()) {
                return found;
            }
        }
        if (unseen.mayDefine(name)) {
            return StaticType.ANY;
        }
        ImportedName imports = imported(name);
        if (imports != null) {
            found = join(found, imports.type());
            if (imports.isCertain()) {
                return found;
            }
        }
        return join(found, StaticType.callable(ValueType.SYMBOL, functions.find(name)));
    }

    /** Of a name that is called, if it has a value at all; null when nothing defines it. */
    @Nullable
    StaticType called(String name) {
        StaticType found = null;
        for (Binding each = names.find(name); each != null; each = each.outer()) {
            found = join(found, each.type());
            if (each.isDefined()) {
                return found;
            }
        }
        if (unseen.mayDefine(name)) {
            return StaticType.ANY;
        }
        ImportedName imports = imported(name);
        return imports == null ? found : join(found, imports.type());
    }

    private static StaticType join(@Nullable StaticType found, StaticType other) {
        return found == null ? other : found.or(other);
    }

    /**
     * What an import calls so.
     *
     * @param isCertain whether it has this value by now
     */
    private record ImportedName(StaticType type, boolean isCertain) {}

    private @Nullable ImportedName imported(String name) {
        int slash = name.indexOf('/');
        if (slash < 1) {
            return null;
        }
        String prefix = name.substring(0, slash);
        String own = name.substring(slash + 1);
        CheckedFile.Imported known = file.imported(prefix);
        if (known == null) {
            return unseen.mayLoad() ? new ImportedName(StaticType.ANY, false) : null;
        }
        CheckedFile other = known.file();
        if (other == null || unseen.mayDefine(own)) {
            return new ImportedName(StaticType.ANY, false);
        }
        Binding binding = other.names().find(own);
        return binding == null
                ? null
                : new ImportedName(binding.type(), binding.isDefined() && imported.contains(prefix));
    }
}
