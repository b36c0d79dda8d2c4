package org.kernos.runtime.cabi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kernos.api.Message;
import org.kernos.api.ModuleFlag;
import org.kernos.api.value.Value;
import org.kernos.spi.ModuleInstance;

/** Helix modules compiled from {@code helix.c}, in the forms that a {@code .hmod} may have (helix X-7). */
abstract class HelixContract extends BackendContract {

    private static final int ALIGNMENT = 16;
    private static final int NAME = 16;

    /** The forms of one file. */
    enum Form {
        SHARED,
        OBJECT,
        HEADER_THEN_SHARED,
        HEADER_THEN_OBJECT
    }

    /** A module that notes its hooks in {@link #log}. */
    TestModule helix(Form form, String... flags) {
        return helix("helix", form, flags);
    }

    TestModule helix(String name, Form form, String... flags) {
        return silent(name, hmod("helix.c", form, flags)).property("config.log", log().toString());
    }

    /** A module without config. */
    TestModule silent(String name, byte[] hmod) {
        return new TestModule(base(), name, name + ".hmod")
                .file(name + ".hmod", hmod)
                .helix(ModuleFlag.HOT_RELOAD, ModuleFlag.DRIVER);
    }

    static byte[] hmod(String source, Form form, String... flags) {
        boolean isObject = form == Form.OBJECT || form == Form.HEADER_THEN_OBJECT;
        String[] all = Arrays.copyOf(flags, flags.length + 1);
        all[flags.length] = isObject ? "-DIN_OBJECT" : "-fvisibility=hidden";
        Path image = isObject ? TestKernels.object(source, all) : TestKernels.library(source, all);
        try {
            byte[] bytes = Files.readAllBytes(image);
            return form == Form.SHARED || form == Form.OBJECT ? bytes : headerFirst(bytes, "helix");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A header without tables and functions, its name, and the image. */
    static byte[] headerFirst(byte[] image, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int size = 60 + text.length;
        int start = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file = ByteBuffer.allocate(start + image.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x444D5848).putShort((short) 1).putShort((short) 0).putInt(size);
        file.putInt(NAME, 60).putInt(NAME + 4, text.length).putInt(24, 1);
        file.position(60);
        file.put(text).position(start);
        return file.put(image).array();
    }

    Path log() {
        return base().resolve("hooks.log");
    }

    /** What has been noted since the last time. */
    List<String> notes() {
        try {
            List<String> notes = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            Files.deleteIfExists(log());
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNothingIsLeftOf(TestModule module) {
        assertThat(filesIn(module.dataDirectory())).as("files left").isZero();
        assertThat(mappingsOf(module.dataDirectory())).as("mappings left").isZero();
        assertThat(backend().freedBytes()).isEqualTo(backend().allocatedBytes());
    }

    static Message message(String type, String payload) {
        return new Message("tests", type, new Value.Str(payload));
    }

    static Optional<Message> send(ModuleInstance module, String type, String payload) {
        return module.handleMessage(message(type, payload));
    }
}
