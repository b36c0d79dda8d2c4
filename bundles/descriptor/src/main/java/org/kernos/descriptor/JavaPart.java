package org.kernos.descriptor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;

/** Reads the object {@code java} of a manifest.json, which names code in Java. */
public final class JavaPart {

    /** The key of the object in a manifest. */
    public static final String KEY = "java";

    /** The key of the class in it, and the descriptor's property. */
    public static final String CLASS = DescriptorKeys.CLASS;

    /** The key of the jar in it. */
    public static final String JAR = "jar";

    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*"
                    + "(\\.[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*)*+");
    private static final int LONGEST_CLASS_NAME = 512;

    private final ManifestProblems problems;
    private final String kind;
    private final String example;

    /**
     * @param kind of module, for people: {@code kernel}
     * @param example of such an object, for people
     */
    public JavaPart(ManifestProblems problems, String kind, String example) {
        this.problems = problems;
        this.kind = kind;
        this.example = example;
    }

    /**
     * The object, with a warning of all but these keys.
     *
     * @return empty when it is none, which is noted
     */
    public Optional<Json.Members> object(Json java, List<String> keys) {
        if (!(java instanceof Json.Members object)) {
            problems.addExpected(java, "/java", "an object", "write " + example);
            return Optional.empty();
        }
        problems.warnOfUnknown(object, "/java", keys);
        return Optional.of(object);
    }

    /** The class's name; empty when it is none or missing, which is noted. */
    public Optional<String> className(Json.Members java) {
        if (isMissing(java, CLASS)) {
            return Optional.empty();
        }
        Optional<Json.Text> name = problems.text(java, CLASS, "/java");
        if (name.isPresent() && !isClassName(name.get().value())) {
            problems.addExpected(
                    name.get(),
                    "/java/class",
                    "a class name",
                    "write it with its package, and '$' before a nested class: \"org.example.My" + kindInCapitals()
                            + "\"");
            return Optional.empty();
        }
        return name.map(Json.Text::value);
    }

    private String kindInCapitals() {
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
    }

    private static boolean isClassName(String name) {
        return name.length() <= LONGEST_CLASS_NAME && CLASS_NAME.matcher(name).matches();
    }

    /** The jar's path; empty when it is none or missing, which is noted. */
    public Optional<Json.Text> jar(Json.Members java) {
        if (isMissing(java, JAR)) {
            return Optional.empty();
        }
        Optional<Json.Text> jar = problems.text(java, JAR, "/java");
        return jar.filter(text -> {
            String path = text.value();
            boolean leaves = ModulePath.leavesDirectory(path);
            boolean fits = !leaves && ModulePath.isPlain(path) && path.endsWith(".jar");
            if (!fits) {
                problems.add(
                        text,
                        leaves ? ProblemCode.OUTSIDE_DIRECTORY : ProblemCode.MANIFEST,
                        "/java/jar",
                        "expected the path of a jar inside the module directory, found " + text.found(),
                        "put the jar beside manifest.json and write its file name");
            }
            return fits;
        });
    }

    private boolean isMissing(Json.Members java, String key) {
        boolean missing = !java.members().containsKey(key);
        if (missing) {
            problems.add(
                    java,
                    ProblemCode.MANIFEST,
                    "/java",
                    "there is no " + key,
                    "name the " + kind + "'s " + key + ": " + example);
        }
        return missing;
    }
}
