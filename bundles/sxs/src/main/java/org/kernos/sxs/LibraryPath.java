package org.kernos.sxs;

import java.util.Optional;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.descriptor.ModulePath;
import org.kernos.sxs.slp.Node;

/** Reads the path of a kernel's library: a file inside the module directory, whatever the platform (architecture O-4). */
final class LibraryPath {

    private final DescriptorProblems problems;

    LibraryPath(DescriptorProblems problems) {
        this.problems = problems;
    }

    /** The path; empty when it is none, which is noted. */
    Optional<String> read(Node node) {
        if (!(node.value() instanceof Value.Str string)) {
            problems.addForm(
                    node,
                    "expected the library's file name as a string, found " + problems.found(node),
                    "write it in double quotes: \"libkernel_alu.dylib\"");
            return Optional.empty();
        }
        String path = string.text();
        if (ModulePath.leavesDirectory(path)) {
            problems.add(
                    node,
                    Problem.of(
                                    ProblemCode.OUTSIDE_DIRECTORY,
                                    "library " + problems.show(node) + " leads outside of the module directory")
                            .fix("put the library beside kernel.sxs and write its file name only"));
            return Optional.empty();
        } else if (!ModulePath.isPlain(path)) {
            problems.add(
                    node,
                    Problem.of(
                                    ProblemCode.DESCRIPTOR_FORM,
                                    "library " + problems.show(node) + " is no plain relative path with '/'")
                            .fix("write the library's file name: \"libkernel_alu.dylib\""));
            return Optional.empty();
        }
        return Optional.of(path);
    }
}
