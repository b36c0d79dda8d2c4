package org.kernos.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.HostFunction;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.runtime.micropython.interpreter.PythonObject;
import org.kernos.runtime.micropython.interpreter.Watchdog;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/**
 * Python programs in the JVM against the same WebAssembly under Node, where that is installed, in turns; and calls between Java and Python.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=PythonBench</pre>
 */
public final class PythonBench {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 40;
    private static final int CALLS = 200_000;
    private static final int INSTANCES = 50;

    private static final String PACKAGE =
            "bundles/runtime.micropython.build/target/micropython/npm/node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs";

    private static final String PROGRAMS = """
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            class Record:
                def __init__(self, a, b):
                    self.a = a
                    self.b = b
            def stone(n):
                r = Record(1, 2)
                table = [0] * 50
                for i in range(n):
                    r.a, r.b = r.b, r.a + i % 3
                    k = i % 50
                    table[k] = table[k] + r.a & 1023
                    if table[k] > 500 and k != 7:
                        r.a = max(0, r.a - 400)
                return sum(table)
            def strings(n):
                count = 0
                for i in range(n):
                    text = '%d:%s' % (i, 'x' * (i % 10))
                    count += len(text.upper()) + text.find('x')
                return count
            def loop(n):
                total = 0
                for i in range(n):
                    total += i & 7
                return total
            def add(a, b):
                return a + b
            def calls(n):
                import alu
                add = alu.add
                for i in range(n):
                    add(i, 3)
            """;

    /** A program, its argument, and the goal: at most so much of Node's time. */
    private record Program(String name, int argument, double goal) {}

    private static final List<Program> MEASURED = List.of(
            new Program("fib", 24, 0.75),
            new Program("stone", 30_000, 0.75),
            new Program("strings", 20_000, 1.3),
            new Program("loop", 500_000, 0.75));

    private final Watchdog watchdog = new Watchdog();
    private final MicroPythonImage image = MicroPythonImage.load();
    private final Interpreter python = interpreter();

    private PythonBench() {
        python.exec(PROGRAMS);
    }

    public static void main(String[] arguments) throws Exception {
        PythonStart.measure();
        PythonBench bench = new PythonBench();
        bench.programs();
        bench.calls();
        bench.instances();
        ManyInterpreters.measure();
        PythonCalls.measure();
        System.exit(0);
    }

    static Interpreter.Surroundings surroundings(MicroPythonImage image, Watchdog watchdog) {
        HostFunction add = (given, named) -> (Long) given[0] + (Long) given[1];
        return new Interpreter.Surroundings(
                image,
                watchdog,
                InterpreterLimits.DEFAULT,
                name -> name.equals("alu") ? Optional.of(Map.of("add", add)) : Optional.empty(),
                (text, isError) -> System.out.writeBytes(text));
    }

    private Interpreter interpreter() {
        return new Interpreter(surroundings(image, watchdog));
    }

    private PythonObject function(String name) {
        return (PythonObject) Objects.requireNonNull(python.evaluate(name));
    }

    private void programs() throws IOException, InterruptedException {
        Node node = Node.start();
        for (Program program : MEASURED) {
            PythonObject function = function(program.name());
            for (int i = 0; i < WARM_UP; i++) {
                function.call(program.argument());
                if (node != null) {
                    node.run(program);
                }
            }
            Times here = new Times();
            Times there = new Times();
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                function.call(program.argument());
                here.add(Times.millisSince(start));
                there.add(node == null ? Double.NaN : node.run(program));
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-8s %s; Node %s; ratio %.2f (goal: %.2f)",
                    program.name(),
                    here.show("ms"),
                    there.show("ms"),
                    here.median() / there.median(),
                    program.goal()));
        }
        if (node != null) {
            node.stop();
        }
    }

    private void calls() {
        PythonObject add = function("add");
        PythonObject calls = function("calls");
        Times in = new Times();
        Times out = new Times();
        for (int round = -WARM_UP / 2; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (long i = 0; i < CALLS; i++) {
                add.call(i, 5L);
            }
            long between = System.nanoTime();
            calls.call(CALLS);
            long end = System.nanoTime();
            if (round >= 0) {
                in.add((double) (between - start) / CALLS);
                out.add((double) (end - between) / CALLS);
            }
        }
        System.out.println("Java calls add(int, int) in Python: " + in.show("ns") + " (as a service: below)");
        System.out.println("Python calls add(int, int) in Java: " + out.show("ns"));
    }

    private void instances() {
        Times started = new Times();
        Times megabytes = new Times();
        for (int round = 0; round < ROUNDS; round++) {
            List<Interpreter> all = new ArrayList<>();
            long before = usedBytes();
            long start = System.nanoTime();
            for (int i = 0; i < INSTANCES; i++) {
                Interpreter one = interpreter();
                one.evaluate("1 + 1");
                all.add(one);
            }
            started.add(Times.millisSince(start) / INSTANCES);
            megabytes.add((usedBytes() - before) / 1e6 / INSTANCES);
            all.forEach(Interpreter::close);
        }
        System.out.println("a further interpreter: " + started.show("ms") + " (goal: 3), "
                + megabytes.showFine("MB of the Java heap"));
    }

    static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** MicroPython under Node, as a process that runs a program for each line it is sent and answers with its milliseconds. */
    private record Node(Process process, BufferedReader answers) {

        static @Nullable Node start() throws IOException {
            Path module = Path.of(System.getProperty("kernos.root"), PACKAGE);
            Path script = Files.createTempFile("bench", ".mjs");
            script.toFile().deleteOnExit();
            Files.writeString(
                    script,
                    String.join(
                            "\n",
                            "import {loadMicroPython} from '" + module.toUri() + "';",
                            "import {createInterface} from 'readline';",
                            "const python = await loadMicroPython();",
                            "python.runPython(`" + PROGRAMS + "`);",
                            "console.log('ready');",
                            "for await (const line of createInterface({input: process.stdin})) {",
                            "  const [name, argument] = line.split(' ');",
                            "  const run = python.globals.get(name);",
                            "  const start = performance.now();",
                            "  run(Number(argument));",
                            "  console.log(performance.now() - start);",
                            "}"));
            try {
                Process process = new ProcessBuilder("node", script.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                Node node = new Node(process, process.inputReader(StandardCharsets.UTF_8));
                node.answers.readLine();
                return node;
            } catch (IOException e) {
                System.out.println("Node is not there: " + e.getMessage());
                return null;
            }
        }

        double run(Program program) throws IOException {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(program.name() + " " + program.argument() + "\n")
                    .flush();
            return Double.parseDouble(answers.readLine());
        }

        void stop() throws InterruptedException {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
