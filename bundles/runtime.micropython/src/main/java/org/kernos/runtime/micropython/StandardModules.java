package org.kernos.runtime.micropython;

import java.util.Set;

/** The names of the modules that MicroPython itself has: they mean these, whatever else is there. */
final class StandardModules {

    private static final Set<String> NAMES = Set.of(
            "__main__",
            "_asyncio",
            "abc",
            "array",
            "asyncio",
            "base64",
            "binascii",
            "builtins",
            "cmath",
            "collections",
            "copy",
            "datetime",
            "deflate",
            "errno",
            "fnmatch",
            "framebuf",
            "functools",
            "gc",
            "gzip",
            "hashlib",
            "heapq",
            "hmac",
            "html",
            "inspect",
            "io",
            "itertools",
            "js",
            "jsffi",
            "json",
            "locale",
            "logging",
            "math",
            "micropython",
            "operator",
            "os",
            "pathlib",
            "platform",
            "random",
            "re",
            "select",
            "stat",
            "string",
            "struct",
            "sys",
            "tarfile",
            "time",
            "types",
            "uctypes",
            "unittest",
            "uu",
            "vfs",
            "weakref",
            "zlib");

    /** The dictionary that modules share; the container's, but as much there. */
    private static final String SHARED = "env";

    /** What the interpreter's own Python code imports of the host. */
    private static final String INNER = "_kernos";

    private StandardModules() {}

    /**
     * @param name with dots for a module in a package
     */
    static boolean has(String name) {
        int dot = name.indexOf('.');
        String whole = dot < 0 ? name : name.substring(0, dot);
        return whole.equals(SHARED) || whole.startsWith(INNER) || NAMES.contains(whole);
    }

    static Set<String> names() {
        return NAMES;
    }
}
