package org.kernos.format.helix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.kernos.elf.helix.HeaderWriter;
import org.kernos.elf.helix.HmodWriter;

/** The files of modules by the name of their directory, without the manifest.json that is in the test's resources. */
final class Cases {

    private final Map<String, Map<String, byte[]>> all = new TreeMap<>();

    static Map<String, Map<String, byte[]>> all() {
        Cases cases = new Cases();
        cases.addRight();
        cases.addFields();
        cases.addTables();
        cases.addInterfaces();
        cases.addDependencies();
        cases.addFiles();
        cases.addManifests();
        return cases.all;
    }

    /** A header with something in each of its tables. */
    static HeaderWriter full(String name) {
        return new HeaderWriter()
                .name(name)
                .version(1, 2, 3)
                .abi(1, 0)
                .flags(5)
                .capabilities(32)
                .description("Everything that a header can say")
                .author("Helix Team")
                .provides("SchedulerInterface", 1, 0, 0, "add_task(u32, u32)", "remove_task(u32) -> bool")
                .provides("Idle", 0, 1, 0)
                .dependency("alu", HeaderWriter.COMPATIBLE, 1, 0, 0)
                .needs("AluInterface", 1, 1, 0, "add(i64, i64) -> i64")
                .dependency("clock", HeaderWriter.RANGE, new int[] {1, 0, 0}, new int[] {2, 0, 0}, 1)
                .dependency("io", HeaderWriter.EXACT, 3, 2, 1)
                .dependency("text", HeaderWriter.AT_LEAST, 1, 0, 0);
    }

    private static HeaderWriter small(String name) {
        return new HeaderWriter().name(name);
    }

    private void add(String name, byte[] hmod) {
        all.put(name, Map.of(name + ".hmod", hmod));
    }

    private void shared(String name, HeaderWriter header) {
        add(name, HmodWriter.sharedObject(header));
    }

    private void object(String name, HeaderWriter header) {
        add(name, HmodWriter.object(header, HmodWriter.X86_64));
    }

    /** The full header with this word at this byte. */
    private void patched(String name, int at, int word) {
        shared(name, full(name).patch(at, word));
    }

    private void addRight() {
        shared("right-shared-object", full("right-shared-object"));
        object("right-object", full("right-object"));
        add("right-object-aarch64", HmodWriter.object(full("right-object-aarch64"), HmodWriter.AARCH64));
        add(
                "right-header-first",
                HmodWriter.headerFirst(full("right-header-first"), HmodWriter.sharedObject(small("x"))));
        shared("right-plain", small("right-plain").plain().provides("A", 1, 0, 0));
        shared("right-abi", small("right-abi").abi(2, 7));
        shared(
                "right-shared-method",
                small("right-shared-method").provides("A", 1, 0, 0, "close()").provides("B", 1, 0, 0, "close()"));
        shared("unknown-bits", small("unknown-bits").flags(0x80000041).capabilities(0x40));
    }

    private void addFields() {
        patched("magic", 0, 0x444D5849);
        patched("header-size-small", 8, 59);
        patched("header-size-great", 8, -1);
        patched("name-outside", 16, Integer.MAX_VALUE);
        patched("name-on-header", 16, 0);
        patched("name-on-table", 16, 96 + 8);
        patched("name-without-end", 20, -1);
        patched("name-behind-end", 20, 128);
        patched("name-empty", 20, 0);
        patched("version-numbers", 24, -1);
        patched("init-outside", 36, 1 << 20);
        patched("init-no-code", 36, 96);
        patched("cleanup-no-code", 40, Integer.MIN_VALUE);
        patched("description-length", 84, 4097);
        patched("description-outside", 80, Integer.MIN_VALUE);
        patched("author-length", 92, -1);
        patched("author-outside", 88, Integer.MAX_VALUE);
        patched("author-no-utf8", 88, 12 - 8 - 300);
        object("name-before-section", full("name-before-section").patch(16, -4096));
        object("name-behind-section", full("name-behind-section").patch(16, 600));
        shared("name-not-utf8", small("name-not-utf8").patch(60 + 36, 0x80FFC0FE));
        shared("name-control", small("name\u0007control"));
        shared("name-no-name", small("../name"));
        shared("name-mismatch", small("another"));
    }

    private void addTables() {
        int[] fields = {44, 52, 60, 68};
        String[] names = {"interface", "dependency", "method", "needed"};
        for (int i = 0; i < fields.length; i++) {
            patched(names[i] + "-count-4g", fields[i] + 4, -1);
            patched(names[i] + "-count-behind", fields[i] + 4, 1000);
            patched(names[i] + "-table-before", fields[i], Integer.MIN_VALUE);
            patched(names[i] + "-table-on-header", fields[i], 0);
        }
        patched("tables-overlap", 52, full("x").table(0) + 16);
        object(
                "tables-overlap-in-object",
                full("tables-overlap-in-object").patch(68, full("x").table(2)));
        object("table-before-section", full("table-before-section").patch(44, -32));
    }

