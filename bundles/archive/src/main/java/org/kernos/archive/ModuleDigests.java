package org.kernos.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;

/**
 * The digests of a module's files, as the file {@value #FILE} in its directory has them: lines of {@code sha256sum}, one for each file but
 * itself. Hidden files are none of a module's, and have none.
 */
public final class ModuleDigests {

    public static final String FILE = "module.sha256";

    /** More than 10,000 files of long names need. */
    private static final int GREATEST = 8 << 20;

    private static final int MOST_SHOWN = 10;
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");
    private static final String FIX = "get the module anew; if it was meant to change, module:pack makes new digests";

    private final Map<String, Digest> listed = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ModuleDigests() {}

    /** The file for these digests. */
    static byte[] write(Map<String, Digest> digests) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(digests)
                .forEach((path, digest) ->
                        lines.append(digest.hex()).append("  ").append(path).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether somebody has written down the digests of what is in this directory. */
    public static boolean areIn(Path directory) {
        return Files.isRegularFile(directory.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * What the directory's file of digests says otherwise than it is.
     *
     * @param found the digests of all files in the directory, itself and hidden ones perhaps among them
     */
    public static List<Problem> problems(Path directory, Map<String, Digest> found) throws IOException {
        ModuleDigests digests = new ModuleDigests();
        byte[] content;
        try (InputStream in = Files.newInputStream(directory.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes(GREATEST + 1);
        }
        if (content.length > GREATEST) {
            return List.of(Problem.of(ProblemCode.LIMIT, FILE + " has more than " + (GREATEST >> 20) + " MiB")
                    .fix(FIX));
        }
        digests.read(new String(content, StandardCharsets.UTF_8));
        digests.compare(found);
        return digests.shown();
    }

    private void read(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                add("line " + number + " of " + FILE + " is '" + beginning(line)
                        + "', expected 64 hexadecimal digits, two blanks and a path");
                continue;
            }
            // As `find -type f` has them.
            String path = entry.group(2).startsWith("./") ? entry.group(2).substring(2) : entry.group(2);
            if (ArchiveRules.leadsOut(path) || !isOfModule(path)) {
                add("line " + number + " of " + FILE + " is about '" + beginning(path)
                        + "', which is no file of the module's own");
            } else if (listed.put(path, new Digest(entry.group(1).toLowerCase(Locale.ROOT))) != null) {
                add("line " + number + " of " + FILE + " is about '" + beginning(path) + "' once more");
            }
        }
    }

    private static String beginning(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    private void compare(Map<String, Digest> found) {
        Set<String> paths = new TreeSet<>(listed.keySet());
        found.keySet().stream().filter(ModuleDigests::isOfModule).forEach(paths::add);
        for (String path : paths) {
            Digest expected = listed.get(path);
            Digest actual = found.get(path);
            if (expected == null) {
                add("'" + path + "' is there, but not in " + FILE);
            } else if (actual == null) {
                add("'" + path + "' is in " + FILE + ", but not there");
            } else if (!actual.equals(expected)) {
                add("the digest of '" + path + "' is " + actual + ", expected " + expected);
            }
        }
    }

    /** Whether a file has a digest. */
    static boolean isOfModule(String path) {
        return !path.equals(FILE) && !path.startsWith(".") && !path.contains("/.");
    }

    private void add(String message) {
        problems.add(Problem.of(ProblemCode.SOURCE_DIGEST, message).fix(FIX));
    }

    private List<Problem> shown() {
        if (problems.size() <= MOST_SHOWN) {
            return problems;
        }
        List<Problem> shown = new ArrayList<>(problems.subList(0, MOST_SHOWN));
        shown.add(Problem.of(
                        ProblemCode.SOURCE_DIGEST,
                        (problems.size() - MOST_SHOWN) + " more of its files or lines are wrong")
                .fix(FIX));
        return shown;
    }
}
