package org.kernos.sxs;

import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ProblemList;

/** Which runtime a kernel is for, and whether its manifest says what that runtime needs. The library's name decides. */
final class KernelRuntime {

    private static final String JAR = ".jar";

    private KernelRuntime() {}

    static String of(String library) {
        return isJar(library) ? "java" : "cabi";
    }

    private static boolean isJar(String library) {
        return library.endsWith(JAR);
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
