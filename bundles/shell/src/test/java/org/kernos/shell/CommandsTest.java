package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kernos.api.Leak;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.program.ProgramLimits;
import org.kernos.archive.DirectoryTree;
import org.kernos.format.helix.HelixInspector;
import org.kernos.runtime.micropython.MicroPythonRuntime;
import org.kernos.runtime.micropython.program.PythonCompiler;
import org.kernos.runtime.micropython.program.PythonLanguage;
import org.kernos.sxs.SlpValueReader;
import org.kernos.sxs.format.SxsFormatter;
import org.kernos.sxs.program.SxsLanguage;

/** Lines as a user types them, through Gogo, and what the user then reads: {@code commands.golden}. */
final class CommandsTest {

    private static final String PROGRAMS = "src/test/resources/org/kernos/shell/programs/";

    /** Written by {@link InspectedFiles}. */
    private static final String INSPECTED = "target/inspected/";

    /** Where projects are made. */
    private static final String PROJECTS = "target/projects/";

    private static final String PACKED = "src/test/resources/org/kernos/shell/packed";

    private static final List<String> LINES = List.of(
            "module:list",
            "kernel:list",
            "kernel:functions",
            "kernel:functions alu",
            "kernel:info alu",
            "module:info greet",
            "kernel:info nowhere",
            "kernel:call alu/add 5 3",
            "kernel:call --timeout 5000 alu/add 5 3",
            "kernel:call alu/fail",
            "kernel:call --timeout 5000 alu/fail",
            "kernel:call alu/nowhere",
            "kernel:why alu",
            "kernel:why nowhere",
            "kernel:load alu",
            "kernel:load --args form alu",
            "kernel:load --args other alu",
            "kernel:load greet",
            "kernel:unload --force alu",
            "kernel:lock",
            "kernel:leaks",
            "module:start alu",
            "module:stop alu",
            "module:stop -f alu",
            "module:install some/where",
            "module:install alu",
            "module:install --hint zip:a.zip#sha256:00 alu",
            "module:install alu --hint file:some/where",
            "module:install alv",
            "module:resolve alu",
            "module:resolve --hint file:some/where alu",
            "module:resolve alv",
            "module:sources",
            "kernos:new",
            "kernos:new kernel --lang c",
            "kernos:new kernel alu",
            "kernos:new kernl alu --lang c",
            "kernos:new kernel 'a b' --lang python",
            "kernos:new helix kernos --lang rost",
            "kernos:new kernel 1.5 --lang c",
            "kernos:new module word-count -d " + PROJECTS + "words",
            "kernos:new kernel --lang c -d " + PROJECTS + "words alu",
            "kernos:new kernel --lang c -d " + PROJECTS + "no/where alu",
            "module:pack /nowhere/greet",
            "module:pack -o nowhere/a.zip " + PACKED,
            "module:verify " + PACKED,
            "module:verify --digest sha256:00 " + PACKED,
            "module:verify src/test/resources/org/kernos/shell/programs",
            "module:verify nowhere.zip",
            "module:uninstall greet",
            "module:deps",
            "module:deps alu",
            "module:order",
            "module:order --load",
            "module:order -u",
            "module:dependents alu",
            "module:dependents greet",
            "module:graph",
            "module:graph alu",
            "module:graph --dot",
            "module:graph --dot alu",
            "module:find --interface Sum",
            "module:find --interface Nothing",
            "module:find -i Sum alu '[1.0.0,2.0.0)'",
            "module:find -i Nothing alu '[1.0.0,2.0.0)'",
            "module:find alu '[1.0.0,2.0.0)'",
            "module:find alu '[2.0.0,3.0.0)'",
            "module:find alu one",
            "module:find",
            "module:pause alu",
            "module:resume alu",
            "module:swap alu",
            "module:swap alu /next/alu",
            "module:swap alu /same/alu",
            "module:swap alu /stuck/alu",
            "module:swap alu zip:/next/alu.zip",
            "module:swap greet git+https://example.org/greet.git",
            "module:swap greet",
            "module:rollback alu",
            "module:rollback greet",
            "module:history alu",
            "module:history --long alu",
            "module:history greet",
            "module:history nowhere",
            "module:send alu ping",
            "module:send alu add '5 3'",
            "module:send --limit 20 alu add 5",
            "module:send --limit 0 alu add 5",
            "module:send -l -5 alu ping",
            "module:send greet hello",
            "sxs:eval '(alu/add 5 3)'",
            "sxs:eval '(def x 2) {x [1]}'",
            "sxs:eval '[ (alu/ad 1 2) ]'",
            "sxs:eval '(def x'",
            "sxs:run " + PROGRAMS + "sum.sxs one -p",
            "sxs:run --print " + PROGRAMS + "sum.sxs -i 2",
            "sxs:run " + PROGRAMS + "fails.sxs",
            "sxs:run " + PROGRAMS + "error.sxs",
            "sxs:run --limits output=10 " + PROGRAMS + "sum.sxs a b",
            "sxs:run --limits step=10 " + PROGRAMS + "sum.sxs",
            "sxs:run --limits depth=0 " + PROGRAMS + "sum.sxs",
            "sxs:run nowhere.sxs",
            "sxs:repl",
            "py:exec 'import sys; print(sys.argv); [1, 2]'",
            "py:exec 'nothing'",
            "py:run " + PROGRAMS + "sum.py 40 2",
            "py:run " + PROGRAMS + "sum.py 40 1 1",
            "py:run " + PROGRAMS + "fails.py",
            "py:run --limits output=10 " + PROGRAMS + "sum.py 12345678901 0",
            "py:run --limits steps=10 " + PROGRAMS + "sum.py",
            "py:run nowhere.py",
            "py:repl",
            "py:modules",
            "py:compile --output target/sum.mpy " + PROGRAMS + "sum.py",
            "py:compile -o target/wrong.mpy " + PROGRAMS + "wrong.py",
            "py:compile nowhere.py",
            "sxs:fmt --check src/test/resources/org/kernos/shell/formatted.sxs",
            "sxs:fmt --check src/test/resources/org/kernos/shell/unformatted.sxs",
            "sxs:fmt src/test/resources/org/kernos/shell/no-source.sxs",
            "sxs:fmt nowhere.sxs",
            "sxs:fmt",
            "helix:inspect " + INSPECTED + "sample.hmod",
            "helix:inspect " + INSPECTED + "object.hmod",
            "helix:inspect " + INSPECTED + "damaged.hmod",
            "helix:inspect " + INSPECTED + "text.hmod",
            "helix:inspect nowhere.hmod",
            "helix:inspect src");

