package org.kernos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that {@code bin/kernos} has the JVM make and use, with the JVM of this test. */
@DisabledOnOs(OS.WINDOWS)
class ClassArchiveTest {

    private static final Path SCRIPT = Path.of("../assembly/src/main/home/bin/kernos");
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String FEATURE = String.valueOf(Runtime.version().feature());
    private static final FileTime REPRODUCIBLE = FileTime.fromMillis(1_767_225_600_000L);
    private static final String ARCHIVE = "classes-" + FEATURE + ".jsa";

    /** With a blank in it, as a user's directory may have one. */
    private Path home;

    private Path jar;
    private Path data;

    @BeforeEach
    void install(@TempDir Path directory) throws Exception {
        home = directory.toRealPath().resolve("a home");
        data = home.resolve("data");
        Files.createDirectories(home.resolve("bin"));
        Files.copy(SCRIPT, home.resolve("bin/kernos"));
        jar = Files.createDirectories(home.resolve("lib")).resolve("org.kernos.launcher.jar");
        writeJar("one");
        // A JDK of its own, so that its release can be another.
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec '" + JAVA_HOME.resolve("bin/java") + "' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"" + FEATURE + ".0.1\"\n");
        assumeTrue(
                execute("-XX:+UseSerialGC", List.of(java.toString(), "-Xshare:on", "-version"))
                                .status()
                        == 0,
                "a JVM with class data sharing");
    }

    @Test
    void theFirstSessionMakesItAndTheNextUsesIt() throws Exception {
        assertThat(session()).isEqualTo(WITHOUT);
        assertThat(session()).isEqualTo(WITH);
        assertThat(session()).isEqualTo(WITH);
        assertThat(files()).containsExactly(ARCHIVE, ARCHIVE + ".sums");
    }

    @Test
    void oneCommandUsesItAndMakesNone() throws Exception {
        assertThat(command()).isEqualTo(WITHOUT);
        assertThat(data).doesNotExist();

        session();

        assertThat(command()).isEqualTo(WITH);
    }

    @Test
    void oneThatWasNotWrittenToItsEndIsThrownAway() throws Exception {
        session();
        truncate(data.resolve(files().get(0)));

        assertThat(command()).isEqualTo(WITHOUT);
        assertThat(files()).isEmpty();
    }

    @Test
    void oneThatIsCutShortLaterIsNotUsedButMadeAnew() throws Exception {
        session();
        session();
        truncate(data.resolve(ARCHIVE));

        assertThat(command()).isEqualTo(WITHOUT);
        assertThat(session()).isEqualTo(WITHOUT);
        assertThat(command()).isEqualTo(WITH);
    }

    @Test
    void anotherJarOfTheSameSizeAndTimeDoesNotGetIt() throws Exception {
        session();
        session();
        long size = Files.size(jar);
        writeJar("two");

        assertThat(Files.size(jar)).isEqualTo(size);
        assertThat(session()).isEqualTo(WITHOUT);
        assertThat(session()).isEqualTo(WITH);
        assertThat(files()).containsExactly(ARCHIVE, ARCHIVE + ".sums");
    }

    @Test
    void anotherJdkOfTheSameVersionDoesNotGetIt() throws Exception {
        session();
        session();
        Files.writeString(home.resolve("jdk/release"), "IMPLEMENTOR=\"Another\"\n", StandardOpenOption.APPEND);

        assertThat(command()).isEqualTo(WITHOUT);
    }

    @Test
    void whatASessionOfAnotherJarMadeIsNotAdopted() throws Exception {
        session();
        writeJar("two");

        assertThat(command()).isEqualTo(WITHOUT);
    }

    @Test
    void optionsOfTheJvmSwitchItOffAndSettingsDoNot() throws Exception {
        assertThat(session("-Xshare:auto")).isEqualTo(WITHOUT);
        assertThat(data).doesNotExist();

        session("-Dkernos.lock=none");

        assertThat(session("-Dkernos.lock=none")).isEqualTo(WITH);
        assertThat(session("-Dkernos.lock=none -Xmx64m")).isEqualTo(WITHOUT);
    }

    @Test
    void whereNoFileCanBeMadeASessionStartsAllTheSame() throws Exception {
        Files.writeString(data, "in the way");

        assertThat(session()).isEqualTo(WITHOUT);
        assertThat(session()).isEqualTo(WITHOUT);
    }

    @Test
    void aReadOnlyHomeIsLeftAsItIs() throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeTrue(!Files.isWritable(home), "a user whom permissions hold back");
            assertThat(session()).isEqualTo(WITHOUT);
            assertThat(data).doesNotExist();
        } finally {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * What came of a start.
     *
     * @param archived whether classes came from an archive of ours
     * @param output both streams, without the JVM's own log
     */
    private record Start(int status, boolean archived, List<String> output) {}

    private static final Start WITH = new Start(0, true, List.of("started"));
    private static final Start WITHOUT = new Start(0, false, List.of("started"));

    private Start session() throws Exception {
        return session("");
    }

    private Start session(String options) throws Exception {
        return execute(options, List.of(home.resolve("bin/kernos").toString()));
    }

    private Start command() throws Exception {
        return execute("", List.of(home.resolve("bin/kernos").toString(), "command"));
    }

    private Start execute(String options, List<String> command) throws Exception {
        Path loaded = home.resolve("loaded");
        Files.deleteIfExists(loaded);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("KERNOS_OPTS", options);
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=\"" + loaded + "\"");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the script ends").isTrue();
        // Any class will do: 17 archives none of a jar whose path has a blank, only what comes from elsewhere.
        boolean archived = Files.exists(loaded)
                && Files.readAllLines(loaded).stream().anyMatch(line -> line.contains("shared objects file (top)"));
        return new Start(
                process.exitValue(),
                archived,
                output.lines().filter(line -> !line.startsWith("NOTE: ")).toList());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(data)) {
            return found.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static void truncate(Path file) throws IOException {
        // The JVM leaves its file without permission to write.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    /** Of the same size and time for every text of one length. */
    private void writeJar(String text) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ArchivedMain.class.getName());
        Files.deleteIfExists(jar);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream main =
                        Objects.requireNonNull(ArchivedMain.class.getResourceAsStream("ArchivedMain.class"))) {
            out.putNextEntry(new JarEntry("org/kernos/launcher/ArchivedMain.class"));
            main.transferTo(out);
            byte[] content = text.getBytes(StandardCharsets.US_ASCII);
            var crc = new CRC32();
            crc.update(content);
            var entry = new JarEntry("text");
            entry.setMethod(JarEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            out.write(content);
        }
        Files.setLastModifiedTime(jar, REPRODUCIBLE);
    }
}
