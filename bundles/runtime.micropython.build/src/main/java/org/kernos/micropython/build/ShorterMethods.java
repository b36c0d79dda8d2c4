package org.kernos.micropython.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * What Endive's compiler has written, with fewer and shorter calls. HotSpot inlines nothing more into a method that has come to 8,000
 * bytes with all that was inlined before: of the method that runs bytecode most reads and writes stayed calls.
 */
final class ShorterMethods {

    private static final String OPERATIONS = "run/endive/runtime/OpcodeImpl";
    private static final String HELPERS = "Shaded";
    private static final String MEMORY = "Lrun/endive/runtime/Memory;)";

    /** Those of other names are for threads. */
    private static final Pattern ACCESS = Pattern.compile("memory(Read|Write)(Byte|Short|Int|Long|Float|Double)");

    private static final String CHECK = "checkInterruption";
    private static final String FUNCTION = "func_";

    /** Comparisons of two words, and the jump for it that takes the words instead of the answer. */
    private static final Map<String, Integer> JUMPS = Map.of(
            "I32_EQ", Opcodes.IF_ICMPEQ,
            "I32_NE", Opcodes.IF_ICMPNE,
            "I32_LT_S", Opcodes.IF_ICMPLT,
            "I32_LE_S", Opcodes.IF_ICMPLE,
            "I32_GT_S", Opcodes.IF_ICMPGT,
            "I32_GE_S", Opcodes.IF_ICMPGE);

    /** What Endive's helper of the name {@code memoryReadInt} does, in one call. */
    private final String memory;

    private int accesses;

    /**
     * @param memory the class with a static method in place of each helper that reads or writes memory
     */
    ShorterMethods(String memory) {
        this.memory = memory.replace('.', '/');
    }

    /**
     * All classes of the machine, whose names begin alike.
     *
     * @return how many accesses to memory have become shorter
     */
    int shorten(Path classes, String name) throws IOException {
        Path first = classes.resolve(name.replace('.', '/'));
        try (Stream<Path> files = Files.list(first.resolveSibling(""))) {
            List<Path> all = files.filter(
                            file -> file.getFileName().toString().startsWith(first.getFileName() + "Machine")
                                    && file.toString().endsWith(".class"))
                    .toList();
            for (Path file : all) {
                Files.write(file, shorten(Files.readAllBytes(file)));
            }
        }
        return accesses;
    }

    byte[] shorten(byte[] code) {
        ClassNode type = new ClassNode();
        new ClassReader(code).accept(type, 0);
        for (MethodNode method : type.methods) {
            if (method.name.startsWith(FUNCTION)) {
                checkLessOften(method);
                fuse(method.instructions);
                readDirectly(method.instructions);
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }

    /**
     * Endive asks before each call and before each jump back whether the thread was interrupted. It is enough at the beginning of
     * each method that calls another, and of each loop: what runs for ever goes through one of them again and again. Its
     * methods for indirect calls ask by themselves.
     */
    private static void checkLessOften(MethodNode method) {
        MethodInsnNode check = null;
        for (AbstractInsnNode at : method.instructions.toArray()) {
            if (isCheck(at)) {
                check = (MethodInsnNode) at;
                method.instructions.remove(at);
            }
        }
        if (check == null) {
            return;
        }
        for (LabelNode loop : loops(method.instructions)) {
            // In front of the first instruction, behind the frame that stands with the label.
            AbstractInsnNode start = loop;
            while (start.getOpcode() < 0) {
                start = start.getNext();
            }
            if (!isCheck(start)) {
                method.instructions.insertBefore(start, check.clone(Map.of()));
            }
        }
        if (calls(method.instructions)) {
            method.instructions.insert(check.clone(Map.of()));
        }
    }

    private static boolean isCheck(AbstractInsnNode at) {
        return at instanceof MethodInsnNode call && call.name.equals(CHECK);
    }

    private static boolean calls(InsnList code) {
        return Stream.of(code.toArray())
                .anyMatch(at -> at instanceof MethodInsnNode call && call.name.startsWith(FUNCTION));
    }

    /** Where jumps lead that stand behind it. */
    private static Set<LabelNode> loops(InsnList code) {
        Set<LabelNode> seen = new HashSet<>();
        Set<LabelNode> loops = new HashSet<>();
        for (AbstractInsnNode at : code) {
            if (at instanceof LabelNode label) {
                seen.add(label);
            }
            targets(at).filter(seen::contains).forEach(loops::add);
        }
        return loops;
    }

    private static Stream<LabelNode> targets(AbstractInsnNode at) {
        if (at instanceof JumpInsnNode jump) {
            return Stream.of(jump.label);
        } else if (at instanceof TableSwitchInsnNode choice) {
            return Stream.concat(choice.labels.stream(), Stream.of(choice.dflt));
        } else if (at instanceof LookupSwitchInsnNode choice) {
            return Stream.concat(choice.labels.stream(), Stream.of(choice.dflt));
        }
        return Stream.empty();
    }

    /** A comparison and the jump that asks for its answer become one jump, as does a jump over a jump. */
    private static void fuse(InsnList code) {
        for (AbstractInsnNode at : code.toArray()) {
            if (at instanceof MethodInsnNode call
                    && call.owner.equals(OPERATIONS)
                    && call.getNext() instanceof JumpInsnNode jump
                    && (jump.getOpcode() == Opcodes.IFEQ || jump.getOpcode() == Opcodes.IFNE)) {
                Integer taken = call.name.equals("I32_EQZ") ? Integer.valueOf(Opcodes.IFEQ) : JUMPS.get(call.name);
                if (taken != null) {
                    jump.setOpcode(jump.getOpcode() == Opcodes.IFNE ? taken : opposite(taken));
                    code.remove(call);
                }
            }
        }
        for (AbstractInsnNode at : code.toArray()) {
            if (at instanceof JumpInsnNode over
                    && over.getOpcode() <= Opcodes.IF_ICMPLE
                    && over.getNext() instanceof JumpInsnNode jump
                    && jump.getOpcode() == Opcodes.GOTO
                    && jump.getNext() == over.label) {
                over.setOpcode(opposite(over.getOpcode()));
                over.label = jump.label;
                code.remove(jump);
            }
        }
    }

    /** Of a jump with a condition: they stand in pairs. */
    private static int opposite(int jump) {
        return ((jump - Opcodes.IFEQ) ^ 1) + Opcodes.IFEQ;
    }

    private void readDirectly(InsnList code) {
        for (AbstractInsnNode at : code.toArray()) {
            if (at instanceof MethodInsnNode call && call.owner.endsWith(HELPERS) && isAccess(call)) {
                accesses++;
                call.owner = memory;
                call.name = call.name.replace("memoryRead", "read").replace("memoryWrite", "write");
                AbstractInsnNode offset = call.getPrevious().getPrevious();
                if (offset.getOpcode() == Opcodes.ICONST_0) {
                    code.remove(offset);
                    call.desc = call.desc.replace("I" + MEMORY, MEMORY);
                }
            }
        }
    }

    private static boolean isAccess(MethodInsnNode call) {
        return ACCESS.matcher(call.name).matches() && call.desc.contains(MEMORY);
    }
}
