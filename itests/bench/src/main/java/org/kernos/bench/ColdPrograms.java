package org.kernos.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the first two programs of a process cost, in processes of their own with this one's options. */
final class ColdPrograms {

    private static final int PROCESSES = 9;

    private ColdPrograms() {}

    static void measure() throws IOException, InterruptedException {
        Times first = new Times();
        Times second = new Times();
        for (int i = 0; i < PROCESSES; i++) {
            String[] millis = firstTwo().split(" ", 2);
            first.add(Double.parseDouble(millis[0]));
            second.add(Double.parseDouble(millis[1]));
        }
        System.out.println("a process's first program, of one call:     " + first.show("ms") + " of processor time");
        System.out.println(
                "its second program, of 2,000 calls:         " + second.show("ms") + " of processor time, goal 20");
    }

    private static String firstTwo() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ProgramBench.class.getName(), "first programs"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = process.inputReader().lines().reduce("", (before, line) -> line);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
        return last;
    }
}
