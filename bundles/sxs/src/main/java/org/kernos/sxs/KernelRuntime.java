package org.kernos.sxs;

import java.util.regex.Pattern;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ProblemList;

/** Which runtime a kernel is for, and whether its manifest says what that runtime needs. The library's name decides. */
final class KernelRuntime {

    /** The key in the manifest's part for Java, and the descriptor's property. */
    static final String CLASS = "class";

    private static final String JAR = ".jar";
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*"
                    + "(\\.[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*)*+");
    private static final int LONGEST_CLASS_NAME = 512;

    private KernelRuntime() {}

    static String of(String library) {
        return isJar(library) ? "java" : "cabi";
    }

    private static boolean isJar(String library) {
        return library.endsWith(JAR);
    }

    static boolean isClassName(String name) {
        return name.length() <= LONGEST_CLASS_NAME && CLASS_NAME.matcher(name).matches();
    }

    /** Notes where the library and a manifest without other problems do not go together. */
    static void check(String library, KernelManifest manifest, Place place, ProblemList problems) {
        if (!isJar(library)) {
            manifest.java()
                    .ifPresent(java -> problems.add(Problem.of(
                                    ProblemCode.MANIFEST,
                                    "/java: kernel.sxs names the library '" + library + "', which is no jar")
                            .at(java)
                            .fix("name the jar in kernel.sxs, or remove \"java\"")));
            return;
        }
        if (manifest.java().isEmpty()) {
            problems.add(Problem.of(
                            ProblemCode.MANIFEST,
                            "kernel.sxs names the jar '" + library
                                    + "', but nothing says which class in it is the kernel")
                    .at(place)
                    .fix("write \"java\": {\"class\": \"org.example.MyKernel\"} in manifest.json"));
        }
        if ("form".equals(manifest.properties().get("args"))) {
            problems.add(Problem.of(
                            ProblemCode.MANIFEST,
                            "/args: 'form' is for native libraries, a method in Java takes its evaluated arguments")
                    .at(place)
                    .fix("remove \"args\""));
        }
    }
}
