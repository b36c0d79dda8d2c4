package org.kernos.format.exocore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.FunctionDeclaration;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.Manifest;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.descriptor.ManifestReader;
import org.kernos.descriptor.Source;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.ModuleFiles;
import org.osgi.framework.Version;

/** Reads one manifest.json as that of a Python module. */
final class PythonManifest {

    private final ManifestReader manifest;
    private final ManifestProblems problems;
    private final Json.Members root;
    private final FilePaths paths;
    private final String directory;

    PythonManifest(ManifestReader manifest, ModuleFiles files) {
        this.manifest = manifest;
        this.problems = manifest.problems();
        this.root = manifest.root();
        this.paths = new FilePaths(files.paths(), problems);
        this.directory = files.directoryName();
    }

    /** Empty when nothing could name the module, which is noted; else not to be used when there are problems. */
    Optional<ModuleDescriptor> read() {
        Optional<String> entry = entry();
        Optional<String> importName = importName(entry);
        String otherwise = importName.filter(ModuleDescriptor::isModuleName).orElse(directory);
        Manifest common = manifest.readNaming(otherwise, ExocoreReader.KEYS);
        Map<String, String> properties = new HashMap<>(common.properties());
        entry.ifPresent(path -> properties.put(DescriptorKeys.MPY_ENTRY, path));
        importName.ifPresent(name -> properties.put(DescriptorKeys.MPY_IMPORT_AS, name));
        properties.putAll(new NativeParts(root, problems, paths).read(importName));
        properties.putAll(new InterpreterPart(root, problems).read());
        List<FunctionDeclaration> functions = new Functions(root, problems).read();
        String name = common.name().orElse(otherwise);
        if (!ModuleDescriptor.isModuleName(name)) {
            addNameless(name);
            return Optional.empty();
        }
        return Optional.of(new ModuleDescriptor(
                name,
                common.version().orElse(Version.emptyVersion),
                ExocoreReader.KIND,
                "micropython",
                functions,
                common.dependencies(),
                common.traits(),
                properties));
    }

    private Optional<String> entry() {
        if (!root.members().containsKey(DescriptorKeys.MPY_ENTRY)) {
            addWithoutEntry();
            return Optional.empty();
        }
        return problems.text(root, DescriptorKeys.MPY_ENTRY, "")
                .flatMap(path -> paths.python(path, "/" + DescriptorKeys.MPY_ENTRY));
    }

    /** When nothing else is of Python either, the directory may be meant to be a module of another kind. */
    private void addWithoutEntry() {
        Optional<String> file = paths.anyPython();
        boolean isPython = file.isPresent() || ExocoreReader.KEYS.stream().anyMatch(root.members()::containsKey);
        problems.add(
                root,
                ProblemCode.MANIFEST,
                isPython ? "/" + DescriptorKeys.MPY_ENTRY : "",
                isPython
                        ? "the key is missing"
                        : "nothing says what kind of module this is: there is no mpy_entry, and beside the file no"
                                + " *.hmod, *.jar or kernel.sxs",
                isPython
                        ? "name the module's file: \"mpy_entry\": \"" + file.orElse("my_module.py") + "\""
                        : "a Python module needs \"mpy_entry\" and \"mpy_import_as\", a native Helix module its .hmod"
                                + " file, one in Java its .jar, a kernel its kernel.sxs");
    }

    private Optional<String> importName(Optional<String> entry) {
        if (!root.members().containsKey(DescriptorKeys.MPY_IMPORT_AS)) {
            if (root.members().containsKey(DescriptorKeys.MPY_ENTRY)) {
                String example = entry.map(PythonManifest::stem)
                        .filter(PythonNames::isDotted)
                        .orElse("my_module");
                problems.add(
                        root,
                        ProblemCode.MANIFEST,
                        "/" + DescriptorKeys.MPY_IMPORT_AS,
                        "the key is missing",
                        "say what name the module is imported by: \"mpy_import_as\": \"" + example + "\"");
            }
            return Optional.empty();
        }
        Optional<Json.Text> text = problems.text(root, DescriptorKeys.MPY_IMPORT_AS, "");
        if (text.isPresent() && !PythonNames.isDotted(text.get().value())) {
            problems.addExpected(
                    text.get(),
                    "/" + DescriptorKeys.MPY_IMPORT_AS,
                    "a name that Python can import",
                    "use " + PythonNames.RULE + ", or several such names with dots between them");
            return Optional.empty();
        }
        return text.map(Json.Text::value);
    }

    private static String stem(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.substring(0, file.lastIndexOf('.'));
    }

    private void addNameless(String name) {
        problems.add(
                root,
                ProblemCode.NAME,
                "",
                "neither the key 'name' nor 'mpy_import_as' gives the module a name, and that of its directory, '"
                        + Source.excerpt(name) + "', is no module's",
                "write \"name\": 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first");
    }
}
