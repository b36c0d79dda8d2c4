package org.kernos.itests.company;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** As in docs/sources.md, in a bundle without Declarative Services. */
public final class CompanyResolver implements ModuleSourceResolver, BundleActivator {

    private volatile Path share = Path.of("");

    @Override
    public void start(BundleContext context) {
        share = Path.of(context.getBundle().getHeaders("").get(CompanyBundle.SHARE));
        context.registerService(ModuleSourceResolver.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // Its service goes with the bundle.
    }

    @Override
    public ModuleSource resolve(String moduleId, Object sourceHint) throws ModuleNotFoundException {
        Path directory = share.resolve(moduleId);
        if (!Files.isDirectory(directory)) {
            throw new ModuleNotFoundException(
                    moduleId, List.of(new Attempt(directory.toString(), "no directory")), List.of(), "ask the admins");
        }
        return () -> directory;
    }
}