    private static final String INPUT = "(def x\n 5) (alu/add x 1)\n(nothing)\n";

    private static final String PYTHON_INPUT = "x = 5\ndef f():\n    return x\n\nf()\nf(1)\nraise SystemExit\nx\n";

    private final Requests container = new Requests();
    private final TwoModules registry = new TwoModules();
    private final SxsLanguage sxs = new SxsLanguage(container, ProgramLimits.DEFAULT);
    private final MicroPythonRuntime micropython = new MicroPythonRuntime();
    private final PythonLanguage python = new PythonLanguage(micropython);
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final FetchListeners listeners = new FetchListeners(() -> this.printed.size() > 0);
    private final FakeSources sources = new FakeSources(listeners);
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Leak> leaks = new ArrayList<>();
    private CommandSession session;

    @BeforeAll
    static void write() throws IOException {
        InspectedFiles.write(Path.of(INSPECTED));
        DirectoryTree.delete(Path.of(PROJECTS));
        Files.createDirectories(Path.of(PROJECTS));
    }

    @BeforeEach
    void register() {
        threadIo.start();
        List<Object> targets = List.of(
                new KernelCommands(listeners.context(), container, registry, List.of(() -> leaks)),
                new CallCommand(registry, new SlpValueReader()),
                new ModuleCommands(container, registry),
                new SwapCommands(listeners.context(), container, sources, registry),
                new GraphCommand(registry),
                new SendCommand(container),
                new FindCommand(registry),
                new SourceCommands(listeners.context(), container, sources, FakeSources.RESOLVERS),
                new PackageCommands(container),
                new NewCommand(Optional.of(Path.of("/opt/kernos"))),
                new EvalCommand(sxs),
                new RunCommand(listeners.context(), sxs),
                new ReplCommand(sxs),
                new PythonCommands(registry),
                new PythonCompileCommand(new PythonCompiler()),
                new PythonExecCommand(python),
                new PythonReplCommand(python),
                new PythonRunCommand(python),
                new FormatCommand(new SxsFormatter()),
                new InspectCommand(new HelixInspector()));
        Completion.COMMANDS.forEach(command -> targets.stream()
                .filter(command::isOf)
                .forEach(target -> processor.addCommand(command.scope(), target, command.name())));
        processor.addConverter(new ValueConverter());
        session = session(INPUT);
    }

