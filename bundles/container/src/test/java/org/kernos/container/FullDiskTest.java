package org.kernos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Swaps where the system itself refuses to write: in a process of its own, to which that happens. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    /** In units that one shell takes for 512 bytes and another for 1,024; beyond it, the system says that a file is too large. */
    private static final String LIMITED = "ulimit -f 1000 && exec \"$@\"";

    /** A file system of 8 MB, seen by this process alone and gone with it. */
    private static final String SMALL = "mount -t tmpfs -o size=8m kernos \"$ROOT\" && exec \"$@\"";

    @TempDir
    Path root;

    @Test
    void aContentThatTheDiskDoesNotTakeIsNotSwappedFor() throws Exception {
        FullDiskProcess.content(root, "2.0.0", FullDiskProcess.LARGE);
        FullDiskProcess.content(root, "2.1.0", 16 * FullDiskProcess.LARGE);
        FullDiskProcess.content(root, "3.0.0", 10);
        run(List.of("sh", "-c", LIMITED, "sh"), "limit");
    }

    @Test
    void onAFullDiskTheFormerRevisionServesOnAndIsSwappedWhenThereIsRoom() throws Exception {
        List<String> unshare = List.of("unshare", "--map-root-user", "--mount", "sh", "-c", SMALL, "sh");
        assumeTrue(succeeds(unshare), "this system lets nobody have a file system of his own");
        run(unshare, "full");
    }

    private boolean succeeds(List<String> prefix) throws Exception {
        try {
            return ended(prefix, List.of("true")) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int ended(List<String> prefix, List<String> command) throws Exception {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said().toFile());
        builder.environment().put("ROOT", root.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("it ended within two minutes: %s", all)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Not where the disk is full. */
    private Path said() {
        return root.resolveSibling(root.getFileName() + ".txt");
    }

    private void run(List<String> prefix, String what) throws Exception {
        int status = ended(
                prefix,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        FullDiskProcess.class.getName(),
                        what,
                        root.toString()));
        String said = Files.readString(said());
        Files.delete(said());
        assertThat(status).as(said).isZero();
    }
}
