package org.kernos.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.container.bundle.BundleFiles;
import org.kernos.container.bundle.BundleSynthesizer;
import org.kernos.container.bundle.FrameworkLock;
import org.kernos.container.bundle.ModuleDirectory;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.bundle.ModuleLocation;
import org.kernos.container.bundle.StoredContent;
import org.kernos.container.life.Extensions;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.spi.ModuleReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns module directories into installed bundles. */
final class ModuleInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleInstaller.class);

    private final BundleContext context;
    private final ContainerSettings settings;
    private final Extensions extensions;
    private final ModuleTable table;
    private final NewBundles bundles;
    private final InstallChecks checks;
    private final BundleSynthesizer synthesizer = new BundleSynthesizer();

    ModuleInstaller(
            BundleContext context,
            ContainerSettings settings,
            Extensions extensions,
            ModuleTable table,
            NewBundles bundles,
            InstallChecks checks) {
        this.context = context;
        this.settings = settings;
        this.extensions = extensions;
        this.table = table;
        this.bundles = bundles;
        this.checks = checks;
    }

    /** A directory as people know it. */
    String show(Path directory) {
        return ModuleDirectory.show(directory, settings.shownFrom());
    }

    /** Whether a reader would know what to do with this directory. */
    boolean isModule(Path directory) {
        Set<String> names = ModuleDirectory.names(directory);
        return extensions.readers().stream().anyMatch(reader -> reader.accepts(names));
    }

    /**
     * Reads the module in a directory.
     *
     * @throws ModuleException with every problem that reading it alone shows
     */
    ModuleCandidate read(Path directory, LoadOptions options) throws ModuleException {
        ModuleDirectory files = ModuleDirectory.scan(directory, settings.shownFrom());
        List<ModuleReader> readers = extensions.readers().stream()
                .filter(reader -> reader.accepts(files.names()))
                .toList();
        if (readers.isEmpty()) {
            throw new ModuleException(noDescriptor(files));
        }
        Path absolute = directory.toAbsolutePath().normalize();
        String stamp = synthesizer.stamp(files);
        ModuleReader.Reading reading = read(absolute, files, stamp, readers.get(0));
        Map<String, String> merged = new TreeMap<>(settings.settingsFor(absolute));
        // What a directory's configuration says is for modules that do not say it themselves.
        merged.keySet().removeAll(reading.descriptor().properties().keySet());
        merged.putAll(options.settings());
        return new ModuleCandidate(absolute, files, stamp, reading.descriptor(), reading.warnings(), merged);
    }

    /**
     * What the module in a directory says of itself.
     *
     * @throws ModuleException with every problem that reading it alone shows
     */
    ModuleDescriptor describe(Path directory) throws ModuleException {
        return read(directory, LoadOptions.NONE).descriptor();
    }

    /**
     * Reads the module in what was kept of a former revision: where it came from and what it was loaded with stay as they were.
     *
     * @throws ModuleException with every problem that reading it alone shows
     */
    ModuleCandidate read(StoredContent former) throws ModuleException {
        ModuleHeaders headers = former.headers();
        ModuleReader reader = extensions
                .findReader(headers.kind())
                .orElseThrow(() -> new ModuleException(Problem.of(
                                ProblemCode.RUNTIME_MISSING,
                                "no bundle is active that reads a former revision, of kind '" + headers.kind() + "'")
                        .fix("start the bundle that reads modules of this kind")));
        ModuleReader.Reading reading = reader.read(former);
        return new ModuleCandidate(
                headers.directory(),
                former,
                headers.stamp(),
                reading.descriptor(),
                reading.warnings(),
                headers.settings());
    }

    /** A directory whose bundle is installed and that has not changed since is not read again. */
    private ModuleReader.Reading read(Path directory, ModuleDirectory files, String stamp, ModuleReader reader)
            throws ModuleException {
        ModuleEntry known = table.find(directory).orElse(null);
        return known != null
                        && known.headers().stamp().equals(stamp)
                        && known.headers().kind().equals(reader.kind())
                ? new ModuleReader.Reading(known.descriptor(), known.warnings())
                : reader.read(files);
    }

    private Problem noDescriptor(ModuleDirectory files) {
        String known = extensions.readers().stream()
                .map(ModuleReader::descriptorFile)
                .sorted()
                .collect(Collectors.joining(", "));
        return Problem.of(
                        ProblemCode.NO_DESCRIPTOR,
                        "the directory holds no module descriptor, expected one of: " + known)
                .at(Place.of(files.location()))
                .fix("name the directory that holds the descriptor itself");
    }

    /** The module that was installed from the candidate's directory. */
    Optional<ModuleEntry> findInstalled(ModuleCandidate candidate) {
        return findInstalled(candidate.directory());
    }

    /** The module that came from this directory, be it that it has been swapped for the content of another one since. */
    Optional<ModuleEntry> findInstalled(Path directory) {
        return table.find(directory).or(() -> Optional.ofNullable(context.getBundle(ModuleLocation.of(directory)))
                .flatMap(bundle -> Optional.ofNullable(table.find(bundle))));
    }

    /** Whether the directory's content and the settings are those of the installed bundle. */
    static boolean isCurrent(ModuleCandidate candidate, ModuleHeaders headers) {
        return headers.stamp().equals(candidate.stamp()) && headers.settings().equals(candidate.settings());
    }

    /**
     * Installs a module, or updates its bundle when it came from the same directory and has changed since.
     *
     * @throws ModuleException when that is not allowed or fails; nothing has changed then
     */
    ModuleEntry install(ModuleCandidate candidate) throws ModuleException {
        Bundle known = knownBundle(candidate.directory());
        if (known != null && isCurrent(candidate, ModuleHeaders.of(known))) {
            return entry(known, candidate);
        }
        checks.refuse(candidate, known == null);
        try {
            return entry(bundle(candidate, known), candidate);
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(ModuleDirectory.unreadable(candidate.files().location(), e)), e);
        } catch (BundleException e) {
            throw new ModuleException(List.of(frameworkRefused(candidate, e)), e);
        }
    }

    /** By directory, since the same one can be spelled in many ways in a location. */
    private @Nullable Bundle knownBundle(Path directory) {
        Optional<ModuleEntry> entry = table.find(directory);
        return entry.isPresent() ? entry.get().bundle() : context.getBundle(ModuleLocation.of(directory));
    }

    /** A module's bundle as it is now, for {@link #restore}. */
    byte[] snapshot(ModuleEntry entry) throws ModuleException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try {
            synthesizer.write(
                    entry.descriptor(), entry.headers(), new BundleFiles(entry.bundle(), entry.headers()), jar);
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(ModuleDirectory.unreadable(entry.headers().shownLocation(), e)), e);
        }
        return jar.toByteArray();
    }

    /** Puts back the content, and so the revision, that a module had before an update that came to nothing. */
    void restore(ModuleEntry entry, byte[] snapshot) {
        try {
            FrameworkLock.tryFor(() -> entry.bundle().stop(Bundle.STOP_TRANSIENT));
            FrameworkLock.tryFor(() -> entry.bundle().update(new ByteArrayInputStream(snapshot)));
            table.enter(entry);
        } catch (BundleException e) {
            LOG.error(
                    "{} could not be put back to revision {}",
                    entry.name(),
                    entry.headers().revision(),
                    e);
        }
    }

    /**
     * @throws ModuleException when the candidate would close a circle of dependencies, naming it
     */
    void refuseCircle(ModuleCandidate candidate) throws ModuleException {
        checks.refuseCircle(candidate);
    }

    /**
     * @throws ModuleException when the module from this directory is active with another content: to update it would stop it
     */
    void refuseActive(ModuleCandidate candidate) throws ModuleException {
        Optional<ModuleEntry> known = findInstalled(candidate);
        if (known.filter(table::isServing).isPresent()
                && !isCurrent(candidate, known.get().headers())) {
            throw new ModuleException(Problem.of(
                            ProblemCode.ALREADY_INSTALLED,
                            "module '" + known.get().name() + "' is active with a former content of this directory")
                    .at(Place.of(candidate.files().location()))
                    .fix("module:stop " + known.get().name() + " first, or update its bundle "
                            + known.get().bundle().getBundleId()));
        }
    }

    /**
     * @throws ModuleException when a module may not become this
     */
    void refuseReplacement(ModuleEntry entry, ModuleCandidate candidate) throws ModuleException {
        Optional<ModuleEntry> there = findInstalled(candidate).filter(other -> other != entry);
        if (there.isPresent()) {
            throw new ModuleException(Problem.of(
                            ProblemCode.ALREADY_INSTALLED,
                            "another module, bundle " + there.get().bundle().getBundleId()
                                    + ", is installed from this directory")
                    .at(Place.of(candidate.files().location()))
                    .fix("uninstall that one first, or swap for a copy of the directory"));
        }
        checks.refuseCircle(candidate);
        checks.refuse(candidate, false);
    }

    private Bundle bundle(ModuleCandidate candidate, @Nullable Bundle known) throws BundleException, IOException {
        if (known != null) {
            // Stopped first: an update of an active bundle also starts it again, before all that it needs is resolved.
            FrameworkLock.tryFor(() -> known.stop(Bundle.STOP_TRANSIENT));
            FrameworkLock.tryFor(() -> {
                try (InputStream in = stream(candidate)) {
                    known.update(in);
                }
            });
            return known;
        }
        AtomicReference<Bundle> installed = new AtomicReference<>();
        FrameworkLock.tryFor(() -> {
            try (InputStream in = stream(candidate)) {
                installed.set(context.installBundle(candidate.location(), in));
            }
        });
        Bundle bundle = Objects.requireNonNull(installed.get());
        afterTheContainer(bundle);
        return bundle;
    }

    /** After a restart of the framework a module starts when the container already has, where start levels allow it. */
    void afterTheContainer(Bundle bundle) {
        BundleStartLevel own = bundle.adapt(BundleStartLevel.class);
        int container = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
        if (own.getStartLevel() < container) {
            own.setStartLevel(container);
        }
    }

    private ModuleEntry entry(Bundle bundle, ModuleCandidate candidate) {
        return table.enter(
                new ModuleEntry(bundle, ModuleHeaders.of(bundle), candidate.descriptor(), candidate.warnings()));
    }

    private static Problem frameworkRefused(ModuleCandidate candidate, BundleException e) {
        return Problem.of(
                        ProblemCode.FRAMEWORK,
                        "the framework did not install module '"
                                + candidate.descriptor().name() + "': " + e.getMessage())
                .at(Place.of(candidate.files().location()));
    }

    /** The candidate's bundle, as its next revision. */
    InputStream stream(ModuleCandidate candidate) throws IOException {
        return bundles.stream(candidate);
    }

    /**
     * The bundle of the module in this directory as a stream, for the framework's own install and update commands.
     *
     * @throws IOException carrying the problems' text
     */
    InputStream synthesize(Path directory) throws IOException {
        try {
            Bundle known = knownBundle(directory.toAbsolutePath().normalize());
            LoadOptions kept = known == null
                    ? LoadOptions.NONE
                    : new LoadOptions(ModuleHeaders.of(known).settings());
            ModuleCandidate candidate = read(directory, kept);
            refuseCircle(candidate);
            checks.refuse(candidate, known == null);
            return stream(candidate);
        } catch (ModuleException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Uninstalls the bundle and forgets the module. */
    void remove(ModuleEntry entry) {
        try {
            if (entry.bundle().getState() != Bundle.UNINSTALLED) {
                FrameworkLock.tryFor(entry.bundle()::uninstall);
            }
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} could not be uninstalled cleanly", entry.name(), e);
        }
        table.remove(entry.bundle());
    }
}
