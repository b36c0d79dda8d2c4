package org.kernos.runtime.micropython.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.kernos.runtime.micropython.machine.MicroPythonImage;

/** What the build writes for interpreters to go on from. */
class SnapshotBuildTest {

    private static byte[] bytes(MicroPythonImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        image.started().orElseThrow().write(out);
        return out.toByteArray();
    }

    @Test
    void whatTheBuildHasWrittenIsWhatAStartGives() throws IOException {
        assertThat(bytes(MicroPythonImage.load())).isEqualTo(bytes(SnapshotBuild.start()));
    }

    @Test
    void withoutItTheFirstInterpreterStartsFromTheBeginning() {
        assertThat(MicroPythonImage.loadUnstarted().started()).isEmpty();
    }
}