    private void addInterfaces() {
        int first = full("x").table(0);
        patched("interface-id", first, 1);
        patched("interface-name-outside", first + 8, -1);
        patched("interface-name-length", first + 12, 129);
        patched("interface-version", first + 20, Integer.MIN_VALUE);
        shared("interface-name", small("interface-name").provides("no name", 1, 0, 0));
        shared(
                "interface-twice",
                small("interface-twice").provides("A", 1, 0, 0).provides("A", 2, 0, 0));
        shared(
                "interface-same-id",
                small("interface-same-id").provides("Aa", 1, 0, 0).provides("BB", 1, 0, 0));
        int methods = full("x").table(2);
        patched("method-owner", methods, 2);
        patched("method-owner-needed", methods, 0x80000001);
        patched("method-text-outside", methods + 4, Integer.MAX_VALUE);
        patched("method-text-length", methods + 8, 1025);
        shared("method-text", small("method-text").provides("A", 1, 0, 0, "f(u32", "g(void)", "h() -> 5"));
        shared("method-twice", small("method-twice").provides("A", 1, 0, 0, "f()", "f(u8)"));
        shared(
                "method-clash",
                small("method-clash").provides("A", 1, 0, 0, "close()").provides("B", 1, 0, 0, "close() -> bool"));
        int needs = full("x").table(3);
        patched("needed-dependency", needs, 4);
        patched("needed-name-outside", needs + 4, Integer.MIN_VALUE);
        patched("needed-name-length", needs + 8, 0);
        patched("needed-version", needs + 16, -1);
        shared(
                "needed-twice",
                small("needed-twice")
                        .dependency("alu", HeaderWriter.EXACT, 1, 0, 0)
                        .needs("A", 1, 0, 0)
                        .needs("A", 1, 0, 0));
    }

    private void addDependencies() {
        int first = full("x").table(1);
        patched("dependency-name-outside", first, -100_000);
        patched("dependency-name-length", first + 4, 0);
        patched("dependency-kind", first + 8, 4);
        patched("dependency-min", first + 12, -1);
        patched("dependency-max-unused", first + 24, 2);
        patched("dependency-max", first + 40 + 32, -1);
        patched("dependency-range", first + 40 + 12, 3);
        patched("dependency-optional", first + 36, 2);
        shared("dependency-name", small("dependency-name").dependency("a/b", HeaderWriter.EXACT, 1, 0, 0));
        shared("dependency-itself", small("dependency-itself").dependency("dependency-itself", 0, 1, 0, 0));
        shared(
                "dependency-twice",
                small("dependency-twice").dependency("a", 0, 1, 0, 0).dependency("a", 2, 2, 0, 0));
    }

    private void addFiles() {
        byte[] hmod = HmodWriter.sharedObject(full("x"));
        all.put("two-files", Map.of("a.hmod", hmod, "b.hmod", hmod));
        add("file-empty", new byte[0]);
        add("file-text", "a text and no module".getBytes(StandardCharsets.UTF_8));
        add("file-cut", Arrays.copyOf(hmod, hmod.length - 1));
        add("file-cut-early", Arrays.copyOf(hmod, 40));
        add("file-too-large", new byte[NativeModule.SIZE_LIMIT + 1]);
        add("wrong-class", changed(hmod, 4, 1));
        add("wrong-byte-order", changed(hmod, 5, 2));
        add("wrong-type", changed(hmod, 16, 2));
        add("wrong-machine", changed(HmodWriter.object(full("x"), HmodWriter.X86_64), 18, 243));
        add("no-section", changed(hmod, last(hmod, ".hxmd") + 1, 'y'));
        add("section-small", HmodWriter.sharedObject(new byte[59]));
        add("section-without-header", HmodWriter.sharedObject(new byte[60]));
        byte[] object = HmodWriter.object(full("x"), HmodWriter.X86_64);
        add("section-not-allocated", withSection(object, 2, 8, 0));
        add("init-not-allocated", withSection(object, 1, 8, 4));
        byte[] objectBehind = HmodWriter.headerFirst(full("x"), object);
        add("header-first-init-not-allocated", withSection(objectBehind, 1, 8, 4));
        add("relocation-type", HmodWriter.object(full("x"), HmodWriter.X86_64, 1, 36, 40));
        add("relocation-missing", HmodWriter.object(full("relocation-missing").patch(36, 8), HmodWriter.X86_64, 2));
        add("relocation-elsewhere", HmodWriter.object(full("relocation-elsewhere"), HmodWriter.X86_64, 2, 36, 16));
        add("relocation-twice", HmodWriter.object(full("relocation-twice"), HmodWriter.X86_64, 2, 36, 40, 36));
        add("header-first-size-small", HmodWriter.headerFirst(small("x").patch(8, 12), hmod));
        add("header-first-size-great", HmodWriter.headerFirst(small("x").patch(8, -1), hmod));
        add("header-first-without-image", HmodWriter.headerFirst(small("x").patch(8, 128), hmod));
        byte[] first = HmodWriter.headerFirst(small("header-first-no-code"), hmod);
        add("header-first-no-code", changed(first, 36, 1));
    }

    private static byte[] changed(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** An image with another word in the header of one of its sections, the last part of the file. */
    private static byte[] withSection(byte[] file, int section, int at, int word) {
        byte[] changed = file.clone();
        int image = last(file, "\u007fELF");
        ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(image + (int) bytes.getLong(image + 40) + section * 64 + at, word);
        return changed;
    }

    private static int last(byte[] file, String text) {
        return new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    private void addManifests() {
        for (String name : new String[] {"right-manifest", "manifest-differs", "manifest-wrong", "manifest-no-json"}) {
            shared(name, full(name));
        }
        shared("manifest-same-id", small("manifest-same-id").provides("Aa", 1, 0, 0));
        for (String name : new String[] {"java", "java-empty", "java-wrong", "java-class-only", "java-outside"}) {
            all.put(name, Map.of("module.jar", new byte[0]));
        }
        for (String name : new String[] {"service", "service-with-java"}) {
            all.put(name, Map.of(HelixReader.SERVICE, new byte[0]));
        }
        all.put("java name", Map.of("module.jar", new byte[0]));
    }
}
