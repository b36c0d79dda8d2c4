package org.kernos.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.ModuleLoader;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** By the services that are there at the moment. */
record FrameworkView(BundleContext context) implements KernelView {

    @Override
    public boolean isModule(Path directory) {
        Set<String> names = names(directory);
        return !names.isEmpty() && readers().stream().anyMatch(reader -> accepts(reader, names));
    }

    /** As the container does it. */
    private static Set<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    private Collection<ServiceReference<ModuleReader>> readers() {
        try {
            return context.getServiceReferences(ModuleReader.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }

    private boolean accepts(ServiceReference<ModuleReader> reference, Set<String> names) {
        @Nullable ModuleReader reader = context.getService(reference);
        try {
            return reader != null && reader.accepts(names);
        } finally {
            context.ungetService(reference);
        }
    }

    @Override
    public List<Path> searchPath() {
        @Nullable ServiceReference<ModuleLoader> loader = context.getServiceReference(ModuleLoader.class);
        return loader != null && loader.getProperty(ModuleLoader.SEARCH_PATH) instanceof String[] directories
                ? Stream.of(directories).map(Path::of).toList()
                : List.of();
    }
}
