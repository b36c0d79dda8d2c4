package org.kernos.runtime.micropython.interpreter;

import java.util.List;
import org.kernos.runtime.micropython.file.FileTree;
import org.kernos.runtime.micropython.file.Grant;

/**
 * What the calls of one program have of the host's files, and where in them it is. The interpreter is others' too: it has them only as
 * long as such a call is inside.
 */
public final class CallFiles {

    private final List<Grant> grants;

    /** Under the interpreter's lock. */
    private String directory;

    /**
     * @param directory where relative paths begin
     */
    public CallFiles(List<Grant> grants, String directory) {
        this.grants = List.copyOf(grants);
        this.directory = directory;
    }

    /**
     * Before a call.
     *
     * @return what puts all back, also where relative paths begin
     */
    Runnable enter(FileTree files) {
        String before = files.current();
        grants.forEach(files::grant);
        files.enter(directory);
        return () -> {
            directory = files.current();
            files.enter(before);
            grants.forEach(files::revoke);
        };
    }
}
