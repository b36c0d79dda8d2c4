package org.kernos.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kernos.elf.helix.HeaderWriter;
import org.kernos.elf.helix.HmodWriter;

/** Files of native Helix modules, right and damaged ones. */
final class InspectedFiles {

    private InspectedFiles() {}

    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve("sample.hmod"), HmodWriter.sharedObject(sample()));
        Files.write(
                directory.resolve("object.hmod"),
                HmodWriter.object(
                        new HeaderWriter().name("object").abi(1, 9).flags(64).patch(36, 0), HmodWriter.AARCH64));
        Files.write(
                directory.resolve("damaged.hmod"),
                HmodWriter.sharedObject(sample().patch(48, -1).patch(80, Integer.MIN_VALUE)));
        Files.writeString(directory.resolve("text.hmod"), "no module at all");
    }

    private static HeaderWriter sample() {
        return new HeaderWriter()
                .name("rr-sched")
                .version(1, 0, 0)
                .flags(5)
                .capabilities(32)
                .description("Simple round-robin scheduler\nfor task management")
                .author("Helix Team")
                .provides("SchedulerInterface", 1, 0, 0, "add_task(u32, u32)", "remove_task(u32) -> bool")
                .provides("Idle", 0, 1, 0)
                .dependency("alu", HeaderWriter.COMPATIBLE, 1, 0, 0)
                .needs("AluInterface", 1, 1, 0, "add(i64, i64) -> i64")
                .dependency("clock", HeaderWriter.RANGE, new int[] {1, 0, 0}, new int[] {2, 0, 0}, 1);
    }
}
