package org.kernos.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.FileInspector;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code helix:inspect}. A damaged file is shown as far as it goes, and the command fails with its problems. */
@Component(service = InspectCommand.class)
@GogoCommand(scope = InspectCommand.SCOPE, function = "inspect")
public final class InspectCommand {

    static final String SCOPE = "helix";

    private final FileInspector inspector;

    @Activate
    public InspectCommand(@Reference(target = "(" + FileInspector.PROPERTY + "=helix)") FileInspector inspector) {
        this.inspector = inspector;
    }

    @Descriptor("show what the file of a native Helix module says of itself; nothing of it is run")
    public String inspect(@Descriptor("the .hmod file") @Offers(Choice.HMOD) String file) {
        try {
            FileInspector.Inspection inspection = inspector.inspect(Path.of(file));
            List<String> shown = shown(inspection.sections());
            inspection.warnings().forEach(warning -> shown.add(warning.toString()));
            if (!inspection.problems().isEmpty()) {
                throw new CommandFailure(shown, inspection.problems());
            }
            return String.join("\n", shown);
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        } catch (InvalidPathException e) {
            throw new CommandFailure(List.of(Problem.of(ProblemCode.UNREADABLE, "no file can have this name: " + e)
                    .at(Place.of(file))));
        }
    }

    /** Line by line; sections without rows are left out. */
    private static List<String> shown(List<FileInspector.Section> sections) {
        List<String> lines = new ArrayList<>();
        int width = sections.stream()
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.value().isEmpty())
                .mapToInt(row -> row.name().length())
                .max()
                .orElse(0);
        for (FileInspector.Section section : sections) {
            String indent = section.title().isEmpty() ? "" : "  ";
            if (!section.title().isEmpty() && !section.rows().isEmpty()) {
                lines.add(section.title());
            }
            section.rows().forEach(row -> lines.addAll(lines(indent, row, width + 2 - indent.length())));
        }
        return lines;
    }

    private static List<String> lines(String indent, FileInspector.Row row, int width) {
        List<String> lines = new ArrayList<>();
        String name = row.name();
        for (String value : row.value().split("\n", -1)) {
            String padding = " ".repeat(Math.max(0, width - name.length()));
            lines.add((indent + name + padding + "  " + value).stripTrailing());
            name = "";
        }
        return lines;
    }
}
