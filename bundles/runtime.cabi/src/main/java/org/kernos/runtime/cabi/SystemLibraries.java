package org.kernos.runtime.cabi;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The shared libraries that the dynamic linker of this machine finds by name. */
final class SystemLibraries {

    /** RTLD_LAZY and RTLD_LOCAL: nothing of a library opened on trial may be found from elsewhere. */
    private static final int LAZY_AND_LOCAL = 1;

    private final List<Path> directories;

    SystemLibraries() {
        Set<Path> found = new LinkedHashSet<>();
        addAll(found, System.getenv().getOrDefault("LD_LIBRARY_PATH", ""));
        found.addAll(configured());
        addAll(found, "/lib64:/usr/lib64:/lib:/usr/lib");
        directories = List.copyOf(found);
    }

    private static void addAll(Set<Path> found, String path) {
        Stream.of(path.split(":")).filter(s -> !s.isEmpty()).map(Path::of).forEach(found::add);
    }

    /** What {@code /etc/ld.so.conf.d} names; a system without that directory has nothing configured. */
    private static List<Path> configured() {
        try (Stream<Path> files = Files.list(Path.of("/etc/ld.so.conf.d"))) {
            List<Path> result = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".conf")).sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("/"))
                        .map(line -> Path.of(line.strip()))
                        .forEach(result::add);
            }
            return result;
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The file of a library, as far as the known directories tell.
     *
     * @param searchPaths where the library that needs it wants it looked for; those with variables are left out
     */
    Optional<Path> find(String name, List<String> searchPaths) {
        Stream<Path> own = searchPaths.stream()
                .filter(p -> p.startsWith("/") && !p.contains("$"))
                .map(Path::of);
        return Stream.concat(own, directories.stream())
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Whether the dynamic linker can open a library that {@link #find} does not know. Only its own answer counts: its
     * cache may name directories that no list of ours has.
     */
    static boolean canOpen(String name) {
        try {
            NativeLibrary.getInstance(name, Map.of(Library.OPTION_OPEN_FLAGS, LAZY_AND_LOCAL))
                    .close();
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** Whether the process itself, with the libraries it was started with, defines a symbol for everyone. */
    static boolean processDefines(String symbol) {
        try {
            return Pointer.nativeValue(NativeLibrary.getProcess().getGlobalVariableAddress(symbol)) != 0;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
