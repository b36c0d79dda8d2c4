package org.kernos.descriptor;

import java.util.List;
import java.util.regex.Pattern;

/** What a descriptor may write as the path of a file inside its module directory, whatever the platform (architecture O-4). */
public final class ModulePath {

    private static final int GREATEST_LENGTH = 1024;
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    /** Unusable on one platform or another, or unprintable. */
    private static final Pattern STRANGE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\\\:*?\"<>|]");

    private ModulePath() {}

    /** Whether it is one that leads outside of the directory; one that is too long to tell is just not plain. */
    public static boolean leavesDirectory(String path) {
        return path.length() <= GREATEST_LENGTH
                && (path.startsWith("/")
                        || path.startsWith("\\")
                        || DRIVE.matcher(path).lookingAt()
                        || List.of(SEPARATOR.split(path)).contains(".."));
    }

    /** Whether it is a relative path with {@code /} of names that every platform can have. */
    public static boolean isPlain(String path) {
        if (path.length() > GREATEST_LENGTH || STRANGE.matcher(path).find()) {
            return false;
        }
        List<String> segments = List.of(SEPARATOR.split(path, -1));
        return !segments.contains("") && !segments.contains(".");
    }
}
