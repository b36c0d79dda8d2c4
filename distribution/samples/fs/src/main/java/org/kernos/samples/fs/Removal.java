package org.kernos.samples.fs;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/** Removes a directory with all that is in it. Links are removed, not followed. */
final class Removal {

    /** Each level holds a directory open. */
    private static final int DEEPEST = 128;

    private Removal() {}

    /** How many files, links and directories that were. */
    static long of(SecureDirectoryStream<Path> above, Path name, RelativePath shown) throws IOException {
        return remove(above, name, shown, 0);
    }

    private static long remove(SecureDirectoryStream<Path> above, Path name, RelativePath shown, int depth)
            throws IOException {
        if (depth == DEEPEST) {
            throw Failure.LIMIT.with(
                    "'" + shown + "' is deeper than " + DEEPEST + " directories; some of it is removed");
        }
        long count = 1;
        try (SecureDirectoryStream<Path> directory = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : directory) {
                Path inner = entry.getFileName();
                if (GrantedRoot.attributes(directory, inner).isDirectory()) {
                    count += remove(directory, inner, shown, depth + 1);
                } else {
                    directory.deleteFile(inner);
                    count++;
                }
            }
        }
        above.deleteDirectory(name);
        return count;
    }
}
