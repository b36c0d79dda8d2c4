package org.kernos.samples.fs;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.kernos.api.KernelException;

/** The codes that the kernel raises; the README has them. */
enum Failure {
    NO_ROOT(1),
    PATH(2),
    LINK(3),
    NOT_THERE(4),
    EXISTS(5),
    KIND(6),
    NOT_EMPTY(7),
    HANDLE(8),
    ARGUMENT(9),
    LIMIT(10),
    MODE(11),
    STORAGE(12);

    private final int code;

    Failure(int code) {
        this.code = code;
    }

    KernelException with(String message) {
        return KernelException.raised(code, message);
    }

    /** What the system said of a path, without the paths of the host. */
    static KernelException of(IOException e, RelativePath path) {
        if (e instanceof NoSuchFileException) {
            return NOT_THERE.with("there is no '" + path + "'");
        } else if (e instanceof FileAlreadyExistsException) {
            return EXISTS.with("'" + path + "' exists already");
        } else if (e instanceof DirectoryNotEmptyException) {
            return NOT_EMPTY.with("the directory '" + path + "' is not empty");
        }
        return STORAGE.with("'" + path + "': " + reason(e));
    }

    static String reason(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
