package org.kernos.container;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
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
                return installer.synthesize(Path.of(getURL().getPath()));
            }
        };
    }
}
