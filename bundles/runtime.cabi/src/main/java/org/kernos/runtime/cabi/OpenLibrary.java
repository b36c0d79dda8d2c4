package org.kernos.runtime.cabi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfImage;
import org.kernos.elf.ElfReader;
import org.kernos.runtime.cabi.object.ProcessSymbols;
import org.kernos.spi.ModuleContext;

/** A kernel's library, mapped from a private copy, and what is to be done when it goes (native U-1 to U-4). */
final class OpenLibrary extends NativeCode {

    private final LibraryCheck.Checked checked;
    private final String location;
    private final PrivateCopy copy;
    private final KernelLibrary library;
    /** An address inside the library, or 0. */
    private final long inside;

    private final String module;
    private final long revision;
    private final UnloadedLibraries unloaded;

    private OpenLibrary(
            LibraryCheck.Checked checked,
            ModuleContext module,
            PrivateCopy copy,
            KernelLibrary library,
            UnloadedLibraries unloaded) {
        this.checked = checked;
        this.location = location(module, checked);
        this.copy = copy;
        this.library = library;
        this.inside = RequiredExports.inside(this::find);
        this.module = module.descriptor().name();
        this.revision = module.revision();
        this.unloaded = unloaded;
    }

    private static String location(ModuleContext module, LibraryCheck.Checked checked) {
        return module.files().location() + "/" + checked.path();
    }

    /**
     * @param unloaded is told what stays mapped when it is closed
     * @throws ModuleException when it cannot be copied or opened; nothing is mapped and no copy is left then
     */
    static OpenLibrary open(
            LibraryCheck check, LibraryCheck.Checked checked, ModuleContext module, UnloadedLibraries unloaded)
            throws ModuleException {
        String location = location(module, checked);
        PrivateCopy copy;
        try {
            copy = PrivateCopy.of(module.files(), checked.path(), module.dataDirectory());
        } catch (IOException e) {
            throw new ModuleException(
                    List.of(Problem.of(
                                    ProblemCode.UNREADABLE,
                                    "the library '" + checked.path() + "' cannot be copied into '"
                                            + module.dataDirectory() + "': " + e)
                            .at(Place.of(location))),
                    e);
        }
        try {
            return new OpenLibrary(checked, module, copy, KernelLibrary.open(copy.library()), unloaded);
        } catch (UnsatisfiedLinkError e) {
            String reason = KernelLibrary.reason(e, copy.library());
            copy.close();
            List<Problem> unresolved = check.unresolved(checked);
            throw new ModuleException(unresolved.isEmpty() ? List.of(refused(reason, location)) : unresolved, e);
        }
    }

    private static Problem refused(String reason, String location) {
        return Problem.of(ProblemCode.LIBRARY_UNRESOLVED, "the system refuses the library: " + reason)
                .at(Place.of(location))
                .fix("check it with 'ldd -r " + location + "'");
    }

    /** Of the library itself: the system would look through those that it needs, too, and takes long to say that there is none. */
    @Override
    public long find(String symbol) {
        return checked.exports() == null || checked.exports().contains(symbol) ? library.find(symbol) : 0;
    }

    @Override
    public Optional<Definition> definitionOf(String symbol) {
        long address = library.find(symbol);
        return address == 0
                ? Optional.empty()
                : Optional.of(new Definition(address, () -> ProcessSymbols.isVariable(address)));
    }

    @Override
    public String path() {
        return checked.path();
    }

    /**
     * Libraries of the module's own that the system did not take from this module: it takes one that is already loaded
     * under the same name, be it another module's or an older revision's.
     */
    @Override
    public List<Problem> foreignDependencies() {
        if (checked.ownDependencies().isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> mapped = ProcessMaps.files();
        for (String name : checked.ownDependencies()) {
            if (!mapped.isEmpty()
                    && !mapped.contains(copy.directory().resolve(name).toString())) {
                problems.add(Problem.of(
                                ProblemCode.LIBRARY_UNRESOLVED,
                                "the library '" + name + "' beside '" + checked.path()
                                        + "' is not used: the system gives the kernel another library of this name")
                        .at(Place.of(location))
                        .fix("give each version of '" + name + "' a SONAME of its own, or link it statically"));
            }
        }
        return problems;
    }

    /** Unloads the library and deletes its copies. */
    @Override
    List<Problem> unmap() {
        library.close();
        List<Problem> problems = new ArrayList<>(isSurelyGone() ? List.of() : stillMapped());
        try {
            copy.close();
        } catch (UncheckedIOException e) {
            problems.add(Problem.of(
                            ProblemCode.UNREADABLE,
                            "the private copy '" + copy.directory() + "' cannot be deleted: " + e.getCause())
                    .at(Place.of(location)));
        }
        return problems;
    }

    /** A library is unmapped whole; one that was beside it may stay without it. */
    private boolean isSurelyGone() {
        return copy.isAlone() && MappedPage.isSurelyGone(inside);
    }

    private List<Problem> stillMapped() {
        List<Problem> problems = new ArrayList<>();
        for (String file : ProcessMaps.files()) {
            if (file.startsWith(copy.directory() + "/")) {
                Problem problem = stillMapped(Path.of(file));
                problems.add(problem);
                unloaded.stayed(
                        module, revision, file, String.valueOf(Path.of(file).getFileName()), problem);
            }
        }
        return problems;
    }

    /** Says only what the file shows; where it shows nothing, what is known to have this effect. */
    private Problem stillMapped(Path file) {
        boolean own = file.equals(copy.library());
        String what = (own ? "the library" : "the dependency '" + file.getFileName() + "'")
                + " is still mapped after unloading: ";
        Optional<ElfImage> image = read(file);
        List<String> unique = image.map(ElfImage::uniqueSymbols).orElse(List.of());
        if (!unique.isEmpty()) {
            return stillMapped(
                            what + "it has symbols that are one for the whole process, such as '" + unique.get(0) + "'")
                    .fix("compile with -fno-gnu-unique");
        } else if (image.map(ElfImage::noDelete).orElse(false)) {
            return stillMapped(what + "it was linked with -z nodelete").fix("link without -z nodelete");
        }
        String others = own ? "" : "another library that uses it, or ";
        return stillMapped(what + "its file shows no cause; " + others
                        + "a thread that is to run a thread_local destructor of it has this effect")
                .fix("end the kernel's own threads in kernel_shutdown");
    }

    private Problem stillMapped(String message) {
        return Problem.of(ProblemCode.STILL_MAPPED, message).at(Place.of(location));
    }

    private static Optional<ElfImage> read(Path file) {
        try {
            return Optional.of(ElfReader.read(Files.readAllBytes(file)));
        } catch (IOException | DamagedElfException e) {
            return Optional.empty();
        }
    }
}
