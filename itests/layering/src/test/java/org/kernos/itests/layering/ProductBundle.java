package org.kernos.itests.layering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bundles under {@code bundles/}, and the technologies that only they know. */
enum ProductBundle {
    API("api", ""),
    SXS("sxs", "com\\.fasterxml\\..*"),
    FORMAT_HELIX("format.helix", "com\\.fasterxml\\..*"),
    FORMAT_EXOCORE("format.exocore", "com\\.fasterxml\\..*"),
    RUNTIME_CABI("runtime.cabi", "com\\.sun\\.jna.*"),
    RUNTIME_JAVA("runtime.java", ""),
    RUNTIME_MICROPYTHON("runtime.micropython", ""),
    CONTAINER("container", ""),
    DEPLOYER("deployer", "org\\.apache\\.felix\\.fileinstall"),
    SOURCES("sources", "org\\.eclipse\\.jgit.*"),
    SHELL("shell", "org\\.apache\\.felix\\.(gogo|service\\.command).*"),
    /** The classes of the shell are in it. */
    SHELL_KARAF("shell.karaf", "org\\.apache\\.(felix\\.(gogo|service\\.command)|karaf\\.shell).*");

    /** A package of a manifest's header, with what follows it up to the next comma that is in no quotes. */
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;(?:\"[^\"]*\"|[^\",])*)?)(?:,|$)");

    private final String name;
    private final String technology;

    ProductBundle(String name, String technology) {
        this.name = name;
        this.technology = technology;
    }

    Path jar() {
        return Path.of(
                System.getProperty("kernos.root"),
                "bundles",
                name,
                "target",
                "org.kernos." + name + "-" + System.getProperty("kernos.version") + ".jar");
    }

    boolean mayImport(String technologysPackage) {
        return technologysPackage.matches(technology);
    }

    /** The packages in a header, with their attributes and directives; none when there is no such header. */
    Map<String, String> packages(String header) {
        Map<String, String> packages = new TreeMap<>();
        try (JarFile file = new JarFile(jar().toFile())) {
            String value = file.getManifest().getMainAttributes().getValue(header);
            Matcher clause = CLAUSE.matcher(value == null ? "" : value);
            while (clause.find()) {
                packages.put(clause.group(1), clause.group(2));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packages;
    }

    /** The descriptions of its components and configurations, and its manifest. */
    List<String> text() {
        try (JarFile file = new JarFile(jar().toFile())) {
            List<String> texts = new ArrayList<>();
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().matches("OSGI-INF/.*\\.xml|META-INF/MANIFEST.MF")) {
                    texts.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
