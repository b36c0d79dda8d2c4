package org.kernos.runtime.cabi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfHeader;
import org.kernos.elf.ElfImage;
import org.kernos.elf.ElfObject;
import org.kernos.elf.ElfReader;
import org.kernos.elf.ElfSymbol;
import org.kernos.elf.LibraryFormat;
import org.kernos.spi.ModuleFiles;

/** Chooses a kernel's library and says what does not fit before any of its code is mapped (native C-6). */
final class LibraryCheck {

    private static final int SHOWN = 10;

    private final ModuleFiles files;
    private final HostPlatform host;
    private final RequiredExports required;

    /**
     * A library that can be opened as far as its file tells.
     *
     * @param path within the module
     * @param ownDependencies file names of the libraries beside it that it needs
     * @param object what it is if it is no library: an object, for us to link
     * @param exports what it defines for others; null where its file is not understood
     * @param usesCpp whether it needs the C++ library, as far as can be told: true where its file is not understood
     */
    record Checked(
            String path,
            @Nullable ElfObject object,
            Set<String> ownDependencies,
            @Nullable Set<String> exports,
            boolean usesCpp,
            List<Problem> warnings) {}

    LibraryCheck(ModuleFiles files, HostPlatform host, RequiredExports required) {
        this.files = files;
        this.host = host;
        this.required = required;
    }

    /**
     * @param library as the descriptor names it
     * @throws ModuleException with everything that keeps the library from being opened
     */
    Checked check(String library) throws ModuleException {
        LibraryPlaces places = new LibraryPlaces(library, files, host);
        List<String> existing = places.existing();
        if (existing.isEmpty()) {
            throw new ModuleException(places.missing());
        }
        List<Problem> misfits = new ArrayList<>();
        for (String path : existing) {
            byte[] file = files.read(path, Integer.MAX_VALUE);
            Optional<Problem> misfit = misfit(path, file);
            if (misfit.isEmpty()) {
                return checkContent(path, file);
            }
            misfits.add(misfit.get());
        }
        throw new ModuleException(misfits);
    }

    /**
     * As {@link #check}, for one file that is already known: no other of its name is looked for.
     *
     * @throws ModuleException with everything that keeps it from being opened
     */
    Checked checkFile(String path) throws ModuleException {
        byte[] file = files.read(path, Integer.MAX_VALUE);
        Problem misfit = misfit(path, file).orElse(null);
        if (misfit != null) {
            throw new ModuleException(misfit);
        }
        return checkContent(path, file);
    }

    /** Why a file is no library of this machine: a macOS kernel may well stand beside one for this machine. */
    private Optional<Problem> misfit(String path, byte[] file) {
        if (!host.usesElf()) {
            return Optional.empty();
        } else if (!ElfReader.isElf(file)) {
            return Optional.of(wrongPlatform(path, LibraryFormat.describe(file)));
        }
        try {
            ElfHeader header = ElfReader.readHeader(file);
            boolean fits = header.wordBits() == 64
                    && header.littleEndian()
                    && (LibraryPlaces.isLibrary(path) ? header.isSharedObject() : isCode(header));
            boolean sameMachine =
                    host.machine().map(m -> m.code() == header.machine()).orElse(true);
            return fits && sameMachine ? Optional.empty() : Optional.of(wrongPlatform(path, header.describe()));
        } catch (DamagedElfException e) {
            return Optional.of(damaged(path, e));
        }
    }

    private static boolean isCode(ElfHeader header) {
        return header.isSharedObject() || header.isObject();
    }

    private Checked checkContent(String path, byte[] file) throws ModuleException {
        if (!host.usesElf()) {
            return new Checked(path, null, Set.of(), null, true, List.of());
        }
        ElfImage image;
        try {
            if (ElfReader.readHeader(file).isObject()) {
                return checkObject(path, ElfObject.read(file));
            }
            image = ElfReader.read(file);
        } catch (DamagedElfException e) {
            throw new ModuleException(List.of(damaged(path, e)), e);
        }
        List<String> exports = exports(image);
        List<Problem> problems = entryPointProblems("library", path, exports, functions(image));
        if (!problems.isEmpty()) {
            problems.addAll(new DependencyCheck(files, path).problems(image));
            throw new ModuleException(problems);
        }
        return new Checked(
                path,
                null,
                OwnDependencies.of(image, files, path),
                Set.copyOf(exports),
                usesCpp(image),
                uniqueSymbols(path, image));
    }

    private Checked checkObject(String path, ElfObject object) throws ModuleException {
        List<String> functions =
                object.exports().stream().filter(object::exportsFunction).toList();
        List<Problem> problems = entryPointProblems("object", path, object.exports(), functions);
        if (!problems.isEmpty()) {
            throw new ModuleException(problems);
        }
        return new Checked(path, object, Set.of(), Set.copyOf(object.exports()), usesCpp(object), List.of());
    }

