package org.kernos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.elf.ElfMachine;
import org.kernos.elf.ElfRelocations;
import org.kernos.runtime.cabi.object.Layout;
import org.kernos.runtime.cabi.object.LinkedImage;
import org.kernos.runtime.cabi.object.Linking;
import org.kernos.runtime.cabi.object.MappedObject;
import org.kernos.runtime.cabi.object.ObjectFile;
import org.kernos.runtime.cabi.object.ObjectScan;
import org.kernos.runtime.cabi.object.ProcessSymbols;
import org.kernos.runtime.cabi.object.SymbolSource;

/**
 * An object of 1,000 relocations linked by ourselves: dry, to plain bytes at an address where nothing is, and really, into memory
 * with its functions for the begin and the end; the parts of both one by one, all in turn in one run.
 *
 * <pre>mvn -o verify -Pbench -pl itests/bench -am -Dquickly -DskipITs -Dbench=LinkBench</pre>
 */
public final class LinkBench {

    private static final int ROUNDS = 1_000;
    private static final int WARM_UP = 2_000;
    private static final int RELOCATIONS = 1_000;
    private static final int PAGE = 4096;
    private static final long NOWHERE = 0x2000_0000;

    /** What the object calls and reads besides itself. */
    private static final List<String> FOREIGN =
            List.of("abs", "strlen", "malloc", "free", "memcpy", "strtol", "qsort", "getenv", "rand", "toupper");

    private final byte[] file;
    private final SymbolSource symbols = new ProcessSymbols();
    private final Times read = new Times();
    private final Times layout = new Times();
    private final Times relocate = new Times();
    private final Times dry = new Times();
    private final Times map = new Times();
    private final Times begin = new Times();
    private final Times mapped = new Times();
    private final Times close = new Times();

    private LinkBench(byte[] file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("kernos-link-bench");
        try {
            LinkBench bench = new LinkBench(compile(work));
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                bench.dry(round >= WARM_UP);
                bench.real(round >= WARM_UP);
            }
            bench.print();
        } finally {
            BenchFramework.removeTree(work);
        }
    }

    private static byte[] compile(Path work) throws IOException, InterruptedException {
        Path source = Files.writeString(work.resolve("many.c"), source());
        Path object = work.resolve("many.o");
        Process compiler = new ProcessBuilder(
                        "cc", "-O1", "-fPIC", "-fno-builtin", "-w", "-c", "-o", object.toString(), source.toString())
                .inheritIO()
                .start();
        if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new IllegalStateException("cc failed");
        }
        return Files.readAllBytes(object);
    }

    /** Each function has five relocations: two calls, a variable through the table, one directly, its frame; and one in a table. */
    private static String source() {
        StringBuilder code = new StringBuilder();
        StringBuilder table = new StringBuilder("int (*const table[])(int) = {\n");
        FOREIGN.forEach(name -> code.append("extern int ").append(name).append("();\n"));
        int functions = RELOCATIONS / 6;
        for (int i = 0; i < functions; i++) {
            code.append(String.format(
                    "int f%d(int); int g%d; static int s%d;%nint f%d(int x) { g%d += %s(x); return (s%d += x) + f%d(x); }%n",
                    (i + 1) % functions, i, i, i, i, FOREIGN.get(i % FOREIGN.size()), i, (i + 1) % functions));
            table.append(String.format("    f%d,%n", i));
        }
        code.append("static int begun; __attribute__((constructor)) static void begin(void) { begun++; }\n");
        return code.append(table).append("};\n").toString();
    }

    private ObjectFile read() throws ModuleException {
        return ObjectFile.read(file, "many.o", Place.of("many.o"));
    }

    private void dry(boolean counts) throws ModuleException {
        long start = System.nanoTime();
        ObjectFile object = read();
        long wasRead = System.nanoTime();
        ObjectScan scan = ObjectScan.of(object, ElfMachine.X86_64);
        Layout places = Layout.of(object, scan, PAGE);
        long wasLaidOut = System.nanoTime();
        LinkedImage image = Linking.link(object, scan, places, NOWHERE, symbols);
        long end = System.nanoTime();
        if (image.exports().isEmpty()) {
            throw new IllegalStateException("nothing was linked");
        }
        if (counts) {
            read.add((wasRead - start) / 1e6);
            layout.add((wasLaidOut - wasRead) / 1e6);
            relocate.add((end - wasLaidOut) / 1e6);
            dry.add((end - start) / 1e6);
        }
    }

    private void real(boolean counts) throws ModuleException {
        long start = System.nanoTime();
        ObjectFile object = read();
        ObjectScan scan = ObjectScan.of(object, ElfMachine.X86_64);
        Layout places = Layout.of(object, scan, PAGE);
        long wasLaidOut = System.nanoTime();
        MappedObject open = MappedObject.map(object, scan, places, symbols);
        long wasMapped = System.nanoTime();
        open.begin();
        long end = System.nanoTime();
        open.close();
        long closed = System.nanoTime();
        if (counts) {
            map.add((wasMapped - wasLaidOut) / 1e6);
            begin.add((end - wasMapped) / 1e6);
            mapped.add((end - start) / 1e6);
            close.add((closed - end) / 1e6);
        }
    }

    private void print() throws ModuleException {
        int relocations = read().elf().relocations().stream()
                .mapToInt(ElfRelocations::size)
                .sum();
        System.out.println(String.format(
                Locale.ROOT,
                "object of %d relocations, %d symbols, %d bytes",
                relocations,
                read().elf().symbols().size(),
                file.length));
        print("dry:                                %s, goal 2", dry);
        print("  read:                             %s", read);
        print("  layout:                           %s", layout);
        print("  relocate, symbols of the process: %s", relocate);
        print("really:                             %s, goal 2", mapped);
        print("  relocate, map and protect:        %s", map);
        print("  frames and init:                  %s", begin);
        print("close: fini, frames, unmap:         %s", close);
    }

    private static void print(String format, Times times) {
        System.out.println(String.format(Locale.ROOT, format, times.showFine("ms")));
    }
}
