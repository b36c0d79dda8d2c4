package org.kernos.sources;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository that does not give what it was asked for. */
final class GitRefusal extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient List<String> names;

    /** What people do about it. */
    enum Kind {
        UNREACHABLE("look whether the host is up, and at proxies; a commit that was fetched once needs no host"),
        NO_REPOSITORY("correct the address: it is the one that git clone takes"),
        LOCKED("Kernos has no passwords: clone the repository, and write git+file:PATH for it"),
        NO_REF("write a branch, a tag, or the 40 digits of a commit behind the #"),
        NO_DIRECTORY("write a directory that is in the repository, with slashes, behind #REF:"),
        TOO_LARGE("keep the module in a repository of its own, without data and build output"),
        OTHER("try git clone; if that does, write git+file:PATH for the clone");

        private final String fix;

        Kind(String fix) {
            this.fix = fix;
        }

        String fix() {
            return fix;
        }
    }

    /**
     * @param names that it has in place of the one that it has not
     */
    GitRefusal(Kind kind, String message, List<String> names, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.names = List.copyOf(names);
    }

    GitRefusal(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, List.of(), cause);
    }

    Kind kind() {
        return kind;
    }

    List<String> names() {
        return names;
    }
}