    /** What is required and missing, and what would be called and is no function. */
    private List<Problem> entryPointProblems(String form, String path, List<String> exports, List<String> functions) {
        List<Problem> problems = new ArrayList<>();
        List<String> missing = required.missingIn(functions);
        if (!missing.isEmpty()) {
            problems.add(noEntryPoint(path, missing, functions));
        }
        exports.stream()
                .filter(name -> required.isCalled(name) && !functions.contains(name) && !missing.contains(name))
                .distinct()
                .sorted()
                .map(name -> noFunction(form, path, name))
                .forEach(problems::add);
        return problems;
    }

    private Problem noFunction(String form, String path, String name) {
        String what = name.equals(KernelLibrary.SHUTDOWN)
                ? "define void kernel_shutdown(const struct sxs_api_table_t *)"
                : "define it as a function";
        return Problem.of(
                        ProblemCode.ENTRY_POINT_MISSING,
                        "the " + form + " '" + path + "' exports '" + name + "', which is no function")
                .at(placeOf(path))
                .fix(what + ", or give it another name");
    }

    /** An object does not name the libraries it needs, but what it needs of them. */
    private static boolean usesCpp(ElfObject object) {
        return object.imports().stream()
                .anyMatch(name -> name.startsWith("__cxa_") || name.startsWith("__gxx_") || name.startsWith("_ZSt"));
    }

    private static List<String> exports(ElfImage image) {
        return image.symbols().stream()
                .filter(ElfSymbol::isDefined)
                .map(ElfSymbol::name)
                .toList();
    }

    private static List<String> functions(ElfImage image) {
        return image.symbols().stream()
                .filter(ElfSymbol::isCode)
                .map(ElfSymbol::name)
                .toList();
    }

    private static boolean usesCpp(ElfImage image) {
        return image.needed().stream().anyMatch(name -> name.startsWith("libstdc++.") || name.startsWith("libc++."));
    }

    /** What a library lacks that the dynamic linker has refused to open; empty when its file shows nothing. */
    List<Problem> unresolved(Checked refused) throws ModuleException {
        try {
            return new DependencyCheck(files, refused.path())
                    .problems(ElfReader.read(files.read(refused.path(), Integer.MAX_VALUE)));
        } catch (DamagedElfException e) {
            return List.of();
        }
    }

    private Problem wrongPlatform(String path, String found) {
        return Problem.of(
                        ProblemCode.LIBRARY_PLATFORM,
                        "the library '" + path + "' is " + found + ", expected an ELF shared library"
                                + (LibraryPlaces.isLibrary(path) ? "" : " or object") + " for "
                                + host.directory() + " (64-bit, little-endian)")
                .at(placeOf(path))
                .fix(
                        required == RequiredExports.HELIX
                                ? "build the module on or for " + host.directory()
                                : "build the kernel on or for " + host.directory()
                                        + ", and put it beside this file as '"
                                        + LibraryPlaces.fileName(path).replaceAll("\\.[a-z]+$", "") + host.suffix()
                                        + "' or into native/" + host.directory() + "/");
    }

    private Problem damaged(String path, DamagedElfException e) {
        return Problem.of(ProblemCode.LIBRARY_DAMAGED, "the library '" + path + "' is damaged: " + e.getMessage())
                .at(placeOf(path))
                .fix("build or copy the library again");
    }

    private Problem noEntryPoint(String path, List<String> missing, List<String> exports) {
        List<String> near =
                exports.stream().filter(required::isNear).sorted().limit(SHOWN).toList();
        boolean mangled = near.stream().anyMatch(name -> name.startsWith("_Z"));
        return Problem.of(
                        ProblemCode.ENTRY_POINT_MISSING,
                        "the library '" + path + "' exports no function '" + String.join("' and no '", missing) + "'")
                .at(placeOf(path))
                .suggest(near)
                .fix(mangled ? "declare it extern \"C\": it is exported under a C++ name" : required.fix());
    }

    private List<Problem> uniqueSymbols(String path, ElfImage image) {
        List<String> unique = image.uniqueSymbols();
        if (unique.isEmpty()) {
            return List.of();
        }
        return List.of(Problem.of(
                        ProblemCode.UNIQUE_SYMBOLS,
                        "the library '" + path + "' has " + unique.size()
                                + " symbols that are one for the whole process ('"
                                + String.join("', '", unique.subList(0, Math.min(SHOWN, unique.size())))
                                + "'): it stays mapped after unloading, and its revisions share these variables")
                .at(placeOf(path))
                .fix("compile with -fno-gnu-unique"));
    }

    private Place placeOf(String path) {
        return Place.of(files.location() + "/" + path);
    }
}
