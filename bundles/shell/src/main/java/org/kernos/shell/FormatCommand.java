package org.kernos.shell;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.SourceFormatter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sxs:fmt}. Does what it can for each file before it fails for those that are not as they should be. */
@Component(service = FormatCommand.class)
@GogoCommand(scope = EvalCommand.SCOPE, function = "fmt")
public final class FormatCommand {

    private static final Problem NO_FILE = Problem.of(
                    ProblemCode.UNREADABLE, "no file is given, expected the files to format")
            .fix("sxs:fmt program.sxs");

    private final SourceFormatter formatter;

    @Activate
    public FormatCommand(@Reference SourceFormatter formatter) {
        this.formatter = formatter;
    }

    @Descriptor("format programs and kernel.sxs files in place; comments and literals stay as they are")
    public String fmt(
            @Descriptor("change nothing, and fail when a file is not formatted")
                    @Parameter(
                            names = {"-c", "--check"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean check,
            @Descriptor("the files") @Offers(Choice.SOURCE) String... files) {
        if (files.length == 0) {
            throw new CommandFailure(List.of(NO_FILE));
        }
        List<String> done = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String file : new LinkedHashSet<>(List.of(files))) {
            try {
                if (check && !isFormatted(file)) {
                    problems.add(notFormatted(file));
                } else if (!check && format(file)) {
                    done.add("formatted " + file);
                }
            } catch (ModuleException e) {
                problems.addAll(e.problems());
            } catch (IOException | InvalidPathException e) {
                problems.add(unreadable(file, e));
            }
        }
        if (!problems.isEmpty()) {
            throw new CommandFailure(done, problems);
        }
        return done.isEmpty() ? "all formatted already" : String.join("\n", done);
    }

    private boolean isFormatted(String file) throws IOException, ModuleException {
        String text = SourceFile.read(Path.of(file)).text();
        return formatter.format(file, text).equals(text);
    }

    /** Whether that changed the file. */
    private boolean format(String file) throws IOException, ModuleException {
        SourceFile source = SourceFile.read(Path.of(file));
        String formatted = formatter.format(file, source.text());
        if (formatted.equals(source.text())) {
            return false;
        }
        source.replace(formatted);
        return true;
    }

    private static Problem notFormatted(String file) {
        return Problem.of(ProblemCode.NOT_FORMATTED, "the file is not formatted")
                .at(Place.of(file))
                .fix("sxs:fmt " + file);
    }

    private static Problem unreadable(String file, Exception cause) {
        String reason = cause instanceof NoSuchFileException ? "there is none" : cause.toString();
        return Problem.of(ProblemCode.UNREADABLE, "the file could not be read or written: " + reason)
                .at(Place.of(file))
                .fix("name a file that is there and that you may write, in a directory that you may write");
    }
}
