package org.kernos.sxs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.value.Value;
import org.kernos.sxs.slp.Node;

/** Reads the path of a kernel's library: a file inside the module directory, whatever the platform (architecture O-4). */
final class LibraryPath {

    private static final int GREATEST_LENGTH = 1024;
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    /** Unusable on one platform or another, or unprintable. */
    private static final Pattern STRANGE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\\\:*?\"<>|]");

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
        if (path.length() <= GREATEST_LENGTH && leavesDirectory(path)) {
            problems.add(
                    node,
                    Problem.of(
                                    ProblemCode.OUTSIDE_DIRECTORY,
                                    "library " + problems.show(node) + " leads outside of the module directory")
                            .fix("put the library beside kernel.sxs and write its file name only"));
            return Optional.empty();
        } else if (!isPlain(path)) {
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

    private static boolean leavesDirectory(String path) {
        return path.startsWith("/")
                || path.startsWith("\\")
                || DRIVE.matcher(path).lookingAt()
                || List.of(SEPARATOR.split(path)).contains("..");
    }

    private static boolean isPlain(String path) {
        if (path.length() > GREATEST_LENGTH || STRANGE.matcher(path).find()) {
            return false;
        }
        List<String> segments = List.of(SEPARATOR.split(path, -1));
        return !segments.contains("") && !segments.contains(".");
    }
}
