package org.kernos.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Outcome;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.source.Inquiries;
import org.kernos.container.source.MountedResolver;
import org.kernos.container.source.Mounts;
import org.kernos.container.source.ResolverCalls;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.NearNames;

/**
 * Loads by name through the mounted resolver; without one, directly: what is installed, then the search paths. A resolver is asked on the caller's
 * time and not on the thread of operations, which goes on meanwhile.
 */
final class SourceLoader implements ModuleLoader {

    private static final String INSTALLED = "installed bundles";

    private final ModuleContainer container;
    private final ModuleInstaller installer;
    private final ModuleSearch search;
    private final ModuleTable table;
    private final Mounts mounts;
    private final ResolverCalls calls;

    SourceLoader(
            ModuleContainer container,
            ModuleInstaller installer,
            ModuleSearch search,
            ModuleTable table,
            Mounts mounts,
            ResolverCalls calls) {
        this.container = container;
        this.installer = installer;
        this.search = search;
        this.table = table;
        this.mounts = mounts;
        this.calls = calls;
    }

    /** Of the service. */
    Hashtable<String, Object> properties() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(
                SEARCH_PATH, search.parents().stream().map(Path::toString).toArray(String[]::new));
        return properties;
    }

    @Override
    public ModuleInfo load(String moduleId, Map<String, String> config, @Nullable Object sourceHint)
            throws ModuleNotFoundException, ModuleLoadException {
        refuseOtherNames(moduleId);
        Optional<ModuleEntry> loaded = table.find(moduleId).filter(table::isServing);
        if (loaded.isPresent()) {
            return table.info(loaded.get());
        }
        LoadOptions options = options(config);
        Optional<MountedResolver> resolver = mounts.findResolver();
        boolean isToldWhere = resolver.isPresent() && sourceHint != null;
        if (!isToldWhere && options.settings().isEmpty() && table.find(moduleId).isPresent()) {
            // It has come from somewhere: nobody is asked again where.
            return settled(moduleId, container.start(moduleId));
        }
        return resolver.isPresent()
                ? loadFrom(calls.resolve(resolver.get(), moduleId, sourceHint), moduleId, options)
                : loadDirectly(moduleId, options);
    }

    /** Also keeps what no directory may be called from the resolvers. */
    private static void refuseOtherNames(String moduleId) throws ModuleNotFoundException {
        if (!ModuleDescriptor.isModuleName(moduleId)) {
            throw new ModuleNotFoundException(
                    moduleId,
                    List.of(),
                    List.of(),
                    "a module's name has 1 to 128 characters of A-Z a-z 0-9 _ . - and begins with a letter or digit");
        }
    }

    private static LoadOptions options(Map<String, String> config) {
        Map<String, String> settings = new HashMap<>();
        config.forEach((key, value) -> settings.put(DescriptorKeys.CONFIG + key, value));
        return new LoadOptions(settings);
    }

    private ModuleInfo loadDirectly(String moduleId, LoadOptions options)
            throws ModuleNotFoundException, ModuleLoadException {
        List<Attempt> attempts = direct(moduleId);
        for (Attempt attempt : attempts) {
            if (attempt.found().isPresent()) {
                return loadFrom(attempt.found().get(), moduleId, options);
            }
        }
        throw notFound(moduleId, attempts);
    }

    private ModuleNotFoundException notFound(String moduleId, List<Attempt> attempts) {
        List<String> known = table.all().stream().map(ModuleEntry::name).toList();
        return new ModuleNotFoundException(
                moduleId,
                attempts,
                NearNames.of(moduleId, known),
                "check the name, add the directory that holds the module's to kernos.path, or mount a resolver");
    }

    /** Every place that is looked at without a resolver, in this order. */
    private List<Attempt> direct(String moduleId) throws ModuleLoadException {
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(installed(moduleId).orElseGet(() -> new Attempt(INSTALLED, "none declares '" + moduleId + "'")));
        for (Path place : places(moduleId)) {
            attempts.add(
                    installer.isModule(place)
                            ? new Attempt(installer.show(place), "found", Optional.of(place))
                            : new Attempt(installer.show(place), "no module directory"));
        }
        return attempts;
    }

    private Optional<Attempt> installed(String moduleId) {
        return table.find(moduleId)
                .map(entry -> new Attempt(
                        INSTALLED,
                        "bundle " + entry.bundle().getBundleId(),
                        Optional.of(entry.headers().directory())));
    }

    private List<Path> places(String moduleId) throws ModuleLoadException {
        try {
            return search.places(moduleId, LoadOptions.NONE);
        } catch (ModuleException e) {
            throw new ModuleLoadException(moduleId, e.problems(), e);
        }
    }

    private ModuleInfo loadFrom(Path directory, String moduleId, LoadOptions options) throws ModuleLoadException {
        try {
            ModuleCandidate candidate = installer.read(directory, options);
            Inquiries.refuseOther(
                    moduleId, candidate.descriptor().name(), candidate.files().location());
        } catch (ModuleException e) {
            throw new ModuleLoadException(moduleId, e.problems(), e);
        }
        return settled(moduleId, container.load(directory.toString(), options));
    }

    private static ModuleInfo settled(String moduleId, Outcome outcome) throws ModuleLoadException {
        if (outcome instanceof Outcome.Refused refused) {
            throw new ModuleLoadException(moduleId, refused.problems(), null);
        } else if (outcome instanceof Outcome.Unchanged unchanged) {
            return unchanged.module();
        }
        List<ModuleInfo> modules = ((Outcome.Done) outcome).modules();
        return modules.stream()
                .filter(module -> module.name().equals(moduleId))
                .findFirst()
                .orElse(modules.get(0));
    }

    @Override
    public List<Attempt> explain(String moduleId, @Nullable Object sourceHint) throws ModuleLoadException {
        try {
            refuseOtherNames(moduleId);
        } catch (ModuleNotFoundException e) {
            throw new ModuleLoadException(moduleId, e.problems(), e);
        }
        Optional<MountedResolver> resolver = mounts.findResolver();
        if (resolver.isEmpty()) {
            return direct(moduleId);
        }
        List<Attempt> attempts = new ArrayList<>();
        if (sourceHint == null) {
            installed(moduleId).ifPresent(attempts::add);
        }
        attempts.addAll(calls.explain(resolver.get(), moduleId, sourceHint));
        return attempts;
    }
}
