package org.kernos.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The KAR of this build as the repository that Karaf makes of it: what is tested is what a machine without a network gets.
 * Karaf would unpack it too late for the bundle of the tests, which needs our packages to resolve.
 *
 * @param directory absolute
 */
record UnpackedKar(Path directory) {

    static UnpackedKar unpack(Path target) {
        String version = System.getProperty("kernos.version");
        Path kar = Path.of(
                System.getProperty("kernos.root"), "distribution/karaf/target", "kernos-karaf-" + version + ".kar");
        UnpackedKar unpacked = new UnpackedKar(target.toAbsolutePath().normalize());
        try (FileSystem zip = FileSystems.newFileSystem(kar)) {
            Path root = zip.getPath("/repository");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Path copy = unpacked.directory.resolve(root.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(kar + ": build it with mvn package -pl distribution/karaf -am", e);
        }
        return unpacked;
    }

    /** As an address for Karaf. */
    URI repository() {
        return directory.toUri();
    }

    URI featureFile() {
        try (Stream<Path> files = Files.walk(directory.resolve("org/kernos/kernos-karaf"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith("-features.xml"))
                    .toList();
            if (found.size() != 1) {
                throw new IllegalStateException("expected one feature file in the KAR, found " + found);
            }
            return found.get(0).toUri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
