package org.kernos.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.Watchdog;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/** 200 interpreters that all answer, in a process with 512 MB of heap. */
final class ManyInterpreters {

    private static final int COUNT = 200;
    private static final String HEAP = "-Xmx512m";

    private ManyInterpreters() {}

    /** In a process of its own with this one's options, but for the heap. */
    static void measure() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(HEAP, "-cp", System.getProperty("java.class.path"), ManyInterpreters.class.getName()));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + " ended with " + status);
        }
    }

    public static void main(String[] arguments) {
        List<Interpreter> all = new ArrayList<>();
        try (Watchdog watchdog = new Watchdog()) {
            MicroPythonImage image = MicroPythonImage.load();
            long start = System.nanoTime();
            for (int i = 0; i < COUNT; i++) {
                Interpreter one = new Interpreter(PythonBench.surroundings(image, watchdog));
                one.exec("table = [" + i + "] * 1000\ndef total(): return sum(table)");
                all.add(one);
            }
            double started = Times.millisSince(start);
            for (int i = 0; i < COUNT; i++) {
                Object total = all.get(i).evaluate("total()");
                if (!Long.valueOf(1000L * i).equals(total)) {
                    throw new IllegalStateException("interpreter " + i + " answered " + total);
                }
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d interpreters in 512 MB all answer: started in %.0f ms, %.1f MB of the Java heap",
                    COUNT,
                    started,
                    PythonBench.usedBytes() / 1e6));
        }
        all.forEach(Interpreter::close);
        System.exit(0);
    }
}
