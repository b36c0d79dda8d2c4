package org.kernos.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where in an archive its module is: at the top, or in the one directory that the archive was made of. */
public final class ArchiveRoot {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int GREATEST_MANIFEST = 1 << 20;

    private ArchiveRoot() {}

    /** Whether a file is an archive of a module and of no bundle, whose business is FileInstall's own. */
    public static boolean isModule(Path file, Predicate<Set<String>> accepts) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return accepts.test(names(zip)) && !isBundle(zip);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What all names of the module's files begin with: empty, or a directory with its slash. */
    static String of(ZipFile zip) {
        Set<String> tops = new HashSet<>();
        boolean flat = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !isForeign(name))
                .anyMatch(name -> {
                    tops.add(name.substring(0, name.indexOf('/') + 1));
                    return name.indexOf('/') < 0;
                });
        return flat || tops.size() != 1 ? "" : tops.iterator().next();
    }

    /** What file managers add. */
    static boolean isForeign(String name) {
        return name.startsWith(".") || name.startsWith("__MACOSX/");
    }

    private static Set<String> names(ZipFile zip) {
        String root = of(zip);
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(root))
                .map(name -> name.substring(root.length()))
                .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                .collect(Collectors.toSet());
    }

    private static boolean isBundle(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null || entry.getSize() > GREATEST_MANIFEST) {
            return false;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new Manifest(in).getMainAttributes().getValue("Bundle-SymbolicName") != null;
        }
    }
}
