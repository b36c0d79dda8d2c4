package org.kernos.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveDeploymentTest {

    @TempDir
    Path temporary;

    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(temporary);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anArchiveThatIsDroppedChangedAndDeletedIsLoadedSwappedAndUninstalled() throws IOException {
        rig.zip("alu.zip", "name=alu");
        assertThat(rig.settle("alu.zip")).containsExactly("load [alu]");

        rig.zip("alu.zip", "name=alu", "version=1.1.0");
        assertThat(rig.settle("alu.zip")).containsExactly("swap alu alu");

        rig.delete("alu.zip");
        assertThat(rig.settle("alu.zip")).containsExactly("uninstall alu");
        assertThat(rig.unpacked()).isEmpty();
    }

    @Test
    void anUnchangedArchiveIsNotEvenUnpackedAfterARestart() throws IOException {
        rig.zip("alu.zip", "name=alu");
        rig.settle("alu.zip");
        rig.diskIsFull(true);
        rig.start();

        assertThat(rig.settle("alu.zip")).isEmpty();
        assertThat(rig.log.take()).last().asString().contains("alu 1.0.0 is there already");
    }

    @Test
    void whileTheDiskIsFullTheFormerRevisionServesAndTheNewOneIsTriedAgain() throws IOException {
        Path archive = rig.zip("alu.zip", "name=alu");
        rig.settle("alu.zip");
        rig.log.take();
        rig.diskIsFull(true);
        rig.zip("alu.zip", "name=alu", "version=1.1.0");

        assertThat(rig.settle("alu.zip")).isEmpty();
        assertThat(rig.log.take())
                .singleElement()
                .asString()
                .startsWith("WARNING " + archive + ": not swapped, alu 1.0.0 revision 1 serves on: KERNOS-0214 ")
                .contains("No space left on device");
        rig.passAndTick(WaitingPaths.RETRY_MS);
        assertThat(rig.log.take()).as("said once").isEmpty();

        rig.diskIsFull(false);
        rig.passAndTick(WaitingPaths.RETRY_MS);
        assertThat(rig.container.takeAsked()).containsExactly("swap alu alu");
    }

    @Test
    void aHalfCopiedArchiveInTheFormersPlaceIsNotRead() throws IOException {
        Path archive = rig.zip("alu.zip", "name=alu");
        rig.settle("alu.zip");
        byte[] next = Files.readAllBytes(rig.zip("alu.zip", "name=alu", "version=1.1.0"));
        rig.log.take();
        for (int length = 1; length < next.length; length += 40) {
            Files.write(archive, java.util.Arrays.copyOf(next, length));
            rig.touch("alu.zip");
            rig.passAndTick(Rig.QUIET_MS - 1);
        }
        assertThat(rig.container.takeAsked()).isEmpty();
        assertThat(rig.log.take()).isEmpty();
        Files.write(archive, next);

        assertThat(rig.settle("alu.zip")).isEmpty();
        rig.passAndTick(Rig.QUIET_MS);
        assertThat(rig.container.takeAsked()).containsExactly("swap alu alu");
    }

    @Test
    void anArchiveThatStaysHalfLeavesTheFormerRevisionServing() throws IOException {
        Path archive = rig.zip("alu.zip", "name=alu");
        rig.settle("alu.zip");
        Files.write(archive, new byte[] {'P', 'K', 3, 4});
        rig.log.take();

        assertThat(rig.settle("alu.zip")).isEmpty();
        assertThat(rig.log.take()).singleElement().asString().contains("serves on: KERNOS-0214 ");
    }

    @Test
    void anotherModuleInTheSameArchiveTakesTheFormersPlace() {
        rig.zip("slot.zip", "name=alu");
        rig.settle("slot.zip");
        rig.zip("slot.zip", "name=beta");

        assertThat(rig.settle("slot.zip")).containsExactly("uninstall alu", "load [slot]");
        assertThat(rig.container.modules).containsOnlyKeys("beta");
    }
}
