package org.kernos.itests.company;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle that knows the API and no other bundle of ours, with one class. */
public final class CompanyBundle {

    static final String SHARE = "Company-Share";

    private static final Map<String, String> HEADERS = Map.of(
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "org.example.company",
            "Bundle-Activator", CompanyResolver.class.getName(),
            "Import-Package", "org.kernos.api, org.kernos.api.source, org.osgi.framework");

    private CompanyBundle() {}

    /**
     * @param share the directory that it looks for modules in
     */
    public static InputStream jar(Path share) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        HEADERS.forEach(attributes::putValue);
        attributes.putValue(SHARE, share.toString());
        String file = CompanyResolver.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = CompanyBundle.class.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new JarEntry(file));
            code.transferTo(jar);
            jar.closeEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
