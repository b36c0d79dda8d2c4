package org.kernos.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The directory of a module, packed, and what becomes of such an archive in bad hands. */
record PackedAlu(Path directory, Path archive) {

    /** For archives of many files: nothing but their digests is written. */
    static final ModuleArchive.Output ONLY_DIGESTS = file -> file.endsWith(ModuleDigests.FILE)
            ? ModuleArchive.Output.NEW_FILE.open(file)
            : OutputStream.nullOutputStream();

    static PackedAlu in(Path scratch) throws IOException {
        Path module = Files.createDirectories(scratch.resolve("alu"));
        Files.writeString(module.resolve("kernel.sxs"), "#(define-kernel alu \"libkernel_alu.so\" [])");
        Files.writeString(module.resolve("libkernel_alu.so"), "code".repeat(1000));
        Files.createDirectories(module.resolve("data"));
        Files.writeString(module.resolve("data/table.txt"), "1 2 3");
        PackedAlu alu = new PackedAlu(module, scratch.resolve("alu-1.0.0.zip"));
        alu.pack();
        return alu;
    }

    Digest pack() throws IOException {
        return ModulePackage.write("alu", ModuleTree.files(directory), archive);
    }

    Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    /** Replaces the archive by one with these entries, as any other tool would write it. */
    void rewrite(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    /** Replaces one entry's content, or adds one. */
    void rewrite(String name, String content) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        rewrite(entries);
    }

    void remove(String name) throws IOException {
        Map<String, byte[]> entries = entries();
        assertThat(entries.remove(name)).isNotNull();
        rewrite(entries);
    }

    /** Writes one name over another of the same length, wherever it stands in the archive. */
    void rename(String from, String to) throws IOException {
        assertThat(to).hasSameSizeAs(from);
        byte[] bytes = Files.readAllBytes(archive);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        Files.write(archive, text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    void setModes(int mode) throws IOException {
        List<Integer> modes = new ArrayList<>();
        entries().keySet().forEach(name -> modes.add(name.endsWith(".so") ? mode : 0));
        CentralDirectory.setModes(archive, modes);
    }

    /** Where the number of bytes of the list of entries stands, behind which is the end. */
    void setListLength(int length) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 22 + 12, length);
        Files.write(archive, bytes);
    }
}
