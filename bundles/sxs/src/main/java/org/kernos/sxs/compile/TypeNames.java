package org.kernos.sxs.compile;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.value.TypeSpec;
import org.kernos.descriptor.ProblemList;
import org.kernos.descriptor.Source;
import org.kernos.sxs.DescriptorProblems;
import org.kernos.sxs.Types;
import org.kernos.sxs.slp.Node;

/** The types that a source may name: those of every signature, and the forms that it has defined. */
public final class TypeNames {

    private final Source source;
    private final Set<String> forms;

    /**
     * @param forms names of the forms, to which those that are defined here are added
     */
    public TypeNames(Source source, Set<String> forms) {
        this.source = source;
        this.forms = forms;
    }

    public void define(String form) {
        forms.add(form);
    }

    /** What was read: a type, or what is wrong with it. */
    public record Named(
            @Nullable TypeSpec type,
            boolean variadic,
            @Nullable Problem problem) {}

    public Named read(Node node) {
        ProblemList problems = new ProblemList();
        Types types = new Types(new DescriptorProblems(source, problems));
        forms.forEach(types::declareForm);
        Optional<Types.Written> written = types.read(node);
        return written.map(type -> new Named(type.type(), type.variadic(), null))
                .orElseGet(() -> new Named(null, false, problems.toList().get(0)));
    }
}
