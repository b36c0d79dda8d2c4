package org.kernos.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kernos.api.KernelFunction;
import org.kernos.api.value.Value;
import org.osgi.framework.Bundle;

/** From the start of the runtime's bundle to the first result of a module that waits for it, in processes in which no Python has run. */
final class PythonStart {

    private static final int PROCESSES = 9;
    private static final String RESULT = "first result after ";

    private PythonStart() {}

    static void measure() throws IOException, InterruptedException {
        Times times = new Times();
        for (int i = 0; i < PROCESSES; i++) {
            times.add(first());
        }
        System.out.println("the bundle's start to a module's first result, in a new process: " + times.show("ms")
                + " (goal: 350)");
    }

    private static double first() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PythonStart.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        double found = -1;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(RESULT)) {
                    found = Double.parseDouble(line.substring(RESULT.length()));
                }
            }
        }
        int status = process.waitFor();
        if (status != 0 || found < 0) {
            throw new IllegalStateException(command + " ended with " + status);
        }
        return found;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("kernos-python-start");
        try (BenchFramework framework = new BenchFramework(Map.of())) {
            framework.installKernos(PythonCalls.BUNDLE);
            PythonCalls.load(framework, PythonCalls.write(work));
            Bundle runtime = framework.bundle(PythonCalls.BUNDLE);
            long start = System.nanoTime();
            runtime.start();
            framework
                    .await(KernelFunction.class, "(kernos.function=pybench/add)")
                    .call(new Value.Int(1), new Value.Int(2));
            System.out.println(RESULT + Times.millisSince(start));
        } finally {
            BenchFramework.removeTree(work);
        }
        System.exit(0);
    }
}
