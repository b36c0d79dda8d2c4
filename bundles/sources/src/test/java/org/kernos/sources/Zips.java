package org.kernos.sources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kernos.archive.Digest;

/** Archives as module authors and others make them. */
final class Zips {

    private Zips() {}

    /** An archive with these entries, each holding its own name. */
    static Path zip(Path file, String... names) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    static String digest(Path file) throws IOException {
        MessageDigest all = Digest.start();
        all.update(Files.readAllBytes(file));
        return Digest.of(all).toString();
    }
}
