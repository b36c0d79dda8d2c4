package org.kernos.shell;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.shell.project.NewProject;
import org.kernos.shell.project.ProjectNames;
import org.kernos.shell.project.ProjectTemplate;
import org.kernos.spi.NearNames;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code kernos:new}: a project for a module of one's own. Needs no compiler, and no running module. */
@Component(service = NewCommand.class)
@GogoCommand(scope = NewCommand.SCOPE, function = "new")
public final class NewCommand {

    static final String SCOPE = "kernos";

    /** The container's own functions are those of a module of this name. */
    private static final String TAKEN = "kernos";

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?([eE]-?\\d+)?");

    private final Optional<Path> home;

    @Activate
    public NewCommand(BundleContext context) {
        this(Optional.ofNullable(context.getProperty("kernos.home")).map(Path::of));
    }

    /**
     * @param home where this Kernos is installed, if it has a directory of its own
     */
    NewCommand(Optional<Path> home) {
        this.home = home;
    }

    /** Gogo takes the underscore for the way to write what Java has a word for. */
    @Descriptor(
            "make a project for a new kernel, module in Python or Helix module, which builds, tests and loads as it stands")
    public String _new(
            @Descriptor("c, cpp, rust, python or java")
                    @Parameter(
                            names = {"-l", "--lang"},
                            absentValue = "")
                    @Offers(Choice.LANGUAGE)
                    String language,
            @Descriptor("where to make it; in a directory of its name when it is not given")
                    @Parameter(
                            names = {"-d", "--directory"},
                            absentValue = "")
                    @Offers(Choice.DIRECTORY)
                    String directory,
            @Descriptor("kernel, module or helix") @Offers(Choice.PROJECT) String kind,
            @Descriptor("the module's name") String name) {
        List<Problem> problems = new ArrayList<>();
        Optional<ProjectTemplate> template = template(kind, language, problems);
        Optional<ProjectNames> names = names(kind, name, problems);
        if (template.isEmpty() || names.isEmpty()) {
            throw new CommandFailure(problems);
        }
        Path target = CommandPaths.one(directory.isEmpty() ? name : directory);
        int files = make(new NewProject(template.get(), names.get(), home), target);
        return "made " + target + ": a project of " + files + " files for " + name + ", "
                + template.get().kind() + " in " + template.get().language()
                + "\n./test.sh in it builds, tests and loads the module"
                + (home.isEmpty() ? "; KERNOS_HOME has to be the directory of an installed Kernos" : "");
    }

    /** What is typed first; Gogo's own words for a missing argument name a method. */
    public String _new(
            @Parameter(
                            names = {"-l", "--lang"},
                            absentValue = "")
                    String language,
            @Parameter(
                            names = {"-d", "--directory"},
                            absentValue = "")
                    String directory) {
        return _new(language, directory, "", "");
    }

    /** The same with one of them. */
    public String _new(
            @Parameter(
                            names = {"-l", "--lang"},
                            absentValue = "")
                    String language,
            @Parameter(
                            names = {"-d", "--directory"},
                            absentValue = "")
                    String directory,
            String kind) {
        return _new(language, directory, kind, "");
    }

    /** A kind with one language needs none. */
    private static Optional<ProjectTemplate> template(String kind, String language, List<Problem> problems) {
        List<String> languages = ProjectTemplate.languages(kind);
        String chosen = language.isEmpty() && languages.size() == 1 ? languages.get(0) : language;
        Optional<ProjectTemplate> template = ProjectTemplate.find(kind, chosen);
        if (languages.isEmpty()) {
            String what = kind.isEmpty() ? "no kind of module is given" : "there is no project for '" + kind + "'";
            problems.add(Problem.of(ProblemCode.PROJECT, what + ", expected KIND NAME --lang LANGUAGE")
                    .suggest(NearNames.of(kind, ProjectTemplate.kinds()))
                    .fix(whatGoes()));
        } else if (template.isEmpty()) {
            String what = language.isEmpty() ? "no language is given" : "there is no project in '" + language + "'";
            problems.add(Problem.of(
                            ProblemCode.PROJECT,
                            what + " for " + kind + ", expected --lang " + String.join(", ", languages))
                    .suggest(language.isEmpty() ? List.of() : NearNames.of(language, languages))
                    .fix(whatGoes()));
        }
        return template;
    }

    private static String whatGoes() {
        return "what goes: "
                + ProjectTemplate.kinds().stream()
                        .map(kind -> kind + " in " + String.join(", ", ProjectTemplate.languages(kind)))
                        .collect(Collectors.joining("; "));
    }

    private static Optional<ProjectNames> names(String kind, String name, List<Problem> problems) {
        if (name.equals(TAKEN)) {
            problems.add(Problem.of(ProblemCode.NAME, "'" + name + "' is the name of the container's own functions")
                    .fix("choose another one"));
        } else if (kind.equals("kernel") && NUMBER.matcher(name).matches()) {
            problems.add(Problem.of(ProblemCode.NAME, "'" + name + "' is a number, and no name, in kernel.sxs")
                    .fix("write a letter first"));
        } else if (!ModuleDescriptor.isModuleName(name)) {
            String what = name.isEmpty() ? "no name is given" : "'" + name + "' is no module name";
            problems.add(Problem.of(ProblemCode.NAME, what)
                    .fix("write 1 to 128 letters, digits and _ . -, a letter or a digit first"));
        } else {
            return Optional.of(new ProjectNames(name));
        }
        return Optional.empty();
    }

    private static int make(NewProject project, Path target) {
        try {
            return project.in(target.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new CommandFailure(List.of(Problem.of(ProblemCode.PROJECT, "no project was made: " + reason(e))
                    .at(Place.of(target.toString()))
                    .fix("name another directory with --directory")));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        } else if (e instanceof FileAlreadyExistsException) {
            return "there is something that is no directory";
        }
        return e instanceof NoSuchFileException ? "there is no directory to make it in" : e.toString();
    }
}
