package org.kernos.container.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kernos.api.Dependency;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.module.ModuleActivator;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Makes a complete, ordinary OSGi bundle of a module: manifest, activator, and the module's files (architecture A-1, N-2 to
 * N-5).
 */
public final class BundleSynthesizer {

    public static final String NAME_PREFIX = "org.kernos.module.";
    public static final String MODULE_NAMESPACE = "kernos.module";
    public static final String INTERFACE_NAMESPACE = "kernos.interface";

    /**
     * Dependencies have a namespace for each module's name, {@code kernos.module.alu}: a resolver looks through all capabilities
     * of a namespace for each requirement, which with one for all modules is the square of their number.
     */
    private static final String DEPENDENCY_PREFIX = MODULE_NAMESPACE + ".";

    public static final String RUNTIME_NAMESPACE = "kernos.runtime";

    private static final int GREATEST_STORED = 4 << 20;

    private static final String ACTIVATOR_FILE = ModuleActivator.class.getName().replace('.', '/') + ".class";

    private final byte[] activator = code(ModuleActivator.class);
    private final String maker;

    public BundleSynthesizer() {
        CRC32 code = new CRC32();
        code.update(activator);
        code.update(code(BundleSynthesizer.class));
        maker = Long.toHexString(code.getValue());
    }

    private static byte[] code(Class<?> type) {
        String file = type.getSimpleName() + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the container's bundle lacks " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the container's bundle is damaged at " + file, e);
        }
    }

    /**
     * Says that a bundle is what this synthesizer makes of a directory: changes with the directory's content, and with the
     * synthesizer itself, so that a bundle which another release has left in the framework's cache is made anew.
     */
    public String stamp(ModuleDirectory files) {
        return files.stamp() + "-" + maker;
    }

    public void write(ModuleDescriptor descriptor, ModuleHeaders headers, ModuleFiles files, OutputStream out)
            throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(out)) {
            // The framework copies the stream into its cache, where speed counts and space does not.
            jar.setLevel(Deflater.NO_COMPRESSION);
            ByteArrayOutputStream manifest = new ByteArrayOutputStream();
            manifest(descriptor, headers).write(manifest);
            store(jar, JarFile.MANIFEST_NAME, manifest.toByteArray());
            store(jar, ACTIVATOR_FILE, activator);
            for (String path : files.paths()) {
                try (InputStream in = files.open(path)) {
                    add(jar, ModuleHeaders.FILES + path, in);
                }
            }
        }
    }

    private static void add(ZipOutputStream jar, String name, InputStream in) throws IOException {
        byte[] content = in.readNBytes(GREATEST_STORED + 1);
        if (content.length <= GREATEST_STORED) {
            store(jar, name, content);
        } else {
            // Of a stored entry the checksum stands before the content, which is too long here to be held in memory.
            jar.putNextEntry(new ZipEntry(name));
            jar.write(content);
            in.transferTo(jar);
            jar.closeEntry();
        }
    }

    /** As it is, which spares the framework to inflate it each time it is read. */
    private static void store(ZipOutputStream jar, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    public static Manifest manifest(ModuleDescriptor descriptor, ModuleHeaders headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, NAME_PREFIX + descriptor.name());
        main.putValue(Constants.BUNDLE_VERSION, descriptor.version().toString());
        main.putValue(Constants.BUNDLE_NAME, "Kernos module " + descriptor.name());
        main.putValue(Constants.BUNDLE_ACTIVATOR, ModuleActivator.class.getName());
        main.putValue(
                Constants.IMPORT_PACKAGE,
                "org.kernos.api;version=\"[1,2)\",org.kernos.spi;version=\"[1,2)\","
                        + "org.osgi.framework;version=\"[1.8,2)\"");
        main.putValue(Constants.PROVIDE_CAPABILITY, capability(descriptor));
        main.putValue(Constants.REQUIRE_CAPABILITY, requirements(descriptor));
        headers.writeTo(main);
        return manifest;
    }

    /** Whether a capability or requirement of this namespace is one module's dependency on another. */
    public static boolean isDependency(String namespace) {
        return namespace.startsWith(DEPENDENCY_PREFIX);
    }

    private static String capability(ModuleDescriptor descriptor) {
        StringBuilder capabilities = new StringBuilder();
        capabilities.append(named(MODULE_NAMESPACE, descriptor.name())).append(version(descriptor.version()));
        capabilities
                .append(',')
                .append(DEPENDENCY_PREFIX)
                .append(descriptor.name())
                .append(version(descriptor.version()));
        for (InterfaceDefinition provided : descriptor.traits().provides()) {
            capabilities
                    .append(',')
                    .append(named(INTERFACE_NAMESPACE, provided.name()))
                    .append(";id:Long=\"")
                    .append(provided.id().bits())
                    .append('"')
                    .append(version(provided.version()));
        }
        return capabilities.toString();
    }

    private static String named(String namespace, String name) {
        return namespace + ";" + namespace + "=\"" + escaped(name) + "\"";
    }

    private static String version(Version version) {
        return ";version:Version=\"" + version + "\"";
    }

    /** An interface's name is its author's: it must neither end a value of the manifest nor a line of it. */
    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "?");
    }

    private static String requirements(ModuleDescriptor descriptor) {
        String runtime = RUNTIME_NAMESPACE + ";filter:=\"(" + RUNTIME_NAMESPACE + "=" + descriptor.runtime() + ")\"";
        return descriptor.dependencies().isEmpty()
                ? runtime
                : runtime + ","
                        + descriptor.dependencies().stream()
                                .map(BundleSynthesizer::requirement)
                                .collect(Collectors.joining(","));
    }

    private static String requirement(Dependency dependency) {
        String versions = dependency.requirement().range().toFilterString("version");
        return DEPENDENCY_PREFIX + dependency.module() + ";filter:=\"" + versions + "\""
                + (dependency.optional() ? ";resolution:=optional" : "");
    }
}
