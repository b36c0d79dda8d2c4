package org.kernos.sources;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a hint says of a Git source.
 *
 * @param address of the repository, as Git knows it: {@code https://host/path.git}, {@code file:/path}
 * @param ref a branch, a tag, the full name of a ref, a whole commit id in lower case, or {@value #DEFAULT}
 * @param directory of the module in the repository, with slashes; empty for the repository itself
 */
record GitHint(String address, String ref, String directory) {

    /** What the repository calls its default branch. */
    static final String DEFAULT = "HEAD";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}");

    /** As git-check-ref-format has it, and a colon, behind which there is the directory. */
    private static final Pattern NO_REF = Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/]|[./]$");

    GitHint {
        if (COMMIT.matcher(ref).matches()) {
            ref = ref.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The hint with what stands behind its {@code #}, or without one.
     *
     * @param behind empty when nothing does
     */
    static GitHint of(String address, String behind) {
        int colon = behind.indexOf(':');
        String ref = colon < 0 ? behind : behind.substring(0, colon);
        String directory = colon < 0 ? "" : behind.substring(colon + 1);
        while (directory.endsWith("/")) {
            directory = directory.substring(0, directory.length() - 1);
        }
        return new GitHint(address, ref.isEmpty() ? DEFAULT : ref, directory);
    }

    /** Whether it says by its commit, and so down to the last byte, what it means. */
    boolean isCommit() {
        return COMMIT.matcher(ref).matches();
    }

    /** Why it cannot be what it says. */
    Optional<String> wrong() {
        if (NO_REF.matcher(ref).find()) {
            return Optional.of("'" + ref + "' is no branch, no tag and no commit");
        }
        boolean leadsOut = !directory.isEmpty()
                && (directory.indexOf('\\') >= 0
                        || Arrays.stream(directory.split("/", -1))
                                .anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals("..")));
        return leadsOut ? Optional.of("'" + directory + "' is no directory in a repository") : Optional.empty();
    }

    /** What the module's directory is called, in the repository or as the repository. */
    String directoryName() {
        if (!directory.isEmpty()) {
            return directory.substring(directory.lastIndexOf('/') + 1);
        }
        String path = address.replaceFirst("/+(\\.git/*)?$", "");
        String name = path.substring(path.lastIndexOf('/') + 1)
                .replaceFirst("\\.git$", "")
                .replaceAll("[^A-Za-z0-9._-]", "_");
        return name.matches("\\.*") ? "module" : name;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return "git+" + address + "#" + ref + (directory.isEmpty() ? "" : ":" + directory);
    }
}
