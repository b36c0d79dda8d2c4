package org.kernos.runtime.micropython;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleContext;
import org.kernos.spi.ModuleFiles;

/** A native module that a Python module brings along: a kernel's directory, or only its library or object (design Y-7). */
final class CModule {

    /** Before the digest in the path of each directory that such a kernel is loaded from. */
    static final String AREA = "c_modules";

    private static final String DESCRIPTOR = "kernel.sxs";
    private static final int DIGEST_BYTES = 8;

    private final String name;
    private final String path;
    private final ModuleContext owner;
    private final String digest;

    /** The files by their path in the kernel's directory; the values are paths in the Python module. */
    private final Map<String, String> files;

    private CModule(String name, String path, ModuleContext owner, Map<String, String> files, String digest) {
        this.name = name;
        this.path = path;
        this.owner = owner;
        this.files = files;
        this.digest = digest;
    }

    /**
     * @param path within the Python module
     * @throws ModuleException when there is nothing that could be a kernel
     */
    static CModule of(String name, String path, ModuleContext owner) throws ModuleException {
        Map<String, String> files = files(path, owner.files());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    out.write((file.getKey() + "\n").getBytes(StandardCharsets.UTF_8));
                    copy(owner.files(), file.getValue(), out);
                }
            }
            String hex = HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
            return new CModule(name, path, owner, files, hex);
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(Problem.of(ProblemCode.UNREADABLE, "'" + path + "' cannot be read: " + e)), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Map<String, String> files(String path, ModuleFiles module) throws ModuleException {
        Set<String> all = module.paths();
        Map<String, String> files = new TreeMap<>();
        if (all.contains(path)) {
            files.put(path.substring(path.lastIndexOf('/') + 1), path);
            return files;
        }
        String parent = path.endsWith("/") ? path : path + "/";
        all.stream()
                .filter(file -> file.startsWith(parent))
                .forEach(file -> files.put(file.substring(parent.length()), file));
        if (files.isEmpty()) {
            throw new ModuleException(Problem.of(ProblemCode.LIBRARY_MISSING, "the module holds no '" + path + "'")
                    .fix("name a library, an object, or the directory of a kernel within the module"));
        } else if (!files.containsKey(DESCRIPTOR)) {
            throw new ModuleException(
                    Problem.of(ProblemCode.NO_DESCRIPTOR, "the directory '" + path + "' holds no " + DESCRIPTOR)
                            .fix("name the directory of a kernel, or the library or object itself"));
        }
        return files;
    }

    private static void copy(ModuleFiles module, String file, OutputStream out) throws IOException {
        try (InputStream in = module.open(file)) {
            in.transferTo(out);
        }
    }

    /** The kernel's name. */
    String name() {
        return name;
    }

    /** As the manifest has it. */
    String path() {
        return path;
    }

    /** Of the files' names and content. */
    String digest() {
        return digest;
    }

    /** Tells the module's author. */
    void warn(Problem problem) {
        owner.warn(problem);
    }

    /** Where the manifest is. */
    static Place manifest(ModuleContext module) {
        return Place.of(module.files().location() + "/manifest.json");
    }

    Place manifest() {
        return manifest(owner);
    }

    /** The functions of a library without a descriptor are those that it registers. */
    LoadOptions options() {
        return files.containsKey(DESCRIPTOR)
                ? LoadOptions.NONE
                : new LoadOptions(Map.of(DescriptorKeys.UNDECLARED, DescriptorKeys.ALLOWED));
    }

    /**
     * Writes the kernel's directory, named as the kernel, into the files of the open Python module.
     *
     * @throws IOException when it cannot be written
     */
    Path directory() throws IOException {
        Path directory = owner.dataDirectory().resolve(AREA).resolve(digest).resolve(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling(""));
            try (OutputStream out = Files.newOutputStream(target)) {
                copy(owner.files(), file.getValue(), out);
            }
        }
        if (!files.containsKey(DESCRIPTOR)) {
            String library = files.keySet().iterator().next();
            Files.writeString(
                    directory.resolve(DESCRIPTOR), "#(define-kernel " + name + " \"" + library + "\" [\n])\n");
        }
        return directory;
    }
}
