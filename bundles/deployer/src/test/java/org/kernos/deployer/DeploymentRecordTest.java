package org.kernos.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentRecordTest {

    @TempDir
    Path temporary;

    private Path file() {
        return temporary.resolve("data/deployed");
    }

    @Test
    void whatWasSavedIsReadAgainWhateverThePathIsCalled() throws IOException {
        Files.createDirectories(file().getParent());
        Path strange = Path.of("/deploy/a b=c:d#é\\n");
        DeploymentRecord record = new DeploymentRecord(file());
        record.put(strange, new DeploymentRecord.Entry("alu", "12ab"));
        record.put(Path.of("/deploy/unread"), DeploymentRecord.Entry.UNREAD);
        record.put(Path.of("/deploy/gone"), new DeploymentRecord.Entry("gone", "1"));
        record.remove(Path.of("/deploy/gone"));
        record.save();

        DeploymentRecord again = new DeploymentRecord(file());
        assertThat(again.paths()).containsExactly(strange, Path.of("/deploy/unread"));
        assertThat(again.find(strange)).contains(new DeploymentRecord.Entry("alu", "12ab"));
        assertThat(again.find(Path.of("/deploy/unread"))).contains(DeploymentRecord.Entry.UNREAD);
    }

    @Test
    void whatIsThereIsEnteredOnceAndKnownByTheJarThatFileInstallMakesOfIt() {
        DeploymentRecord record = new DeploymentRecord(file());
        record.put(Path.of("/deploy/alu"), new DeploymentRecord.Entry("alu", "1"));
        record.enter(Path.of("/deploy/alu"));
        record.enter(Path.of("/deploy/new"));

        assertThat(record.find(Path.of("/deploy/alu"))).contains(new DeploymentRecord.Entry("alu", "1"));
        assertThat(record.find(Path.of("/deploy/new"))).contains(DeploymentRecord.Entry.UNREAD);
        assertThat(record.hasDirectory("alu.jar")).isTrue();
        assertThat(record.hasDirectory("alu")).isFalse();
        assertThat(record.hasDirectory("other.jar")).isFalse();
    }

    @Test
    void whatCannotBeWrittenIsWrittenTheNextTime() throws IOException {
        DeploymentRecord record = new DeploymentRecord(file());
        record.put(Path.of("/deploy/alu"), new DeploymentRecord.Entry("alu", "1"));
        try (LoggedLines log = new LoggedLines()) {
            record.save();
            assertThat(log.take()).singleElement().asString().contains("cannot be written, the former one stays");
        }
        Files.createDirectories(file().getParent());
        record.save();

        assertThat(new DeploymentRecord(file()).paths()).containsExactly(Path.of("/deploy/alu"));
    }

    @Test
    void aDamagedRecordIsSaidAndPassedOver() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "/deploy/alu=\\uZZZZ");
        try (LoggedLines log = new LoggedLines()) {
            assertThat(new DeploymentRecord(file()).paths()).isEmpty();
            assertThat(log.take()).singleElement().asString().contains("cannot be read");
        }
    }
}
