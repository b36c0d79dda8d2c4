package org.kernos.runtime.micropython;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.interpreter.HostModules;
import org.kernos.runtime.micropython.interpreter.Interpreter;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.runtime.micropython.interpreter.Watchdog;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

class StandardModulesTest {

    @Test
    void theyAreThoseThatMicroPythonLists() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Watchdog watchdog = new Watchdog();
                Interpreter interpreter = new Interpreter(new Interpreter.Surroundings(
                        MicroPythonImage.load(),
                        watchdog,
                        InterpreterLimits.DEFAULT,
                        HostModules.NONE,
                        (text, isError) -> printed.writeBytes(text)))) {
            interpreter.exec("help('modules')");
        }

        Set<String> listed = new TreeSet<>();
        printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("Plus any"))
                .flatMap(line -> java.util.Arrays.stream(line.strip().split("[ ]+")))
                .forEach(name -> listed.add(name.split("/")[0]));
        assertThat(new TreeSet<>(StandardModules.names())).isEqualTo(listed);
    }
}
