package org.kernos.container;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import org.kernos.container.bundle.ModuleLocation;
import org.osgi.service.url.AbstractURLStreamHandlerService;

/**
 * Makes {@code kernos:<directory>} a URL that the framework can install and update a bundle from, as feature files and the
 * framework's own commands do (architecture N-10).
 */
final class ModuleUrlHandler extends AbstractURLStreamHandlerService {

    private final ModuleInstaller installer;

    ModuleUrlHandler(ModuleInstaller installer) {
        this.installer = installer;
    }

    @Override
    public URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {
                // The bundle is made when its stream is asked for.
            }

            @Override
            public InputStream getInputStream() throws IOException {
                // Not getPath(): that ends at a '#' or '?', which a directory's name may hold.
                String directory = getURL().toExternalForm().substring(ModuleLocation.PROTOCOL.length() + 1);
                return installer.synthesize(Path.of(directory));
            }
        };
    }
}