    private CommandSession session(String input) {
        return processor.createSession(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), printed, printed);
    }

    @AfterEach
    void close() {
        session.close();
        processor.stop();
        threadIo.stop();
        micropython.close();
    }

    private String answer(String line) {
        try {
            Object result = session.execute(line);
            return (printed() + (result == null ? "" : session.format(result, Converter.INSPECT))).stripTrailing();
        } catch (Exception e) {
            return printed() + "! " + e;
        }
    }

    private String printed() {
        session.getConsole().flush();
        String text = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        return text;
    }

    @Test
    void everyCommandAnswersAsInTheGoldenFile() throws Exception {
        StringBuilder shown = new StringBuilder();
        LINES.forEach(line -> shown.append("> ")
                .append(line)
                .append('\n')
                .append(answer(line))
                .append("\n\n"));
        Path golden = Path.of("src/test/resources/org/kernos/shell/commands.golden");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, shown);
        }
        assertThat(shown).hasToString(Files.readString(golden));
        assertThat(listeners.size()).as("left behind").isZero();
    }

    @Test
    void aSessionInPythonGoesOnAfterAnExceptionAndEndsByExit() {
        session.close();
        session = session(PYTHON_INPUT);

        assertThat(answer("py:repl")).isEqualTo("""
                5
                Traceback (most recent call last):
                  File "input-4", line 1, in <module>
                TypeError: f() takes 0 positional arguments but 1 were given""");
    }

    @Test
    void aProgramReadsWhatIsPipedIntoItAndIsPiped() {
        // Not of another program in Python, which would wait for the interpreter while this one waits for it.
        assertThat(answer("sxs:eval '(debug 2 1)' | py:run " + PROGRAMS + "sorted.py"))
                .isEqualTo("['1', '2', '[DEBUG]']");
    }

    @Test
    void everyCommandIsAmongTheLines() {
        assertThat(Completion.COMMANDS).allMatch(command -> LINES.stream()
                .anyMatch(line -> (line + " ").startsWith(command.qualifiedName() + " ")));
    }

    @Test
    void leaksAreShownWithTheirCauses() {
        assertThat(answer("kernel:leaks")).isEqualTo("everything that was unloaded is gone");
        Problem cause = Problem.of(ProblemCode.STILL_MAPPED, "the library is still mapped")
                .fix("compile with -fno-gnu-unique");
        leaks.add(new Leak("alu", 2, "libkernel_alu.so", 20_480, cause));
        leaks.add(new Leak("io", 1, "1 call", 0, Problem.of(ProblemCode.STILL_MAPPED, "a call is inside")));
        assertThat(answer("kernel:leaks")).isEqualTo("""
                module  revision  what              KiB
                alu            2  libkernel_alu.so   20
                io             1  1 call              -
                KERNOS-0212 the library is still mapped
                  fix compile with -fno-gnu-unique
                KERNOS-0212 a call is inside""");
    }

    @Test
    void optionsReachTheContainer() {
        List.of("kernel:load --args form alu", "kernel:unload alu", "module:stop -f alu", "module:install some/where")
                .forEach(this::answer);
        assertThat(container.noted)
                .containsExactly("load alu {args=form}", "uninstall alu false", "stop alu true", "install some/where");
    }

    @Test
    void helpShowsEachFormWithItsOptionsAndParameters() {
        assertThat(Completion.COMMANDS)
                .filteredOn(command -> command.qualifiedName().equals("module:stop"))
                .extracting(CommandSyntax::help)
                .containsExactly("module:stop [--force] module\n"
                        + "    stop a module\n"
                        + "    -f, --force       stop the modules that depend on it first\n"
                        + "    module            the module's name");
    }
}
