package org.kernos.sxs.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.value.Value;
import org.kernos.descriptor.Source;
import org.kernos.sxs.compile.Shapes;
import org.kernos.sxs.compile.SxsTranslator;
import org.kernos.sxs.run.ImportedFiles;
import org.kernos.sxs.run.Mistake;
import org.kernos.sxs.run.ProgramFile;
import org.kernos.sxs.slp.Document;
import org.kernos.sxs.slp.Node;
import org.kernos.sxs.slp.SlpReader;

/** A program with all that it imports, each file read once, and the modules that they load. */
final class ProgramParts {

    private final ProgramOptions options;
    private final Functions functions;
    private final Unseen unseen;

    /** Empty for a file that cannot be read, which has been told. */
    private final Map<Path, Optional<CheckedFile>> files = new HashMap<>();

    private final List<CheckedFile> inOrder = new ArrayList<>();

    ProgramParts(ProgramOptions options, Functions functions, Unseen unseen) {
        this.options = options;
        this.functions = functions;
        this.unseen = unseen;
    }

    /** What is imported comes before what imports it. */
    List<CheckedFile> inOrder() {
        return inOrder;
    }

    /**
     * Adds a file and what it imports.
     *
     * @param chain the files that import one another, the program first and this one last; empty for a text that is in no file
     * @param looped whether it may be imported by the pass of a loop
     */
    CheckedFile add(Document document, List<Mistake> mistakes, List<Path> chain, boolean looped) {
        Optional<Path> path = chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
        CheckedFile file = new CheckedFile(document, path, mistakes, looped);
        TextScan scan = new TextScan(file, unseen);
        for (Node list : scan.loads()) {
            for (Node name : list.children().subList(1, list.children().size())) {
                if (file.isLate(list)) {
                    functions.skip(text(name));
                } else {
                    load(file, name);
                }
            }
        }
        for (Node list : scan.imports()) {
            boolean nowLooped = looped || !file.isEarly(list);
            for (int i = 1; i < list.children().size(); i += 2) {
                String prefix = Shapes.symbolName(list.children().get(i));
                if (prefix != null) {
                    Node name = list.children().get(i + 1);
                    file.addImport(prefix, file.isLate(list) ? null : imported(file, name, chain, nowLooped));
                }
            }
        }
        inOrder.add(file);
        return file;
    }

    private void load(CheckedFile file, Node name) {
        try {
            functions.load(text(name));
        } catch (ModuleException e) {
            tell(e, "load: ", file, name);
        }
    }

    private static String text(Node node) {
        return node.value() instanceof Value.Str string
                ? string.text()
                : node.value().toString();
    }

    private @Nullable CheckedFile imported(CheckedFile importer, Node name, List<Path> chain, boolean looped) {
        try {
            Path path = ImportedFiles.find(text(name), importer.path(), options);
            ImportedFiles.refuseCycle(path, chain);
            Optional<CheckedFile> known = files.get(path);
            if (known == null) {
                files.put(path, Optional.empty());
                known = Optional.of(read(path, chain, looped));
                files.put(path, known);
            }
            return known.orElse(null);
        } catch (ModuleException e) {
            tell(e, "", importer, name);
            return null;
        }
    }

    private CheckedFile read(Path path, List<Path> chain, boolean looped) throws ModuleException {
        Source source = ProgramFile.read(path);
        Document document = SlpReader.readProgram(source, SlpReader.NESTING_LIMIT);
        List<Path> longer = new ArrayList<>(chain);
        longer.add(path);
        return add(document, SxsTranslator.mistakes(document), longer, looped);
    }

    /** A problem with a place of its own keeps it. */
    private static void tell(ModuleException e, String before, CheckedFile file, Node asker) {
        for (Problem problem : e.problems()) {
            if (problem.place().isPresent()) {
                file.findings().addForeign(asker.start(), () -> Findings.told(problem));
            } else {
                Problem told = new Problem(
                        problem.code(),
                        before + problem.message(),
                        problem.place(),
                        problem.suggestions(),
                        problem.fix());
                file.findings().add(asker.start(), () -> told);
            }
        }
    }
}
