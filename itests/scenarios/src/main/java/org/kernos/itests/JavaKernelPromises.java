package org.kernos.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Test;

/** What the README promises of kernels that are written in Java. */
public abstract class JavaKernelPromises extends LoadingPromises {

    @Test
    public void kernelsMayBeWrittenInJava() throws Exception {
        Path directory = temporary.getRoot().toPath().resolve("store");
        shell.run("kernel:load kv");
        shell.run("kernel:call kv/open-disk s '" + directory + "'");
        assertThat(shell.run("kernel:call kv/set s:list '[1 2.5 \"x\"]'")).isEqualTo("0");
        assertThat(shell.run("kernel:call kv/cas s:list '[1 2.5 \"x\"]' '{changed}'"))
                .isEqualTo("0");
        assertThat(refusal("kernel:call kv/get t:list")).isEqualTo("KERNOS-0405 kv/get: no store 't' is open (code 2)");
        assertThat(refusal("kernel:call kv/open-disk s")).startsWith("KERNOS-0403 kv/open-disk: got 1, expected 2");
        shell.run("kernel:unload kv");
        assertNothingIsLeftOf("kv");

        shell.run("kernel:load kv");
        shell.run("kernel:call kv/open-disk s '" + directory + "'");
        assertThat(shell.run("kernel:call kv/get s:list")).isEqualTo("{changed}");
        assertThat(shell.run("kernel:call kv/get s:gone")).isEqualTo("@(get: key not found)");
    }

    @Test
    public void aModuleIsGivenWhatTheInstallationGrantsItAndNoMore() throws Exception {
        shell.run("kernel:load fs");
        assertThat(refusal("kernel:call fs/list .")).startsWith("KERNOS-0405 fs/list: no directory is granted");
        shell.run("kernel:unload fs");

        Path root = temporary.newFolder("granted").toPath();
        System.setProperty("kernos.module.fs.root", root.toString());
        try {
            shell.run("kernel:load fs");
        } finally {
            System.clearProperty("kernos.module.fs.root");
        }
        shell.run("file = (kernel:call fs/open w hello)");
        shell.run("kernel:call fs/write $file Kernos");
        assertThat(shell.run("kernel:call fs/list .")).isEqualTo("[\"hello\"]");
        assertThat(root.resolve("hello")).hasContent("Kernos");
        assertThat(refusal("kernel:call fs/open r ../record.txt")).startsWith("KERNOS-0405 fs/open: ");
        shell.run("kernel:unload fs");
        assertNothingIsLeftOf("fs");
    }
}
