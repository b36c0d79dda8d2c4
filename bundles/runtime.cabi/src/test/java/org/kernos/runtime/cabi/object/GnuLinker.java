package org.kernos.runtime.cabi.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kernos.elf.DamagedElfException;
import org.kernos.elf.ElfObject;
import org.kernos.elf.ElfSection;
import org.kernos.elf.ObjectSymbol;

/** What the linker of the GNU binutils makes of an object when it is told to put each section where we have put it. */
public final class GnuLinker {

    /** Where it puts its own global offset table, near ours. */
    private static final long TABLE = DryLink.BASE + 0x80_0000;

    private final String command;

    /**
     * @param command {@code ld}, or that of another machine
     */
    GnuLinker(String command) {
        this.command = command;
    }

    public static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** The contents of the sections that are a part of memory, by name; with {@code .got}. */
    Map<String, byte[]> link(Path object, LinkedImage ours, ElfObject elf) {
        try {
            Path target = Files.createDirectories(Path.of("target", "gnu-ld"));
            Path directory = Files.createTempDirectory(target, "linked");
            Path script = Files.writeString(directory.resolve("script"), script(ours, elf));
            Path result = directory.resolve("linked");
            List<String> arguments =
                    new ArrayList<>(List.of(command, "-static", "--no-relax", "--traditional-format", "-s"));
            arguments.addAll(List.of("-e", "0", "-T", script.toString(), "-o", result.toString()));
            elf.symbols().stream()
                    .filter(s ->
                            !s.isDefined() && !s.name().isEmpty() && !s.name().startsWith("_GLOBAL_"))
                    .forEach(s -> arguments.add("--defsym=" + s.name() + "=" + addressOf(s)));
            Path unmerged = Files.write(directory.resolve("unmerged.o"), withoutMerging(Files.readAllBytes(object)));
            arguments.add(unmerged.toString());
            run(arguments);
            return contents(Files.readAllBytes(result));
        } catch (IOException | DamagedElfException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Other linkers let equal texts share their place: without these flags they keep each where it is. */
    private static byte[] withoutMerging(byte[] object) {
        ByteBuffer bytes = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes.getShort(60); i++) {
            int flags = (int) bytes.getLong(40) + 64 * i + 8;
            bytes.putLong(flags, bytes.getLong(flags) & ~0x30L);
        }
        return object;
    }

    private static String addressOf(ObjectSymbol symbol) {
        return "0x" + Long.toHexString(DryLink.addressOf(symbol.name()));
    }

    private static String script(LinkedImage ours, ElfObject elf) {
        StringBuilder script = new StringBuilder("SECTIONS {\n");
        List<ElfSection> inOrder = elf.sections().stream()
                .filter(s -> s.isAllocated() && !s.name().startsWith(".note"))
                .sorted((a, b) -> Long.compare(
                        ours.layout().section(a.index()), ours.layout().section(b.index())))
                .toList();
        for (ElfSection section : inOrder) {
            script.append(String.format(
                    "  %s 0x%x : { *(%s) }%n",
                    section.name(), ours.base() + ours.layout().section(section.index()), section.name()));
        }
        return script.append(String.format("  .got 0x%x : { *(.got) *(.got.plt) }%n", TABLE))
                .append("  /DISCARD/ : { *(.comment) *(.note*) }\n}\n")
                .toString();
    }

    static long table() {
        return TABLE;
    }

    /** An executable without symbols has the same form as an object. */
    private static Map<String, byte[]> contents(byte[] executable) throws DamagedElfException {
        executable[16] = 1;
        ElfObject elf = ElfObject.read(executable);
        Map<String, byte[]> contents = new HashMap<>();
        for (ElfSection section : elf.sections()) {
            if (section.isAllocated() && section.hasContent()) {
                byte[] content = new byte[(int) section.size()];
                elf.copyContent(section, content, 0);
                contents.put(section.name(), content);
            }
        }
        return contents;
    }

    public static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
