package org.kernos.runtime.micropython.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file or directory that Python has opened; used under the interpreter's lock. */
final class OpenFile {

    final String path;
    final byte[] content;

    /** Of a directory: what is in it. */
    final @Nullable List<String> names;

    int position;

    private OpenFile(String path, byte[] content, @Nullable List<String> names) {
        this.path = path;
        this.content = content;
        this.names = names;
    }

    static OpenFile file(String path, byte[] content) {
        return new OpenFile(path, content, null);
    }

    static OpenFile directory(String path, List<String> names) {
        return new OpenFile(path, new byte[0], names);
    }

    boolean isDirectory() {
        return names != null;
    }
}
